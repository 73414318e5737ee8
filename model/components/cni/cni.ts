import type { Component, GuardTable, Input } from '../../kernel/component.ts';
import { reactions, type Step } from '../../kernel/step.ts';
import { note } from '../notes.ts';
import { isCniRequest, type CniReply, type CniRequest } from './protocol.ts';

export interface CniConfig {
  readonly name: string;
  /** Its subnet is {@link subnetOf} this. */
  readonly nodeIndex: number;
  /** How many addresses the node has for pods. */
  readonly addresses?: number;
}

/** What the addresses of a node's pods begin with: its pod CIDR is `10.244.<nodeIndex>.0/24`. */
export function subnetOf(nodeIndex: number): string {
  return `10.244.${nodeIndex}`;
}

export const cniGuards = {
  addressIsFree: 'no two sandboxes of a node have the same IP address: an address is reserved before it is handed out (CNI plugins, plugins/ipam/host-local allocator.go)',
} as const satisfies GuardTable;

/**
 * The network plugin of a node: one address a sandbox, the lowest that is free (host-local IPAM hands them out
 * in turn; the lowest keeps equal states equal). ADD for a sandbox that has an address gives the same one
 * again, DEL for one that has none succeeds (CNI specification, "DEL: plugins should generally complete a DEL
 * action without error even if some resources are missing"). Reservations are files, so a crash keeps them.
 *
 * Parts: `ip/<n>`, the UID of the pod that holds the address.
 */
export function cni(config: CniConfig): Component {
  return {
    name: config.name,
    kind: 'cni',
    initial: {},
    guards: cniGuards,
    react: (view, input, check) => reactions(view, check, (step) => react(step, config, input)),
    crash: { fault: 'crash', durable: () => true },
  };
}

/** The first address is the node's own bridge. */
const firstAddress = 2;

/** Of a /24 without the network, the gateway and the broadcast address. */
const addressesOfASubnet = 253;

function react(step: Step, config: CniConfig, input: Input): void {
  if (input.kind !== 'message' || !isCniRequest(input.message)) return;
  const request = input.message;
  if (request.call === 'ADD') add(step, config, input.from, request);
  else remove(step, input.from, request);
}

function add(step: Step, config: CniConfig, from: string, request: CniRequest): void {
  const held = step.keys('ip/').find((part) => step.get(part) === request.podUid);
  const part = held ?? freeAddress(step, config);
  if (part === undefined) return answer(step, from, request, { ok: false, error: `no IP addresses available in range ${subnetOf(config.nodeIndex)}.0/24` });
  const ip = `${subnetOf(config.nodeIndex)}.${part.slice('ip/'.length)}`;
  step.set(part, request.podUid);
  step.note(note('address assigned', `${request.podKey} gets ${ip}`, { uid: request.podUid, ip }));
  answer(step, from, request, { ok: true, ip });
}

function freeAddress(step: Step, config: CniConfig): string | undefined {
  for (let index = firstAddress; index < firstAddress + (config.addresses ?? addressesOfASubnet); index++) {
    const part = `ip/${index}`;
    if (step.check('addressIsFree', step.get(part) === undefined)) return part;
  }
  return undefined;
}

function remove(step: Step, from: string, request: CniRequest): void {
  for (const part of step.keys('ip/')) if (step.get(part) === request.podUid) step.set(part, undefined);
  answer(step, from, request, { ok: true });
}

function answer(step: Step, to: string, { id, call, podKey }: CniRequest, result: Pick<CniReply, 'ok' | 'error' | 'ip'>): void {
  step.send(to, { type: 'cniReply', id, call, podKey, ...result });
}
