import type { Component } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import { keyFor, type KubernetesObject, type Pod } from '../../objects/index.ts';
import { cached } from '../client/informer.ts';
import { watcher } from '../client/watcher.ts';
import { note } from '../notes.ts';
import { podRow, type PodRow } from './podRow.ts';

export interface KubectlGetConfig {
  readonly name: string;
  readonly user?: string;
  readonly apiservers: readonly string[];
  readonly warm?: readonly KubernetesObject[];
}

/** A user looking at `kubectl get pods --all-namespaces --watch`: `screen/<namespace>/<pod>` is the last line printed of each pod. */
export function kubectlGet(config: KubectlGetConfig): Component {
  return watcher({
    name: config.name,
    kind: 'kubectl-get',
    user: config.user ?? 'kubernetes-admin',
    apiservers: config.apiservers,
    resources: ['pods'],
    prefix: 'screen/',
    keys: (step) => cached<Pod>(step, 'pods').map(keyOfPod),
    keysOf: ({ object }) => [keyOfPod(object)],
    refresh,
    ...(config.warm && { warm: config.warm }),
  });
}

function keyOfPod({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${String(metadata.name)}`;
}

function refresh(step: Step, key: string): void {
  const [namespace = '', name = ''] = key.split('/');
  const pod = step.get(`cache/${keyFor('pods', namespace, name)}`) as Pod | undefined;
  const before = step.get(`screen/${key}`) as PodRow | undefined;
  const row = pod && podRow(pod);
  if (text(before) === text(row)) return;
  step.set(`screen/${key}`, row);
  if (row !== undefined) step.note(note('printed', text(row), { pod: key, ...row }));
}

function text(row: PodRow | undefined): string {
  return row === undefined ? '' : `${row.name}  ${row.ready}  ${row.status}  ${row.restarts}`;
}
