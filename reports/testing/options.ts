import type { ExhaustiveOptions } from '../../generators/exhaustive/checkExhaustive.ts';
import type { RandomOptions } from '../../generators/random/checkRandom.ts';

/** What a test may ask for besides how to check. */
export interface EvidenceOptions {
  /** What is checked, for the names of files and for telling kept counterexamples apart; the name of the test when absent, where that is known. */
  readonly name?: string;
  /** The folder that the trace and the diagram of a counterexample are written to. */
  readonly artifacts?: string;
  /** The folder where counterexamples are kept. The next check of the same name begins with them; what violates nothing any more is removed. */
  readonly regressions?: string;
  /** The context of a Vitest test, which the trace and the diagram are then attached to. */
  readonly context?: TestContext;
}

/** What is used of the context of a Vitest test (https://vitest.dev/guide/test-context): it takes attachments, and says when the test is to end. */
export interface TestContext {
  readonly annotate: (message: string, attachment?: { contentType?: string; body?: string | Uint8Array }) => Promise<unknown>;
  readonly signal?: AbortSignal;
}

export interface RunsOptions extends RandomOptions, EvidenceOptions {
  /** As fast-check calls it: the same as `runs`. */
  readonly numRuns?: number;
}

export interface ProofOptions extends ExhaustiveOptions, EvidenceOptions {}
