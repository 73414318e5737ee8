import type { Component, Input, Internal } from '../../kernel/component.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { chartGuards, type ChartState } from '../../kernel/statechart.ts';
import { reactions, type Step } from '../../kernel/step.ts';
import { clientParts, sendRequest, takeReply, type ClientIdentity } from '../client/client.ts';
import { succeeded, type ApiReply, type NewRequest } from '../client/protocol.ts';
import { note } from '../notes.ts';
import { applyFlow, flowGuards, type FlowEvent } from './applyFlow.ts';
import { bodyOf, targetOf, type Command, type Target } from './command.ts';
import { overlayPatch } from './overlay.ts';

export interface KubectlConfig {
  readonly name?: string;
  readonly user?: string;
  readonly apiservers: readonly string[];
  readonly commands: readonly Command[];
}

/** What the user still has to do, in order, and how far the first of it is. */
export type Todo = { readonly left: readonly Command[]; readonly done: number; readonly flow: ChartState };

export type CommandResult = {
  readonly outcome: 'created' | 'configured' | 'unchanged' | 'deleted' | 'scaled' | 'patched' | 'error';
  readonly code: number;
  readonly reason?: string;
  readonly message?: string;
};

const identityOf = (config: KubectlConfig): ClientIdentity => ({ component: config.name ?? 'kubectl', user: config.user ?? 'kubernetes-admin', apiservers: config.apiservers });

/**
 * A user at the command line: commands one after the other, each waiting for its answers. Parts: `todo`
 * ({@link Todo}; absent when all is done) and `result/<number>` ({@link CommandResult}). When it dies, the user
 * gives the command that was under way again.
 */
export function kubectl(config: KubectlConfig): Component {
  const identity = identityOf(config);
  const first: Todo = { left: config.commands, done: 0, flow: applyFlow.initial() };
  return {
    name: identity.component,
    kind: 'kubectl',
    initial: config.commands.length === 0 ? {} : { todo: first },
    guards: chartGuards(applyFlow, flowGuards),
    internals,
    react: (view, input, check) => reactions(view, check, (step) => react(step, identity, input)),
    crash: {
      fault: 'crash',
      durable: (part) => part === clientParts.epoch || part === 'todo' || part.startsWith('result/'),
      effects: (view) => {
        const todo = view.get('todo') as Todo | undefined;
        return { set: { [clientParts.epoch]: Number(view.get(clientParts.epoch) ?? 0) + 1, ...(todo && { todo: { ...todo, flow: applyFlow.initial() } }) } };
      },
    },
  };
}

function internals(part: Json, key: string): readonly Internal[] {
  if (key !== 'todo') return [];
  const { left, flow } = part as Todo;
  const [command] = left;
  if (command === undefined) return [];
  const what = targetOf(command).printed;
  if (flow.value === 'idle') return [{ label: `${command.verb} ${what}`, input: 'start', ...(command.whenQuiet && { timer: true }) }];
  return flow.value === 'waiting' ? [{ label: `${command.verb} ${what} again`, input: 'again', timer: true }] : [];
}

function react(step: Step, identity: ClientIdentity, input: Input): void {
  const todo = step.get('todo') as Todo | undefined;
  const [command] = todo?.left ?? [];
  if (todo === undefined || command === undefined) {
    takeReply(step, input);
    return;
  }
  if (input.kind === 'internal') return advance(step, identity, todo, command, input.input === 'again' ? { type: 'AGAIN' } : { type: 'START', verb: command.verb });
  const taken = takeReply(step, input);
  if (taken === undefined) return input.kind === 'message' ? undefined : step.impossible();
  advance(step, identity, todo, command, eventOf(todo, command, taken.reply), taken.reply);
}

function eventOf(todo: Todo, command: Command, reply: ApiReply): FlowEvent {
  if (!succeeded(reply)) return { type: 'FAILED', code: reply.code, reason: reply.reason ?? '' };
  if (todo.flow.value !== 'reading') return { type: 'SUCCEEDED' };
  return { type: 'FOUND', differs: overlayPatch(bodyOf(command), reply.object ?? {}) !== undefined };
}

function advance(step: Step, identity: ClientIdentity, todo: Todo, command: Command, event: FlowEvent, reply?: ApiReply): void {
  const next = applyFlow.next(todo.flow, event, (guard, holds) => step.check(guard, holds));
  if (!next.taken) return step.impossible();
  const target = targetOf(command);
  for (const { type } of next.actions) {
    const request = requestFor(type, command, target, reply);
    if (request !== undefined) sendRequest(step, identity, 'command', request);
  }
  const state = next.state.value as string;
  if (state in endings) return conclude(step, todo, command, state, reply);
  step.set('todo', { ...todo, flow: next.state });
}

const endings: { readonly [state: string]: CommandResult['outcome'] } = { created: 'created', configured: 'configured', unchanged: 'unchanged', deleted: 'deleted', patched: 'patched', failed: 'error' };

function requestFor(action: string, command: Command, { resource, namespace, name }: Target, reply: ApiReply | undefined): NewRequest | undefined {
  const where = { resource, ...(namespace !== undefined && { namespace }) };
  switch (action) {
    case 'get':
      return { verb: 'get', ...where, name };
    case 'create':
      return { verb: 'create', ...where, body: bodyOf(command) };
    case 'delete': {
      const grace = command.verb === 'delete' ? command.gracePeriodSeconds : undefined;
      return { verb: 'delete', ...where, name, ...(grace !== undefined && { options: { gracePeriodSeconds: grace } }) };
    }
    case 'patch':
      return { verb: 'patch', ...where, name, body: patchFor(command, reply?.object) };
    default:
      return undefined;
  }
}

function patchFor(command: Command, live: JsonObject | undefined): JsonObject {
  if (command.verb === 'scale') return { spec: { replicas: command.replicas } };
  if (command.verb === 'patch') return command.patch;
  return overlayPatch(bodyOf(command), live ?? {}) ?? {};
}

function conclude(step: Step, todo: Todo, command: Command, state: string, reply: ApiReply | undefined): void {
  const outcome = state === 'patched' && command.verb === 'scale' ? 'scaled' : (endings[state] ?? 'error');
  const result: CommandResult = {
    outcome,
    code: reply?.code ?? 0,
    ...(outcome === 'error' && reply?.reason !== undefined && { reason: reply.reason }),
    ...(outcome === 'error' && reply?.message !== undefined && { message: reply.message }),
  };
  step.set(`result/${todo.done}`, result);
  const left = todo.left.slice(1);
  step.set('todo', left.length === 0 ? undefined : { left, done: todo.done + 1, flow: applyFlow.initial() });
  step.note(note('kubectl printed', printed(targetOf(command), result), { command: todo.done, ...result }));
}

/** What the user reads. */
function printed({ printed: what }: Target, { outcome, code, reason, message }: CommandResult): string {
  if (outcome !== 'error') return `${what} ${outcome}`;
  if (code === 0) return 'error: the connection to the server was lost - did you get what you asked for?';
  return reason === 'Invalid' && message !== undefined ? message : `Error from server (${reason ?? code}): ${message ?? ''}`;
}
