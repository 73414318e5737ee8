import type { AnyStateMachine } from 'xstate';
import type { RecordedBug } from '../../generators/history/index.ts';
import type { PoolScenario, Replacement } from '../../generators/mutation/index.ts';
import type { NamedScenario } from '../../generators/scenarios/index.ts';
import type { Task } from '../../generators/search/parallel/task.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { System } from '../../model/kernel/index.ts';
import type { KubernetesObject } from '../../model/objects/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { ClusterProperty } from '../../properties/cluster.ts';
import type { Promised } from '../../properties/promises.ts';
import type { Mutant, Survivor } from '../../properties/mutants/index.ts';

/** What the commands work on. Tests put a small model here. */
export interface Toolbox {
  cluster(scenario: Scenario): Cluster;
  /** The search of that cluster for violations of the properties of these names, for threads to make for themselves. */
  task(scenario: Scenario, properties: readonly string[]): Task;
  readonly properties: readonly ClusterProperty[];
  readonly promises: readonly Promised[];
  readonly mutants: readonly Mutant[];
  readonly history: readonly RecordedBug[];
  readonly scenarios: readonly NamedScenario[];
  readonly machines: readonly NamedMachine[];
  /** For mutation testing. */
  readonly mutation: {
    /** Where guards are replaced. `check --scenario` knows these, too. */
    readonly pool: readonly PoolScenario[];
    /** Replacements that are known to be noticed, and where. */
    readonly known: readonly Mutant[];
    /** Why some are noticed by nothing. */
    readonly survivors: readonly Survivor[];
    /** The scenario in which a replacement was noticed before. */
    hint(replacement: Replacement): string | undefined;
    readonly seed: number;
  };
  /** Reads what can be decoded, valid or not. */
  parseManifests(text: string, file: string): ParsedManifests;
  /** All that the API server would refuse without looking at anything else. */
  validateManifests(text: string, file: string): readonly ManifestError[];
}

export interface Cluster {
  readonly system: System;
  readonly shape: ClusterShape;
  /** Why what looks interchangeable is not, in sentences. */
  readonly distinct?: readonly string[];
}

/** A statechart of a component, by the name that `diagram --machine` knows it by. */
export interface NamedMachine {
  readonly name: string;
  readonly description: string;
  readonly machine: AnyStateMachine;
}

export interface ParsedManifests {
  readonly objects: readonly { readonly object: KubernetesObject; readonly file: string; readonly line: number; readonly column: number }[];
  readonly errors: readonly ManifestError[];
}

export interface ManifestError {
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path?: string;
}
