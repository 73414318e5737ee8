import type { Instrumented } from '../../../properties/instrument.ts';
import type { RandomInteger } from '../randomSource.ts';
import type { Chooser } from '../walk.ts';

/** How the runs of a check choose among what is enabled. */
export interface Strategy {
  readonly name: string;
  /** One line for people who choose among strategies. */
  readonly description: string;
  /** Made anew for every check: what it remembers of earlier runs is remembered here. */
  explorer(setting: ExplorerSetting): Explorer;
}

export interface ExplorerSetting {
  readonly subject: Instrumented;
  /** Steps that a chooser may take in a run. */
  readonly maximumLength: number;
  /** Of {@link Guarantee}. */
  readonly depth: number;
}

export interface Explorer {
  /** Whether a run hangs on those before it: then it can be made again only after them. */
  readonly learns: boolean;
  /**
   * Begins a run; the one before has ended. The same random numbers, after the same runs, give the same run on any machine.
   * @param initial which of the initial states it begins in
   */
  begin(random: RandomInteger, initial: number): Chooser;
  /** What can be said of the runs made so far, where anything can. */
  guarantee?(): Guarantee;
}

/**
 * Every run finds, with at least this probability, any mistake that takes no more than `depth` events of different flows in a
 * certain order; given that faults and timers strike where they must, and components that may choose choose what they must.
 */
export interface Guarantee {
  readonly depth: number;
  /** The most flows that any run had. */
  readonly flows: number;
  /** Steps that a run may have. */
  readonly steps: number;
  readonly probability: number;
}

export const defaultDepth = 3;
