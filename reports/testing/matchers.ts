import type { Subject } from '../../properties/instrument.ts';
import type { Property } from '../../properties/property.ts';
import { judgeAll, judgeRuns, type Judgement } from './judge.ts';
import type { ProofOptions, RunsOptions } from './options.ts';

/**
 * Matchers for `expect.extend`, in Vitest and in Jest. Both are asynchronous: `await expect(system).toHoldInEveryRun([property])`. What is
 * inconclusive fails, whether negated or not. For Vitest, the import of `podproof/vitest` tells TypeScript of them; for Jest,
 * `declare module 'expect' { interface Matchers<R extends void | Promise<void>, T = unknown> extends PodproofMatchers<T> {} }` does.
 */
export const podproofMatchers = {
  /** Samples runs: the properties hold in all that are tried. */
  async toHoldInEveryRun(this: MatcherContext, received: unknown, properties: readonly Property[], options: RunsOptions = {}): Promise<MatcherResult> {
    return matched(this, 'held', judgeRuns(system(received, 'toHoldInEveryRun'), properties, named(this, options)));
  },

  /** Visits every state: the properties are proved for this system, within the budgets given. */
  async toBeProvedFor(this: MatcherContext, received: unknown, properties: readonly Property[], options: ProofOptions = {}): Promise<MatcherResult> {
    return matched(this, 'proved', judgeAll(system(received, 'toBeProvedFor'), properties, named(this, options)));
  },
};

/** The same as methods of what `expect` answers. */
export interface PodproofMatchers<Received> {
  /** Samples runs: the properties hold in all that are tried. */
  toHoldInEveryRun(properties: PropertiesOf<Received>, options?: RunsOptions): Promise<void>;
  /** Visits every state: the properties are proved for this system, within the budgets given. */
  toBeProvedFor(properties: PropertiesOf<Received>, options?: ProofOptions): Promise<void>;
}

type PropertiesOf<Received> = Received extends Subject<infer Shape> ? readonly Property<Shape>[] : never;

/** What is used of the `this` of a matcher, in Vitest and in Jest. */
interface MatcherContext {
  readonly isNot?: boolean;
  readonly currentTestName?: string | undefined;
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

async function matched({ isNot = false }: MatcherContext, wanted: Judgement['verdict'], judging: Promise<Judgement>): Promise<MatcherResult> {
  const { verdict, message } = await judging;
  // Negated, a matcher that passes fails.
  if (verdict === 'inconclusive') return { pass: isNot, message: () => message };
  if (isNot) return { pass: verdict !== 'violated', message: () => `expected a violation, but it is ${message}` };
  return { pass: verdict === wanted, message: () => message };
}

function system(received: unknown, matcher: string): Subject {
  if (typeof received === 'object' && received !== null && 'system' in received) return { shape: undefined, ...received } as Subject;
  throw new TypeError(`${matcher} checks a system: give expect() what cluster(scenario) answers, or { system, shape }`);
}

/** A test has a name already. */
function named<Options extends { readonly name?: string }>({ currentTestName }: MatcherContext, options: Options): Options {
  return currentTestName === undefined || options.name !== undefined ? options : { ...options, name: currentTestName };
}
