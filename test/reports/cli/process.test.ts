import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const tsx = join(root, 'node_modules/tsx/dist/loader.mjs');
let folder = '';
let started: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'podproof-process-'));
  started = [];
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** The program as a process of its own, in an empty folder. */
function podproof(...args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', tsx, join(root, 'cli.ts'), ...args], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
  started.push(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (output.out += String(chunk)));
  child.stderr.on('data', (chunk) => (output.err += String(chunk)));
  const ended = new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, ...output }));
  });
  const says = (pattern: RegExp): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => (pattern.test(output.out) ? resolve() : undefined);
      child.stdout.on('data', look);
      look();
    });
  return { child, ended, says };
}

describe('the program itself', () => {
  test('tells its version, which is the package’s', async () => {
    expect(await podproof('--version').ended).toEqual({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: '' });
  });

  test('Ctrl-C ends a check with what was found so far, exit code 3, and leaves nothing half-written', async () => {
    const { child, ended, says } = podproof('check', '--scenario', 'pod', '--runs', '1000000');
    await says(/Checking pod/);
    await setTimeout(700);
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect({ code, out }).toEqual({ code: 3, out: expect.stringMatching(/inconclusive: interrupted after \d+ runs?/) });
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/podproof check|cli\.ts check/);
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);

  test('Ctrl-C ends an exhaustive check with what was covered so far', async () => {
    const { child, ended, says } = podproof('check', '--exhaustive', '--scenario', 'pod');
    await says(/Checking pod/);
    await setTimeout(700);
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect({ code, out }).toEqual({ code: 3, out: expect.stringMatching(/inconclusive: interrupted (?:at depth|after) .*, in round \d+ of the reduction\n.*\n {2}states +[\d,]+/) });
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);

  test('Ctrl-C saves an exhaustive check, and another process goes on with it', async () => {
    const { child, ended, says } = podproof('check', '--exhaustive', '--scenario', 'pod', '--no-reduction', '--checkpoint', 'pod.checkpoint');
    await says(/Checking pod/);
    await setTimeout(700);
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect({ code, out }).toEqual({ code: 3, out: expect.stringMatching(/inconclusive: interrupted at depth [^]*\n {2}checkpoint +pod\.checkpoint: [\d,]+ states/) });
    expect(readdirSync(folder)).toEqual(['pod.checkpoint']);
    const resumed = await podproof('check', '--exhaustive', '--resume', 'pod.checkpoint', '--max-seconds', '1').ended;
    expect(resumed).toEqual({ code: 3, out: expect.stringMatching(/inconclusive: budget of 1 second reached [^]*\n {2}resumed +pod\.checkpoint, which had [\d,]+ states\n/), err: '' });
  }, 120_000);

  test('Ctrl-C ends the wait for a standard input that does not come', async () => {
    const { child, ended } = podproof('check', '-f', '-');
    // There is nothing by which to know that it waits: a signal that comes before it listens ends it all the same.
    await setTimeout(8000);
    child.kill('SIGINT');
    const { code, out, err } = await ended;
    expect({ code, out, err }).toEqual(code === null ? { code: null, out: '', err: '' } : { code: 3, out: '', err: 'podproof: interrupted\n' });
  }, 60_000);

  test('a second Ctrl-C ends it at once', async () => {
    const { child, ended, says } = podproof('check', '--scenario', 'pod', '--runs', '1000000');
    await says(/Checking pod/);
    child.kill('SIGINT');
    await setTimeout(700);
    child.kill('SIGINT');
    // The second may find it gone already.
    expect([3, 130]).toContain((await ended).code);
  }, 60_000);

  test('one Ctrl-C that comes twice, as whatever runs the program passes it on, is one', async () => {
    const { child, ended, says } = podproof('check', '--scenario', 'pod', '--runs', '1000000');
    await says(/Checking pod/);
    child.kill('SIGINT');
    await setTimeout(20);
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect(code).toBe(3);
    expect(out).toMatch(/interrupted/);
  }, 60_000);

  test('a check that nobody reads any more ends soon, and does not say that all holds', async () => {
    const { child, ended } = podproof('check', '--scenario', 'pod', '--exhaustive');
    child.stdout.destroy();
    expect(await ended).toMatchObject({ code: 3, err: '' });
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);

  test('a reader that has had enough (| head) is no error', async () => {
    const { child, ended } = podproof('list', 'guards');
    child.stdout.destroy();
    expect(await ended).toMatchObject({ code: 0, err: '' });
  }, 60_000);
});
