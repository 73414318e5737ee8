import { describe, expect, test } from 'vitest';
import type { Toolbox } from '../../../reports/cli/toolbox.ts';
import { bench } from './support/run.ts';
import { toy } from './support/toy.ts';

const { run } = bench();

/** Nothing is known of the guard that nothing asks. */
const unexplained: Toolbox = { ...toy, mutation: { ...toy.mutation, survivors: [] } };

describe('podproof mutants', () => {
  test('replaces every guard, says what noticed, and why nothing did', async () => {
    const { code, out } = await run(['mutants'], {}, { ...toy, mutation: { ...toy.mutation, survivors: [...toy.mutation.survivors, { guard: 'apiserver.neverAsked', answer: false, verdict: 'equivalent', argument: 'Nothing asks it.' }] } });
    expect(out).toBe(`○ apiserver.neverAsked=true: unreached: no run would have been any different
  Gap: Nothing asks it.
○ apiserver.neverAsked=false: unreached: no run would have been any different
  Equivalent: Nothing asks it.
✔ apiserver.podIsUnbound=true: killed by no-double-binding in bind-twice, run 1
✔ apiserver.podIsUnbound=false: killed by pod-is-bound in bind-twice, run 1

2 of 4 killed, 1 explained, 1 gap
`);
    expect(code).toBe(0);
  });

  test('fails when something is neither noticed nor explained', async () => {
    const { code, out } = await run(['mutants'], {}, unexplained);
    expect(code).toBe(1);
    expect(out).toMatch(/✘ apiserver\.neverAsked=true: unreached[^]*2 of 4 killed, 0 explained, 0 gaps, 2 unexplained\n$/);
  });

  test('--guard ends with the commands that show it, and they do', async () => {
    const { code, out } = await run(['mutants', '--guard', 'apiserver.podIsUnbound', '--seed', '5']);
    expect(code).toBe(0);
    const commands = out.split('\n').flatMap((line) => (line.startsWith('  npx podproof ') ? [line.trim().split(' ').slice(2)] : []));
    expect(commands).toEqual([
      ['check', '--mutant', 'bind-twice', '--seed', '5', '--runs', '1'],
      ['check', '--scenario', 'bind-twice', '--mutant', 'apiserver.podIsUnbound=false', '--seed', '5', '--runs', '1'],
    ]);
    for (const command of commands) expect((await run(command)).code).toBe(1);
  });

  test('--json: one document', async () => {
    const { out, err } = await run(['mutants', '--component', 'apiserver', '--json']);
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({
      seed: 1,
      summary: { all: 4, killed: 2, equivalent: 0, gaps: 1, unexplained: 1 },
      broken: [],
      mutants: [{ guard: 'apiserver.neverAsked', answer: true, fate: { verdict: 'unreached' }, survivor: { verdict: 'gap' } }, {}, { fate: { verdict: 'killed', property: 'no-double-binding' } }, {}],
    });
  });

  test('interrupted: inconclusive, with what is known', async () => {
    const { code, out } = await run(['mutants'], { signal: AbortSignal.abort() });
    expect(code).toBe(3);
    expect(out).toBe('\n0 of 0 killed, 0 explained, 0 gaps; interrupted, 4 not tried\n');
  });

  test('says what is wrong with a name', async () => {
    expect(await run(['mutants', '--guard', 'apiserver.podIsUnbond'])).toMatchObject({ code: 2, err: expect.stringMatching(/no guard named "apiserver.podIsUnbond"\. Did you mean apiserver\.podIsUnbound\?/) });
    expect(await run(['mutants', '--component', 'schedular'])).toMatchObject({ code: 2, err: expect.stringMatching(/no component with guards named "schedular"/) });
  });
});
