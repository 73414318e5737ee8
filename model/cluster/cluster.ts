import { apiserver } from '../components/apiserver/index.ts';
import { cni } from '../components/cni/cni.ts';
import { controllerManager } from '../components/controllers/controllerManager.ts';
import { deploymentController } from '../components/controllers/deployment/deployment.ts';
import { endpointSliceController } from '../components/controllers/endpointSlice/endpointSlice.ts';
import { nodeLifecycleController } from '../components/controllers/nodeLifecycle/nodeLifecycle.ts';
import { taintEvictionController } from '../components/controllers/nodeLifecycle/taintEviction.ts';
import { replicaSetController } from '../components/controllers/replicaSet/replicaSet.ts';
import { csi } from '../components/csi/csi.ts';
import { dns } from '../components/dns/dns.ts';
import { etcd, storedObjects } from '../components/etcd/etcd.ts';
import type { Command } from '../components/kubectl/command.ts';
import { kubectl } from '../components/kubectl/kubectl.ts';
import { kubectlGet } from '../components/kubectl/kubectlGet.ts';
import { kubelet } from '../components/kubelet/kubelet.ts';
import { kubeProxy } from '../components/kubeProxy/kubeProxy.ts';
import { registry } from '../components/registry/registry.ts';
import { runtime } from '../components/runtime/runtime.ts';
import { scheduler } from '../components/scheduler/scheduler.ts';
import type { Component, System } from '../kernel/index.ts';
import type { KubernetesObject, Node } from '../objects/index.ts';
import type { Scenario } from '../scenario.ts';
import { clusterChannel } from './channels.ts';
import { coarseSteps } from './coarseSteps.ts';
import { describe } from './describe.ts';
import { histories, servedResources, watchersOf } from './histories.ts';
import { initialObjects, managerLease, schedulerLease, type Leader } from './initialObjects.ts';
import { nodeShape, replicas, type ClusterShape } from './shape.ts';
import { clusterSymmetry } from './symmetry.ts';
import { webhooks } from './webhooks.ts';

/** A cluster as a system to explore, and what its components are called. */
export interface Cluster {
  /** What it was made from, additions apart. */
  readonly scenario: Scenario;
  readonly system: System;
  readonly shape: ClusterShape;
  /** Of components that look interchangeable and are not (`system.symmetry`), why. Whole sentences. */
  readonly distinct: readonly string[];
}

/** What a user adds to a cluster: components of his own, which talk to the API server like all others. */
export interface Additions {
  readonly components?: (cluster: { readonly apiservers: readonly string[]; readonly warm: readonly KubernetesObject[] | undefined }) => readonly Component[];
}

