import type { ChartState, Json, StateView, System } from '../../../model/kernel/index.ts';
import type { ClusterShape, NodeShape } from '../../../model/cluster/shape.ts';
import type { ContainerState } from '../../../model/components/runtime/parts.ts';
import type { EndpointSlice } from '../../../model/objects/index.ts';
import { stored } from '../../../properties/cluster.ts';
import { ExpressionError } from './expressionError.ts';
import { celValue, partsByName, withNamespace, type CelMap, type CelValue } from './values.ts';

/** The state that an expression is asked about, and the cluster whose state it is. */
export interface Moment {
  readonly state: StateView;
  readonly shape: ClusterShape;
  readonly system: System;
}

/** A function that expressions may call. */
export interface CelFunction {
  /** As CEL declares it: `ready(dyn): bool`. */
  readonly signature: string;
  /** The same with names, for people. */
  readonly usage: string;
  readonly description: string;
  call(moment: Moment, ...args: readonly CelValue[]): CelValue;
}

/** All that an expression may ask beyond the stored objects. */
export const functions: readonly CelFunction[] = [
  { signature: 'phase(dyn): string', usage: 'phase(OBJECT)', description: "its status.phase, '' when it has none", call: (_, object) => text(field(field(object, 'status'), 'phase')) },
  { signature: 'condition(dyn, string): string', usage: "condition(OBJECT, 'TYPE')", description: "'True', 'False' or 'Unknown'; '' when it has no such condition", call: (_, object, type) => condition(object, type) },
  { signature: 'ready(dyn): bool', usage: 'ready(OBJECT)', description: 'whether its condition Ready is True', call: (_, object) => condition(object, 'Ready') === 'True' },
  { signature: 'nodeOf(dyn): string', usage: 'nodeOf(POD)', description: "the node that it is bound to, '' when it is not bound", call: (_, pod) => text(field(field(pod, 'spec'), 'nodeName')) },
  { signature: 'terminating(dyn): bool', usage: 'terminating(OBJECT)', description: 'whether somebody has deleted it and it is still there', call: (_, object) => field(field(object, 'metadata'), 'deletionTimestamp') !== undefined },
  { signature: 'running(string): list<dyn>', usage: "running('NODE')", description: 'the containers that run on a node, each with pod, container, uid and attempt', call: (moment, node) => running(moment, text(node)) },
  { signature: 'endpoints(string): list<string>', usage: "endpoints('SERVICE')", description: 'the addresses that its stored EndpointSlices call ready', call: (moment, service) => endpoints(moment, text(service)) },
  { signature: 'rules(string, string): list<string>', usage: "rules('NODE', 'SERVICE')", description: "the addresses to which the node's kube-proxy sends the service's traffic", call: (moment, node, service) => rules(moment, text(node), text(service)) },
  { signature: 'cache(string, string): map<string, dyn>', usage: "cache('COMPONENT', 'RESOURCE')", description: 'the objects as a component has them in its cache, by name', call: ({ state, system }, component, resource) => partsByName(state, componentNamed(system, text(component)), `cache/${text(resource)}/`) },
  { signature: 'stale(string, string, string): bool', usage: "stale('COMPONENT', 'RESOURCE', 'NAME')", description: "whether a component's cache holds something else than what is stored", call: (moment, component, resource, name) => isStale(moment, text(component), `${text(resource)}/`, text(name)) },
  { signature: 'schedulers(): list<string>', usage: 'schedulers()', description: 'the schedulers of the scenario, by name', call: ({ shape }) => shape.schedulers },
  { signature: 'leaders(): list<string>', usage: 'leaders()', description: 'the controller managers that believe that they lead', call: ({ state, shape }) => shape.controllerManagers.filter((name) => leads(state, name)) },
  { signature: 'leads(string): bool', usage: "leads('COMPONENT')", description: 'whether a controller manager or a scheduler believes that it leads; one that elects no leader always does', call: ({ state, system }, component) => leads(state, componentNamed(system, text(component))) },
  { signature: 'down(string): bool', usage: "down('COMPONENT')", description: 'whether it has crashed and not started again', call: ({ state, system }, component) => state.isDown(componentNamed(system, text(component))) },
  { signature: 'underway(string, string): list<string>', usage: "underway('FROM', 'TO')", description: 'the messages from one component to another that have not arrived, in words', call: ({ state, system }, from, to) => state.underway(componentNamed(system, text(from)), componentNamed(system, text(to))).map((message) => inWords(system, message)) },
  { signature: 'parts(string): map<string, dyn>', usage: "parts('COMPONENT')", description: "a component's whole state, part by part, as its source file documents it", call: ({ state, system }, component) => partsByName(state, componentNamed(system, text(component)), '') },
];

