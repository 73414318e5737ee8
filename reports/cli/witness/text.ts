import type { Goal } from '../../../generators/witness/goal.ts';
import type { WitnessProgress, WitnessResult } from '../../../generators/witness/result.ts';
import type { ClusterShape } from '../../../model/cluster/shape.ts';
import type { Scenario } from '../../../model/scenario.ts';
import type { Palette } from '../../terminal/palette.ts';
import { numbered } from '../../terminal/steps.ts';
import { count, duration, labelled } from '../../terminal/text.ts';
import { inCoarseSteps, lines } from '../../terminal/verdict.ts';
import type { RecordedWitness } from './record.ts';

/** What came of it, for people. */
export function witnessText(result: WitnessResult, goal: Pick<Goal<ClusterShape>, 'statement'>, scenario: Scenario, neverThere: readonly string[], recorded: RecordedWitness | undefined, palette: Palette): string {
  switch (result.verdict) {
    case 'found':
      return lines([
        `${palette.good('✔')} ${palette.strong(`reached in ${count(result.schedule.length, 'step')}`)}: ${rankText(result)}`,
        ...labelled('Shown:', goal.statement),
        '',
        ...numbered(recorded?.steps ?? [], palette, true),
        '',
        ...effortLines(result, palette),
        ...(recorded === undefined || recorded.files.length === 0 ? [] : labelled('Written:', recorded.files.join(', '))),
        ...(recorded?.notices ?? []).flatMap((notice) => labelled('Note:', notice)),
        '',
      ]);
    case 'unreachable':
      return lines([`${palette.bad('✘')} ${palette.strong('no run of this scenario reaches it')}: proved for this scenario${inCoarseSteps(scenario)} (${count(result.states, 'state')})`, ...effortLines(result, palette), ...absentLines(neverThere), '']);
    case 'inconclusive': {
      const [first = '', ...rest] = labelled('inconclusive:', result.reason);
      return lines([`${palette.unsure('?')} ${first.trimStart()}`, ...rest, ...effortLines(result, palette), ...absentLines(neverThere), '']);
    }
  }
}

type Found = Extract<WitnessResult, { verdict: 'found' }>;

/** What may be said of its length, and no more. */
export function rankText({ rank, leastSteps }: Pick<Found, 'rank' | 'leastSteps'>): string {
  const atLeast = leastSteps > 1 ? ` (none has fewer than ${leastSteps})` : '';
  switch (rank) {
    case 'shortest':
      return 'a shortest run, nothing shorter reaches it';
    case 'shortest without faults':
      return `the shortest found; without faults nothing shorter reaches it, with faults something may${atLeast}`;
    case 'shortest found':
      return `the shortest found, a shorter one may exist${atLeast}`;
  }
}

function effortLines({ states, runs, seed, seconds }: WitnessResult, palette: Palette): readonly string[] {
  return [`  ${palette.faint([count(states, 'state'), ...(runs === 0 ? [] : [`${count(runs, 'random run')}, seed ${seed}`]), duration(seconds * 1000)].join(', '))}`];
}

/** An expression that never came to an answer has perhaps a typing error in it. */
function absentLines(neverThere: readonly string[]): readonly string[] {
  return neverThere.length === 0 ? [] : labelled('Note:', `in no state that was looked at was there: ${neverThere.join(', ')}. What asks for it is not true there; is it written as it is meant?`);
}

export function progressText(name: string, { phase, states, runs }: WitnessProgress): string {
  const figures = phase === 'random runs' || phase === 'shortening' ? count(runs, 'run') : count(states, 'state');
  return `${name}: looking, ${phase}, ${figures} (Ctrl-C: what is found so far)`;
}
