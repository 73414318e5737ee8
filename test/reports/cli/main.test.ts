import { describe, expect, test } from 'vitest';
import { howCalled } from '../../../reports/cli/processIo.ts';
import { commandLine } from '../../../reports/cli/quote.ts';
import { nearest } from '../../../reports/cli/nearest.ts';
import { bench } from './support/run.ts';
import { toy } from './support/toy.ts';

const { run, files } = bench();

describe('podproof', () => {
  test('asked for nothing says what can be asked for', async () => {
    const { code, out } = await run([]);
    expect(code).toBe(0);
    expect(out).toMatch(/Usage: podproof/);
    for (const command of ['check', 'witness', 'replay', 'diagram', 'history', 'mutants', 'list']) expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  test.each(['check', 'witness', 'replay', 'diagram', 'history', 'mutants', 'list'])('%s --help has examples', async (command) => {
    const { code, out } = await run([command, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Examples:\n(?:  .*npx podproof ${command}.*\n)+`));
  });

  test('--version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  });

  test('an unknown command, with what was meant', async () => {
    expect(await run(['chekc'])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/unknown command 'chekc'\n\(Did you mean check\?\)/) });
  });

  test('its own mistake is one line that says so, and the stack only on request', async () => {
    const broken = { ...toy, cluster: () => { throw new Error('out of order\nsecond line'); } };
    expect(await run(['check'], {}, broken)).toEqual({ code: 70, out: expect.any(String), err: 'podproof: internal error: out of order (this is a bug; PODPROOF_DEBUG=1 shows where)\n' });
    expect((await run(['check'], { env: { PODPROOF_DEBUG: '1' } }, broken)).err).toMatch(/\n\s+at /);
    expect(files()).toEqual([]);
  });
});

describe('podproof list', () => {
  test('of nothing says what there is to list', async () => {
    const { code, err } = await run(['list']);
    expect(code).toBe(2);
    expect(err).toMatch(/^podproof: list wants to know what: scenarios, components, .*machines\. For example: npx podproof list scenarios\n$/);
  });

  test.each(['scenarios', 'components', 'guards', 'properties', 'promises', 'mutants', 'faults', 'machines'])('%s, for people and for programs', async (topic) => {
    const text = await run(['list', topic]);
    expect(text).toMatchObject({ code: 0, err: '' });
    const json = await run(['list', topic, '--json']);
    const items = JSON.parse(json.out) as readonly unknown[];
    expect(items.length).toBeGreaterThan(0);
    expect(text.out.split('\n').length).toBeGreaterThan(items.length);
  });

  test.each(['gards', 'constructor', ''])('refuses %j', async (topic) => {
    expect(await run(['list', topic])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/There is no list named/) });
  });
});

describe('what is printed to be pasted', () => {
  test('arguments survive the shell', () => {
    expect(commandLine('npx podproof', ['check', '-f', "it's here/a b.yaml", '--faults', 'crash=1,replyLost=2'])).toBe(String.raw`npx podproof check -f 'it'\''s here/a b.yaml' --faults crash=1,replyLost=2`);
  });

  test('names the program as the user can call it', () => {
    expect(howCalled('/repo/cli.ts', {}, '/repo')).toBe('npx tsx cli.ts');
    expect(howCalled('/app/node_modules/.bin/podproof', { PATH: '/app/node_modules/.bin:/usr/bin' }, '/app')).toBe('npx podproof');
    expect(howCalled('/usr/local/bin/podproof', { PATH: '/usr/local/bin:/usr/bin' }, '/app')).toBe('podproof');
    expect(howCalled('/opt/me/.npm/_npx/1/node_modules/.bin/podproof', { PATH: '/usr/bin' }, '/app')).toBe('npx podproof');
  });

  test('near matches: transpositions, missing letters, parts of a name; nothing far-fetched', () => {
    const names = ['crash', 'requestLost', 'replyLost', 'watchBroken'];
    expect(nearest('carsh', names)).toEqual(['crash']);
    expect(nearest('lost', names)).toEqual(['requestLost', 'replyLost']);
    expect(nearest('RequestLots', names)).toEqual(['requestLost']);
    expect(nearest('zebra', names)).toEqual([]);
  });
});