function text(value: CelValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function field(value: CelValue | undefined, name: string): CelValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as CelMap)[name] : undefined;
}

function condition(object: CelValue | undefined, type: CelValue | undefined): string {
  const conditions = field(field(object, 'status'), 'conditions');
  const all = Array.isArray(conditions) ? (conditions as readonly CelValue[]) : [];
  return text(field(all.find((each) => field(each, 'type') === type), 'status'));
}

function running(moment: Moment, node: string): CelValue {
  const { state } = moment;
  const runtime = nodeNamed(moment, node)?.runtime;
  if (runtime === undefined) return [];
  return state.keys(runtime, 'container/').flatMap((part) => {
    const { podKey, attempt, state: now } = state.get(runtime, part) as ContainerState;
    const [, uid = '', container = ''] = part.split('/');
    return now === 'running' ? [{ pod: podKey, container, uid, attempt: BigInt(attempt) }] : [];
  });
}

function rules(moment: Moment, node: string, service: string): CelValue {
  const kubeProxy = nodeNamed(moment, node)?.kubeProxy;
  return kubeProxy === undefined ? [] : celValue(moment.state.get(kubeProxy, `rules/${withNamespace(service)}`) ?? []);
}

function endpoints({ state, shape }: Moment, service: string): CelValue {
  const key = withNamespace(service);
  const slices = stored<EndpointSlice>(state, shape, 'endpointslices').filter(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.labels?.['kubernetes.io/service-name'] ?? ''}` === key);
  // A condition that is absent counts as true (discovery/v1, EndpointConditions).
  const ready = slices.flatMap((slice) => (slice.endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false).flatMap(({ addresses }) => addresses));
  return [...new Set(ready)].sort();
}

function isStale({ state, shape, system }: Moment, component: string, prefix: string, name: string): boolean {
  const find = (of: string, before: string): Json | undefined => state.get(of, `${before}${prefix}${withNamespace(name)}`) ?? state.get(of, `${before}${prefix}${name}`);
  return versionOf(find(componentNamed(system, component), 'cache/')) !== versionOf(find(shape.etcd, ''));
}

function versionOf(object: Json | undefined): string {
  const { uid = '', resourceVersion = '' } = (object as { readonly metadata?: { readonly uid?: string; readonly resourceVersion?: string } } | undefined)?.metadata ?? {};
  return object === undefined ? 'absent' : `${uid} ${resourceVersion}`;
}

/** One that has nobody to compete with leads unless it is down. */
function leads(state: StateView, component: string): boolean {
  const election = state.get(component, 'election') as ChartState | undefined;
  return !state.isDown(component) && (election === undefined || election.value === 'leading');
}

function inWords({ describe }: System, message: Json): string {
  return describe?.(message) ?? JSON.stringify(message);
}

/** Undefined for a node that is only an object, with nobody behind it. */
function nodeNamed({ state, shape }: Moment, name: string): NodeShape | undefined {
  const node = shape.nodes.find((each) => each.name === name);
  if (node !== undefined || state.get(shape.etcd, `nodes/${name}`) !== undefined) return node;
  throw new ExpressionError(`There is no node named ${JSON.stringify(name)}.`, undefined, `Nodes of this scenario: ${shape.nodes.map((each) => each.name).join(', ') || 'none'}`);
}

function componentNamed({ components }: System, name: string): string {
  if (components.some((component) => component.name === name)) return name;
  throw new ExpressionError(`There is no component named ${JSON.stringify(name)}.`, undefined, `Components of this scenario: ${components.map((component) => component.name).join(', ')}`);
}
