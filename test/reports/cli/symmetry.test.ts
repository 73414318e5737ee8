import { expect, test } from 'vitest';
import { podproof } from '../../../reports/cli/podproof.ts';
import { bench } from './support/run.ts';

const { run } = bench();

const gated = ['check', '--exhaustive', '--scenario', 'scheduling-gates', '--schedulers', '2', '--faults', 'none'];
const safety = ['--property', 'no-double-binding', '--property', 'bind-is-feasible'];
const check = async (...more: readonly string[]) => run([...gated, ...more], {}, podproof);

test('states are counted up to symmetry, and it is said of what', async () => {
  const { code, out } = await check(...safety, '--no-reduction');
  expect(code).toBe(0);
  expect(out).toMatch(/proved for this scenario \(48 states\)/);
  expect(out).toMatch(/\n {2}symmetry {5}states are counted up to symmetry of nodes node-1, node-2 and schedulers scheduler-a,\n? +scheduler-b\n/);
  const told = await check(...safety, '--no-reduction', '--no-symmetry');
  expect(told.out).toMatch(/proved for this scenario \(60 states\)/);
  expect(told.out).not.toMatch(/symmetry/);
  expect(JSON.parse((await check(...safety, '--no-reduction', '--json')).out)).toMatchObject({ verdict: 'proved', statistics: { states: 48, symmetry: [{ of: 'nodes', members: ['node-1', 'node-2'] }, { of: 'schedulers', members: ['scheduler-a', 'scheduler-b'] }] } });
});

test('circles are looked for among states, not among what stands for several', async () => {
  expect((await check('--property', 'caches-converge', '--no-reduction')).out).toMatch(/proved for this scenario \(60 states\)/);
});

test('with --statistics it is said why what looks interchangeable is not', async () => {
  const { out } = await run(['check', '--exhaustive', '--scenario', 'volumes', '--property', 'no-double-binding', '--max-states', '20', '--statistics'], {}, podproof);
  expect(out.replaceAll(/\s+/g, ' ')).toMatch('no symmetry Nodes node-1 and node-2 are told apart: PersistentVolume disk-1 names one of them.');
});

test('it means something only where all is tried', async () => {
  expect(await run(['check', '--no-symmetry'], {}, podproof)).toMatchObject({ code: 2, err: expect.stringMatching(/--no-symmetry means something only together with --exhaustive/) as string });
});
