import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bench } from './support/run.ts';
import { expectSound } from './support/sound.ts';

const { run, write, files } = bench();

const commands = fc.constantFrom('check', 'replay', 'diagram', 'list', 'help', 'chekc', '');
const flags = fc.constantFrom(
  '-f', '--file', '--scenario', '--nodes', '--schedulers', '--leader-elect', '--runs', '--seed', '--path', '--faults', '--mutant', '--property', '--timing', '--json', '--strategy', '--toward', '--strategy=greedy',
  '--exhaustive', '--order', '--no-reduction', '--no-symmetry', '--reduction', '--max-states', '--max-seconds', '--max-memory', '--max-states=5', '--order=depth-first', '--checkpoint', '--resume', '--workers', '--resume=good.json', '--workers=2',
  '--machine', '-o', '--output', '--all-steps', '--help', '-h', '--version', '-V', '--', '-', '--sede', '-x', '---', '--nodes=2', '--nodes=', '--no-json', '-fgood.json', '--json=yes',
);
const values = fc.constantFrom(
  'pod', 'service', 'two-schedulers', 'lossy', 'good.json', 'bad.json', 'folder', '.', '/dev/null', 'good.json/inside', '0', '1', '2', '7', '21', '-1', '1.5', '1e3', '0x10', 'NaN', '0:0', '3:1:', ':',
  'none', 'all', 'crash', 'crash=2,replyLost', 'requestLost=1', 'crash=', '=', ',', 'crsh', 'bind-twice', 'apiserver.podIsUnbound=true', 'apiserver.=true', '__proto__=true', '__proto__', 'constructor', 'toString',
  'no-double-binding', 'pod-is-bound', 'calm', 'adversarial', 'breadth-first', 'depth-first', 'greedy', 'pct', 'pod-ready', 'pods.web', 'podz ==', 'light', 'scenarios', 'guards', 'x.mmd', 'x.md', 'x.gif', 'a\0b', '\u001b[2J', '💥', ' ',
);
// Nothing that names a place outside the folder, and no number so great that trying all runs would take long.
const junk = fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !/[\\/]|\d{3}/.test(text));

const word = fc.oneof({ weight: 2, arbitrary: flags }, { weight: 3, arbitrary: values }, { weight: 1, arbitrary: junk }).map((one) => [one]);
const words = fc.array(fc.oneof(word, fc.tuple(flags, values)), { maxLength: 4 }).map((all) => all.flat());

describe('whatever is typed', () => {
  test('the answer is one clear message and an exit code', async () => {
    await fc.assert(
      fc.asyncProperty(commands, words, async (command, rest) => {
        write('good.json', '{"kind": "Pod", "metadata": {"name": "web"}}');
        write('bad.json', '{"kind": ');
        const args = [command, ...rest];
        const before = files();
        const outcome = await run(args);
        expectSound(outcome, JSON.stringify(args));
        const isPicture = /Written: /.test(outcome.err);
        if (outcome.code === 2 && !isPicture) expect({ out: outcome.out, files: files() }).toEqual({ out: '', files: before });
        expect(files().filter((file) => file.endsWith('.tmp'))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  }, 120_000);
});
