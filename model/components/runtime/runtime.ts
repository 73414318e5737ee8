import type { Component, Input, Internal, Reaction, View } from '../../kernel/component.ts';
import type { Json } from '../../kernel/json.ts';
import { reactions, type Step } from '../../kernel/step.ts';
import { isCniReply } from '../cni/protocol.ts';
import { isPullReply } from '../registry/protocol.ts';
import { containerActs, createContainer, startContainer, stopContainer } from './containers.ts';
import { runtimeGuards } from './guards.ts';
import { pulled, pullImage } from './images.ts';
import { listContainers, listPodSandbox, podStatus } from './listing.ts';
import { pendingCalls, type ContainerState, type RuntimeConfig } from './parts.ts';
import { criUnavailable, isCriRequest, type CriRequest } from './protocol.ts';
import { networkReplied, runPodSandbox, stopPodSandbox } from './sandboxes.ts';

/**
 * The container runtime of a node (containerd, CRI-O). Calls are answered one by one; those that need the
 * network plugin, the registry or a container's end wait (`call/<id>`). When it crashes, containers, sandboxes
 * and images stay; calls under way are answered by an error, and the kubelet cannot tell whether they were
 * executed.
 *
 * Parts: `sandbox/<uid>`, `container/<uid>/<name>`, `image/<image>`, `call/<id>`, `epoch`: see parts.ts.
 */
export function runtime(config: RuntimeConfig): Component {
  return {
    name: config.name,
    kind: 'runtime',
    initial: Object.fromEntries((config.images ?? []).map((image) => [`image/${image}`, true])),
    guards: runtimeGuards,
    internals: (part, key) => (key.startsWith('container/') ? containerInternals(part as ContainerState, key) : []),
    react: (view, input, check) => reactions(view, check, (step) => react(step, config, input)),
    crash: { fault: 'crash', durable: (part) => !part.startsWith('call/'), fresh: {}, effects: crashEffects },
  };
}

function crashEffects(view: View): Reaction {
  return {
    set: { epoch: Number(view.get('epoch') ?? 0) + 1 },
    send: pendingCalls(view).map(({ from, request }) => ({ to: from, message: criUnavailable(request) })),
  };
}

function containerInternals(state: ContainerState, part: string): readonly Internal[] {
  if (state.state !== 'running') return [];
  const name = `${state.podKey}/${part.slice(part.lastIndexOf('/') + 1)}`;
  const inputs: Internal[] = [];
  if (state.exits !== undefined) inputs.push({ label: `${name} ends`, input: { part, act: 'exit' }, timer: true });
  if (!state.stopping) inputs.push({ label: `${name} crashes`, input: { part, act: 'crash' }, fault: 'containerCrash' });
  else {
    if (!state.ignoresTerm) inputs.push({ label: `${name} obeys SIGTERM`, input: { part, act: 'obey' } });
    inputs.push({ label: `SIGKILL ${name}`, input: { part, act: 'kill' }, timer: true });
  }
  return inputs;
}

function react(step: Step, config: RuntimeConfig, input: Input): void {
  if (input.kind === 'internal') {
    const { part, act } = input.input as { readonly part: string; readonly act: Parameters<typeof containerActs>[3] };
    containerActs(step, config, part, act);
  } else if (input.kind === 'message') handle(step, config, input.from, input.message);
}

function handle(step: Step, config: RuntimeConfig, from: string, message: Json): void {
  if (isCriRequest(message)) execute(step, config, from, message);
  else if (isCniReply(message)) networkReplied(step, message);
  else if (isPullReply(message)) pulled(step, message);
}

function execute(step: Step, config: RuntimeConfig, from: string, request: CriRequest): void {
  switch (request.call) {
    case 'RunPodSandbox':
      return runPodSandbox(step, config, from, request);
    case 'PullImage':
      return pullImage(step, config, from, request);
    case 'CreateContainer':
      return createContainer(step, from, request);
    case 'StartContainer':
      return startContainer(step, config, from, request);
    case 'StopContainer':
      return stopContainer(step, config, from, request);
    case 'StopPodSandbox':
      return stopPodSandbox(step, config, from, request);
    case 'ListPodSandbox':
      return listPodSandbox(step, from, request);
    case 'ListContainers':
      return listContainers(step, from, request);
    case 'PodStatus':
      return podStatus(step, from, request);
  }
}
