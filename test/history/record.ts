import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordedHistory, type RecordedBug } from '../../generators/history/index.ts';
import { findBug } from '../../generators/history/lookFor.ts';
import { writeFinding, writeIndex } from '../../generators/history/writeFindings.ts';
import { history } from '../../properties/history/index.ts';
import { historyPage } from '../../reports/history/page.ts';
import { root } from '../house/files.ts';

/**
 * Finds the bugs of the history anew, all or those that are named, and writes down how: the findings, and the page about
 * them. `npm run history`, or `npm run history -- B18 B42`.
 */
const named = process.argv.slice(2);
const recorded: RecordedBug[] = [];
for (const bug of history) {
  const known = recordedHistory.find((one) => one.bug.id === bug.id);
  if (known !== undefined && named.length > 0 && !named.includes(bug.id)) {
    recorded.push(known);
    continue;
  }
  const start = performance.now();
  const finding = await findBug(bug);
  recorded.push({ bug, finding });
  const { seed, runs, foundLength, schedule, isShortest } = finding;
  console.log(`${bug.id}: seed ${seed}, ${runs} runs, ${foundLength} steps shortened to ${schedule.length}${isShortest ? ' (none is shorter)' : ''}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

const folder = join(root, 'generators/history/findings');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const { bug, finding } of recorded) writeFileSync(join(folder, `${bug.id}.ts`), writeFinding(bug.id, finding));
writeFileSync(join(folder, 'index.ts'), writeIndex(recorded.map(({ bug }) => bug.id)));
writeFileSync(join(root, 'reports/docs/history.md'), historyPage(recorded));
