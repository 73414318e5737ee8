import type { Json } from './json.ts';

/** What is interchangeable in a system: exchanging two members of a set everywhere makes of every run another run. */
export interface Symmetry {
  readonly sets: readonly SymmetrySet[];
  /**
   * A value with names exchanged. Must be given where names stand inside of longer texts, or in an order that says nothing (a
   * set kept as a sorted list has to be sorted anew); when absent, texts and property names that are names are exchanged.
   */
  rename?(value: Json, names: Names): Json;
}

/** Things of which it does not matter which is which. */
export interface SymmetrySet {
  /** What they are, in the plural: `nodes`. */
  readonly of: string;
  /** Of each, all names that go with it (those of its components among them), in the same order for all; it is called by the first. */
  readonly members: readonly (readonly string[])[];
}

/** Old name -> new name. */
export type Names = ReadonlyMap<string, string>;
