import { expect, test } from 'vitest';
import { cni } from '../../../../model/components/cni/cni.ts';
import { registry } from '../../../../model/components/registry/registry.ts';
import type { CriReply, CriRequest } from '../../../../model/components/runtime/protocol.ts';
import { runtime } from '../../../../model/components/runtime/runtime.ts';
import { Workbench } from '../../../support/workbench.ts';

function bench(mutants = {}): Workbench {
  const made = new Workbench([runtime({ name: 'runtime', cni: 'cni', registry: 'registry', kubelet: 'kubelet', images: ['pause:3'] }), cni({ name: 'cni', nodeIndex: 1 }), registry()]);
  made.options = { mutants };
  return made;
}

function call(on: Workbench, request: Omit<CriRequest, 'type' | 'id'>, id = request.call as string): void {
  on.send('kubelet', 'runtime', { type: 'cri', id, podUid: 'web-1', podKey: 'default/web', ...request });
}

/** Carries every message, but lets no container do anything by itself. */
function carry(on: Workbench): readonly CriReply[] {
  while (on.deliver()) continue;
  return on.received('kubelet') as unknown as readonly CriReply[];
}

function running(on = bench()): Workbench {
  call(on, { call: 'RunPodSandbox' });
  carry(on);
  call(on, { call: 'CreateContainer', container: 'app', image: 'pause:3', attempt: 0 });
  call(on, { call: 'StartContainer', container: 'app', attempt: 0 });
  carry(on);
  return on;
}

const app = (on: Workbench) => on.parts('runtime')['container/web-1/app'];

test('a sandbox that is ready is not made a second time', () => {
  const on = bench();
  call(on, { call: 'RunPodSandbox' });
  expect(carry(on)).toMatchObject([{ ok: true, ip: '10.244.1.2' }]);
  call(on, { call: 'RunPodSandbox' }, 'again');
  expect(carry(on)).toMatchObject([{ ok: true, ip: '10.244.1.2' }]);
  expect(on.notes.filter(({ note }) => note === 'sandbox created')).toHaveLength(1);
});

test('while a sandbox is being made its name is reserved', () => {
  const on = bench();
  call(on, { call: 'RunPodSandbox' });
  call(on, { call: 'RunPodSandbox' }, 'again');
  on.deliver(({ to }) => to === 'runtime');
  on.deliver(({ to }) => to === 'runtime');
  expect(on.received('kubelet')).toMatchObject([{ id: 'again', ok: false, error: expect.stringContaining('name is reserved') }]);
});

test('a container needs a sandbox, and is created once an attempt', () => {
  const on = bench();
  call(on, { call: 'CreateContainer', container: 'app', image: 'pause:3', attempt: 0 });
  expect(carry(on)).toMatchObject([{ ok: false }]);
  running(on);
  call(on, { call: 'CreateContainer', container: 'app', image: 'pause:3', attempt: 0 });
  expect(carry(on)).toMatchObject([{ ok: false, error: expect.stringContaining('name is reserved') }]);
});

test('starting twice starts once', () => {
  const on = running();
  call(on, { call: 'StartContainer', container: 'app', attempt: 0 });
  expect(carry(on)).toMatchObject([{ ok: true }]);
  expect(on.notes.filter(({ note }) => note === 'container started')).toHaveLength(1);
});

test('stopping is answered when the program has ended; grace 0 ends it at once', () => {
  const on = running();
  call(on, { call: 'StopContainer', container: 'app', gracePeriodSeconds: 30 });
  expect(carry(on)).toEqual([]);
  expect(on.internals('runtime')).toEqual(['default/web/app obeys SIGTERM', 'SIGKILL default/web/app']);
  on.internal('runtime', 'default/web/app obeys');
  expect(carry(on)).toMatchObject([{ call: 'StopContainer', ok: true, exitCode: 0 }]);
  const atOnce = running();
  call(atOnce, { call: 'StopContainer', container: 'app', gracePeriodSeconds: 0 });
  expect(carry(atOnce)).toMatchObject([{ ok: true, exitCode: 137 }]);
});

test('a program that ends by itself is an event', () => {
  const on = running();
  on.options = { faults: ['containerCrash'] };
  on.internal('runtime', 'default/web/app crashes');
  expect(carry(on)).toMatchObject([{ type: 'criEvent', event: 'exited', container: 'app', exitCode: 1 }]);
  expect(app(on)).toMatchObject({ state: 'exited', exitCode: 1 });
});

test('containers, sandboxes and images survive a crash; calls under way are answered by an error', () => {
  const on = running();
  call(on, { call: 'PullImage', container: 'app', image: 'nginx:1', pullPolicy: 'Always' });
  on.deliver(({ to }) => to === 'runtime');
  on.crash('runtime');
  expect(app(on)).toMatchObject({ state: 'running' });
  expect(carry(on)).toMatchObject([{ call: 'PullImage', ok: false }]);
  // The registry's answer to the life before is of no use to anybody.
  expect(on.parts('runtime')['image/nginx:1']).toBeUndefined();
});

test('a stopped sandbox takes its containers and its address with it, and stopping it again is no error', () => {
  const on = running();
  for (const id of ['once', 'twice']) {
    call(on, { call: 'StopPodSandbox' }, id);
    expect(carry(on)).toMatchObject([{ id, ok: true }]);
  }
  expect(on.parts('runtime')).toEqual({ 'image/pause:3': true });
  expect(on.parts('cni')).toEqual({});
});

test('lists tell what there is', () => {
  const on = running();
  call(on, { call: 'ListPodSandbox' });
  call(on, { call: 'ListContainers' });
  call(on, { call: 'PodStatus', podUid: 'other' });
  expect(carry(on)).toMatchObject([
    { sandboxes: [{ podUid: 'web-1', podKey: 'default/web', ip: '10.244.1.2' }] },
    { containers: [{ podUid: 'web-1', container: 'app', state: 'running', attempt: 0 }] },
    { sandboxes: [], containers: [] },
  ]);
});

test('without its guard, an image would be taken for present', () => {
  const on = bench({ imageIsPresent: true });
  call(on, { call: 'PullImage', container: 'app', image: 'nginx:1', pullPolicy: 'IfNotPresent' });
  expect(carry(on)).toMatchObject([{ ok: true }]);
  expect(on.notes.map(({ note }) => note)).toEqual(['image present']);
});