/** Composes the components of a scenario. Pure: the same scenario gives the same system. */
export function cluster(scenario: Scenario, additions: Additions = {}): Cluster {
  const apiservers = replicas('apiserver', scenario.apiservers);
  const managers = replicas('controller-manager', scenario.controllerManagers);
  const schedulers = replicas('scheduler', scenario.schedulers);
  const elections = [...election(managerLease, managers), ...(scenario.leaderElect ? election(schedulerLease, schedulers) : [])];
  const objects = storedObjects(initialObjects(scenario, scenario.start === 'warm' ? elections : []));
  const warm = scenario.start === 'warm' ? objects : undefined;
  const nodes = objects.filter((object): object is Node => object.kind === 'Node');
  const admission = webhooks(scenario, objects);
  const shape: ClusterShape = {
    etcd: 'etcd',
    apiservers,
    schedulers,
    controllerManagers: managers,
    nodes: nodes.map(({ metadata }) => nodeShape(metadata.name)),
    webhooks: admission.map(({ name }) => name),
    registry: 'registry',
    dns: 'dns',
    kubectl: 'kubectl',
    kubectlGet: 'kubectl-get',
    missingImages: scenario.missingImages,
  };
  const clients = [
    kubectl({ apiservers, commands: scenario.commands.map(commandOf) }),
    kubectlGet({ name: shape.kubectlGet, apiservers, ...(warm && { warm }) }),
    ...managers.map((name) => manager(name, managers, shape, warm)),
    ...schedulers.map((name) => scheduler({ name, user: 'system:kube-scheduler', apiservers, ...(scenario.leaderElect && candidacy(schedulerLease, name, schedulers)), ...(warm && { warm }) })),
    ...nodes.flatMap((node, index) => worker(node, index, shape, scenario, warm)),
    dns({ name: shape.dns, apiservers, ...(warm && { warm }) }),
    ...(additions.components?.({ apiservers, warm }) ?? []),
  ];
  const watchers = watchersOf(clients, shape);
  const components = [
    etcd({ objects, readers: [...watchers, ...apiservers.flatMap((component) => servedResources.map((log) => ({ log, component })))] }),
    ...apiservers.map((name, index) => apiserver({ name, resources: servedResources, watchers: clients.filter(({ name: client }) => watchers.some(({ component }) => component === client)).map(({ name: client }) => client), ...(warm && { warm }), ...(apiservers.length > 1 && { nameSeries: String(index) }) })),
    ...admission,
    registry({ missing: scenario.missingImages }),
    ...clients,
  ];
  // Of a user's own components it is not known whom they tell apart.
  const { symmetry, distinct } = additions.components === undefined ? clusterSymmetry(scenario, objects, shape) : { distinct: [] };
  return {
    scenario,
    shape,
    distinct,
    system: {
      components,
      ...(symmetry && { symmetry }),
      channel: () => clusterChannel,
      logs: histories(scenario, watchers, shape),
      faults: scenario.faults,
      mutants: scenario.mutants,
      timing: scenario.timing,
      ...(scenario.grain === 'coarse' && { isAtOnce: coarseSteps(scenario) }),
      describe,
    },
  };
}

function manager(name: string, all: readonly string[], shape: ClusterShape, warm: readonly KubernetesObject[] | undefined): Component {
  return controllerManager({
    name,
    user: 'system:kube-controller-manager',
    apiservers: shape.apiservers,
    controllers: [deploymentController, replicaSetController, endpointSliceController, nodeLifecycleController, taintEvictionController],
    ...candidacy(managerLease, name, all),
    ...(warm && { warm }),
  });
}

/** The first of several replicas leads in the beginning. */
function election(lease: string, [first, ...others]: readonly string[]): readonly Leader[] {
  return first === undefined || others.length === 0 ? [] : [{ lease, holder: first }];
}

/** What makes one of several replicas a candidate; one that has nobody to compete with needs no election. */
function candidacy(lease: string, name: string, all: readonly string[]): { readonly election?: { readonly lease: string }; readonly observers?: readonly string[] } {
  return all.length > 1 ? { election: { lease }, observers: all.filter((other) => other !== name) } : {};
}

function worker(node: Node, index: number, shape: ClusterShape, scenario: Scenario, warm: readonly KubernetesObject[] | undefined): readonly Component[] {
  const names = nodeShape(node.metadata.name);
  const { apiservers } = shape;
  return [
    kubelet({ node, user: `system:node:${names.name}`, apiservers, runtime: names.runtime, csi: names.csi, observers: shape.controllerManagers, ...(warm && { warm }) }),
    runtime({ name: names.runtime, cni: names.cni, registry: shape.registry, kubelet: names.kubelet, images: (node.status?.images ?? []).flatMap(({ names: all }) => all ?? []) }),
    cni({ name: names.cni, nodeIndex: index }),
    csi({ name: names.csi }),
    kubeProxy({ name: names.kubeProxy, node: names.name, apiservers, ...(scenario.start === 'warm' && warm && { warm }) }),
  ];
}

function commandOf(command: Scenario['commands'][number]): Command {
  if (command.verb === 'delete') {
    const { force, ...rest } = command;
    return { ...rest, ...(force && { gracePeriodSeconds: 0 }) };
  }
  return command as unknown as Command;
}
