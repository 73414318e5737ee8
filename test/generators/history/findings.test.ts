import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { median, recordedHistory } from '../../../generators/history/index.ts';
import { lookFor } from '../../../generators/history/lookFor.ts';
import { replayFinding } from '../../../generators/history/replayFinding.ts';
import { writeFinding, writeIndex } from '../../../generators/history/writeFindings.ts';
import { history, withBug } from '../../../properties/history/index.ts';
import { root } from '../../house/files.ts';

const recorded = recordedHistory.map((one) => ({ ...one, id: one.bug.id }));

describe('the recorded findings', () => {
  it('are about every bug', () => {
    expect(recorded.map(({ id }) => id)).toEqual(history.map(({ id }) => id));
  });

  it.each(recorded)('$id is found by its property in the recorded run, and by nothing when the guards are not replaced', async ({ bug, finding }) => {
    const found = await lookFor(withBug(bug), finding, { shrink: false, runs: finding.runs });
    expect(found).toMatchObject({ verdict: 'violated', runs: finding.runs, counterexample: { violation: { property: bug.violates }, foundLength: finding.foundLength } });
    expect(await lookFor(bug.scenario, finding, { shrink: false, runs: finding.runs })).toMatchObject({ verdict: 'held' });
  });

  it.each(recorded)('$id: the recorded steps can be taken, and violate its property at their end', ({ bug, finding }) => {
    const { run, violation, early } = replayFinding(bug, finding);
    expect(run.steps.map(({ label }) => label)).toEqual(finding.schedule);
    expect(violation?.property).toBe(bug.violates);
    expect(early).toEqual([]);
  });

  it.each(recorded)('$id: the file is what the recorder writes', ({ id, finding }) => {
    expect(readFileSync(join(root, `generators/history/findings/${id}.ts`), 'utf8')).toBe(writeFinding(id, finding));
  });

  it('have an index that is what the recorder writes', () => {
    expect(readFileSync(join(root, 'generators/history/findings/index.ts'), 'utf8')).toBe(writeIndex(recorded.map(({ id }) => id)));
  });
});

it('a finding is written as a source file, whatever its labels have in them', () => {
  expect(writeFinding('B1', { seed: -3, strategy: 'portfolio', runs: 2, foundLength: 9, isShortest: false, completionLength: 0, schedule: [String.raw`kubectl: it's \ here`] })).toBe(String.raw`import type { Finding } from '../finding.ts';

/** Recorded by ${'`npm run history`'}. */
export const B1: Finding = {
  seed: -3,
  strategy: 'portfolio',
  runs: 2,
  foundLength: 9,
  isShortest: false,
  completionLength: 0,
  schedule: [
    'kubectl: it\'s \\ here',
  ],
};
`);
});

it('the median is the one in the middle, or between the two there', () => {
  expect([median([5, 1, 9]), median([1, 4, 2, 100]), median([7])]).toEqual([5, 3, 7]);
});
