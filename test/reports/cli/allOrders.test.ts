import { beforeEach, describe, expect, test } from 'vitest';
import { fivePods, found, lastCommands, vacuity, whole } from './support/allOrders.ts';
import { bench } from './support/run.ts';

const { run, write } = bench();

beforeEach(() => write('pods.json', fivePods));

describe('podproof check --fingerprints', () => {
  test('says what held, not that it is proved, and how likely it is that states were mixed up', async () => {
    const { code, out } = await run([...whole, '--fingerprints', '--property', 'no-double-binding']);
    expect(code).toBe(0);
    expect(out).toMatch(/✔ held in [\d,]+ states told apart by fingerprints \(two were taken for one with a chance below \de-\d+\)\n/);
    const json: unknown = JSON.parse((await run([...whole, '--fingerprints', '--property', 'no-double-binding', '--json'])).out);
    expect(json).toMatchObject({ verdict: 'held', collisionProbability: expect.any(Number) as number });
  });

  test('does not say that runs end that it has not followed round', async () => {
    const { code, out } = await run([...whole, '--fingerprints']);
    expect(code).toBe(3);
    expect(out).toMatch(/inconclusive: nothing is violated where runs end/);
  });
});

describe('podproof check --workers', () => {
  test('threads come to the same verdict with the same counts', async () => {
    const shared = await run([...whole, '--workers', '2']);
    expect(shared.out).toMatch(/✔ proved for this scenario[^]*\n {2}workers +up to 2 threads share the search, as soon as they are ready\n/);
    const json = await run([...whole, '--workers', '2', '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ workers: 2 });
    const alone = await run([...whole, '--json']);
    expect({ ...found(json), ...vacuity(json) }).toEqual({ ...found(alone), ...vacuity(alone) });
  }, 60_000);

  test('a violation is found again by as many', async () => {
    const { code, out, err } = await run(['check', '--mutant', 'bind-twice', '--exhaustive', '--no-reduction', '--workers', '2']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/; a shortest schedule: nothing shorter shows it\n/);
    expect(lastCommands({ code, out, err })[1]).toEqual(['check', '--mutant', 'bind-twice', '--exhaustive', '--no-reduction', '--workers', '2']);
  }, 60_000);
});
