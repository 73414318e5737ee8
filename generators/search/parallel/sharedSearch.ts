import { Search, type SearchOptions, type SearchResult, type SearchStatistics } from '../search.ts';
import type { Engine, Vector } from '../../../model/kernel/index.ts';
import type { Letter, Letters, Report, Share } from './share.ts';

/** How one worker's share of a search ended. */
export interface SharedEnd extends SearchStatistics {
  readonly stoppedBy?: NonNullable<SearchResult['stoppedBy']>;
  readonly found?: NonNullable<SearchResult['found']>;
}

/** States that a worker expands before it exchanges what belongs to others. */
const roundStates = 4096;

/**
 * One worker's part of a breadth-first search: it goes level by level, in rounds, after each of which the workers exchange the
 * states that belong to each other. What is worked out in a round, and in which order what came is stored, does not hang on how
 * fast anybody is, so that every run counts and finds the same. All end after the same round.
 */
export class SharedSearch {
  readonly #engine: Engine;
  readonly #options: SearchOptions;
  readonly #share: Share;
  readonly search: Search;
  #found: SharedEnd['found'];
  /** By sender, the hash of the base of what it sent last. */
  readonly #baseHashes: number[] = [];
  /** States on the way to those that are being expanded. */
  #level = 1;

  constructor(engine: Engine, options: SearchOptions, share: Share) {
    this.#engine = engine;
    this.#options = options;
    this.#share = share;
    this.search = new Search(engine, options, 'breadth-first', share);
  }

  /**
   * Gives out its letters at the end of each round, and goes on with those of the others for the same round.
   * @param isStopped called after each round with what all workers reported; answers whether to stop
   */
  *run(isStopped: (reports: readonly Report[]) => boolean): Generator<Letters, SharedEnd, Letters> {
    const { search } = this;
    const { maximumStates = Infinity, initial = this.#engine.initial() } = this.#options;
    for (const [index, state] of initial.entries()) this.#found ??= search.begin(state, index)?.found;
    let mustStop = false;
    for (let next = 0; ; this.#level++) {
      const end = search.graph.states.size;
      const opened = end - next;
      for (let left = opened; ; ) {
        for (const last = Math.min(end, next + roundStates); next < last && this.#found === undefined; next++) this.#expand(next);
        left = end - next;
        const report: Report = { ...search.statistics(), opened, left, hasFound: this.#found !== undefined, isStopped: mustStop };
        const letters = yield this.#share.letters(report);
        for (const [sender, letter] of letters.entries()) if (letter !== undefined) this.#receive(sender, letter);
        const reports = letters.map((letter) => letter?.report ?? report);
        if (reports.some(({ hasFound }) => hasFound)) return this.#end('find');
        if (reports.some(({ isStopped: isTold }) => isTold)) return this.#end('progress');
        if (sum(reports, 'states') > maximumStates) return this.#end('maximumStates');
        if (sum(reports, 'opened') === 0) return this.#end();
        mustStop = isStopped(reports);
        if (sum(reports, 'left') === 0) break;
      }
    }
  }

  #expand(number: number): void {
    const result = this.search.expand(number, false, false);
    if (result !== 'cut') this.#found ??= result?.found;
  }

  #receive(sender: number, letter: Letter): void {
    const share = this.#share;
    const { states } = this.search.graph;
    const hashes: number[] = [];
    let base = 0;
    let baseHash = this.#baseHashes[sender] ?? 0;
    share.read(sender, letter, {
      base: (vector, parent) => {
        base = parent;
        baseHash = share.hashAfter(baseHash, vector);
        this.#baseHashes[sender] = baseHash;
        states.follow(vector);
        hashes.length = 0;
      },
      state: (vector) => {
        states.propose(vector);
        hashes.push(share.hashAfter(baseHash, vector));
      },
      end: (again) => {
        states.fetch();
        for (let proposal = 0; proposal < hashes.length; proposal++) {
          const number = states.lookUp(proposal);
          if (!states.isNew) continue;
          this.search.store(number, share.codeOf(sender, base), this.#level + 1);
          share.note(number, hashes[proposal] as number);
          if (this.#options.find !== undefined && this.#found === undefined) this.#look(number, again(proposal));
        }
      },
    });
  }

  #look(number: number, vector: Vector): void {
    const violation = this.#options.find?.(vector.data);
    vector.undo();
    if (violation !== undefined) this.#found = this.search.found(violation, number).found;
  }

  #end(stoppedBy?: SharedEnd['stoppedBy']): SharedEnd {
    return { ...this.search.statistics(), ...(stoppedBy && { stoppedBy }), ...(this.#found && { found: this.#found }) };
  }
}

function sum(reports: readonly Report[], figure: 'states' | 'opened' | 'left'): number {
  return reports.reduce((total, report) => total + report[figure], 0);
}
