import { subnetOf } from '../components/cni/cni.ts';
import { canonicalText, type Json, type Names, type Symmetry, type SymmetrySet } from '../kernel/index.ts';
import type { KubernetesObject, Node } from '../objects/index.ts';
import type { Scenario } from '../scenario.ts';
import { renameInCluster, uidPrefix } from './rename.ts';
import { nodeShape, type ClusterShape } from './shape.ts';

/** What is interchangeable in a cluster, and of what looks so, why it is not. */
export interface ClusterSymmetry {
  readonly symmetry?: Symmetry;
  /** Whole sentences. */
  readonly distinct: readonly string[];
}

/**
 * Nodes are interchangeable when they are equal but for their names (the label `kubernetes.io/hostname` and addresses among them) and nothing
 * in the scenario names them; schedulers are unless one of them leads. API servers are not, as every client begins with the first one, nor
 * are controller managers, of which one always leads; nor pods, which kubectl creates one after the other and schedulers and
 * controllers take in the order of their names.
 * @param objects what is stored at the beginning
 */
export function clusterSymmetry(scenario: Scenario, objects: readonly KubernetesObject[], shape: ClusterShape): ClusterSymmetry {
  const distinct: string[] = [];
  const sets = [...nodeSets(scenario, objects, distinct), ...schedulerSets(scenario, objects, shape, distinct)];
  if (shape.apiservers.length > 1) distinct.push(`API servers ${list(shape.apiservers)} are told apart: every client begins with ${shape.apiservers[0] ?? ''}.`);
  if (shape.controllerManagers.length > 1) distinct.push(`Controller managers ${list(shape.controllerManagers)} are told apart: one of them leads.`);
  if (scenario.grain === 'coarse') {
    if (sets.length > 0) distinct.push(`In coarse steps ${sets.map(({ of }) => of).join(' and ')} are told apart: what is taken at once is taken in the order of names.`);
    return { distinct };
  }
  return { distinct, ...(sets.length > 0 && { symmetry: { sets, rename: renameInCluster } }) };
}

/** Whether a scenario and what is stored are the same when two members are exchanged. */
function tellsApart(scenario: Scenario, objects: readonly KubernetesObject[], one: readonly string[], other: readonly string[]): string | undefined {
  const names: Names = new Map([...one.map((name, index) => [name, other[index] ?? name] as const), ...other.map((name, index) => [name, one[index] ?? name] as const)]);
  const rename = (value: unknown): string => canonicalText(renameInCluster(value as Json, names), 'scenario');
  const plain = new Set(objects.map((object) => canonicalText(object as unknown as Json, 'object')));
  const { commands, webhooks, missingImages } = scenario;
  const said = { commands, webhooks, missingImages } as unknown as Json;
  if (rename(said) !== canonicalText(said, 'scenario')) return 'what the user does names one of them';
  const odd = objects.find((object) => !plain.has(rename(object)));
  if (odd === undefined) return undefined;
  return odd.kind === 'Node' ? 'their Node objects differ' : `${odd.kind} ${odd.metadata.name} names one of them`;
}

function nodeSets(scenario: Scenario, objects: readonly KubernetesObject[], distinct: string[]): readonly SymmetrySet[] {
  const nodes = objects.filter((object): object is Node & KubernetesObject => object.kind === 'Node').map((node, index) => ({ node, names: namesOf(node, index) }));
  const classes: (typeof nodes)[] = [];
  for (const each of nodes) {
    const why: string[] = [];
    const alike = classes.find(([first]) => {
      const reason = first === undefined ? undefined : differs(scenario, objects, first, each);
      if (reason !== undefined) why.push(`Nodes ${first?.node.metadata.name ?? ''} and ${each.node.metadata.name} are told apart: ${reason}.`);
      return reason === undefined;
    });
    if (alike === undefined) {
      classes.push([each]);
      distinct.push(...why);
    } else alike.push(each);
  }
  return classes.filter(({ length }) => length > 1).map((members) => ({ of: 'nodes', members: withoutShared(members.map(({ names }) => names)) }));
}

interface NodeNames {
  readonly node: Node;
  readonly names: readonly string[];
}

function differs(scenario: Scenario, objects: readonly KubernetesObject[], one: NodeNames, other: NodeNames): string | undefined {
  if (one.names.length !== other.names.length) return 'one has more addresses than the other';
  if (one.names.some((name, index) => other.names.includes(name) && other.names[index] !== name)) return 'a name of one is also a name of the other';
  const [a, b] = [one.node.metadata.name, other.node.metadata.name];
  if (a.startsWith(`${b}-`) || b.startsWith(`${a}-`)) return 'the name of one begins with that of the other, so that UIDs do not tell which is meant';
  return tellsApart(scenario, objects, one.names, other.names);
}

/** All names that go with a node. */
function namesOf(node: Node, index: number): readonly string[] {
  const { name, kubelet, ...others } = nodeShape(node.metadata.name);
  const { labels = {} } = node.metadata;
  const addresses = (node.status?.addresses ?? []).map(({ address }) => address);
  return [name, kubelet, ...Object.values(others), `system:node:${name}`, uidPrefix(name), subnetOf(index), labels['kubernetes.io/hostname'] ?? name, ...addresses];
}

/** Names that are the same for all are no names of anybody, and each need be said once. */
function withoutShared(members: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const [first = []] = members;
  const kept = first.flatMap((name, index) => (members.every((names) => names[index] === name) || first.indexOf(name) < index ? [] : [index]));
  return members.map((names) => kept.map((index) => names[index] ?? ''));
}

function schedulerSets(scenario: Scenario, objects: readonly KubernetesObject[], { schedulers }: ClusterShape, distinct: string[]): readonly SymmetrySet[] {
  if (schedulers.length < 2) return [];
  if (scenario.leaderElect) {
    distinct.push(`Schedulers ${list(schedulers)} are told apart: one of them leads.`);
    return [];
  }
  const reason = schedulers.slice(1).map((other) => tellsApart(scenario, objects, [schedulers[0] ?? ''], [other])).find((why) => why !== undefined);
  if (reason === undefined) return [{ of: 'schedulers', members: schedulers.map((name) => [name]) }];
  distinct.push(`Schedulers ${list(schedulers)} are told apart: ${reason}.`);
  return [];
}

function list(names: readonly string[]): string {
  return names.join(', ');
}
