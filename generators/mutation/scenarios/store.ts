import { create, remove } from '../../../properties/mutants/manifests.ts';
import { apply, deployment, pod } from '../../scenarios/manifests.ts';
import { scale } from './commands.ts';
import type { PoolScenario } from '../scenarioPool.ts';

const finalizer = 'example.com/backup';

/** Writes that meet other writes. */
export const storePool: readonly PoolScenario[] = [
  { name: 'finalizer-comes-late', scenario: { name: 'somebody adds a finalizer to what is being deleted', commands: [...create(pod('web', {}, { finalizers: [finalizer] })), remove('pods', 'web'), ...apply(pod('web', {}, { finalizers: [finalizer, 'example.com/late'] }))] } },
  { name: 'names-collide', scenario: { name: 'generated names are taken again and again', commands: create(deployment('web', 3)), faults: { nameCollision: 20 } } },
  { name: 'deleted-twice', scenario: { name: 'a pod is deleted twice, the second time with more time', objects: [pod('web', { nodeName: 'node-1' }, { namespace: 'default', annotations: { 'podproof.dev/ignores-sigterm': 'true' } })], commands: [remove('pods', 'web'), remove('pods', 'web')] } },
  { name: 'forced-twice', scenario: { name: 'a pod with a finalizer is deleted by force, twice, and then with time', objects: [pod('web', { nodeName: 'node-1' }, { namespace: 'default', finalizers: [finalizer] })], commands: [remove('pods', 'web'), { verb: 'delete', resource: 'pods', name: 'web', force: true }, { verb: 'delete', resource: 'pods', name: 'web', force: true }, remove('pods', 'web')] } },
  { name: 'answers-get-lost', scenario: { name: 'kubectl applies what others change, and its answers get lost', commands: [...apply(deployment('web', 1), deployment('web', 2)), scale('deployments', 'web', 1), ...apply(deployment('web', 2))], faults: { replyLost: 2, requestLost: 2, requestTimeout: 1 } } },
  { name: 'watch-answers-get-lost', scenario: { name: 'watches break, and the answers of those that are opened again get lost', commands: create(pod('web')), faults: { watchBroken: 8, replyLost: 8 } } },
  { name: 'lists-are-stale', scenario: { name: 'components start anew and are shown old lists', commands: [...create(pod('web')), remove('pods', 'web'), ...create(pod('web'))], apiservers: 2, faults: { crash: 2, staleList: 3, watchBroken: 3, compaction: 3 } } },
];
