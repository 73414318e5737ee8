import type { Component, GuardTable, Input, View } from '../../kernel/component.ts';
import { reactions, type Step } from '../../kernel/step.ts';
import type { KubernetesObject } from '../../objects/index.ts';
import { clientParts, takeReply, type ClientIdentity } from './client.ts';
import { informerGuards, informerInput, informerInternals, informerParts, informersSynced, type InformerConfig, type InformerEvent } from './informer.ts';
import { partsAfter } from './warmStart.ts';

/**
 * A client that only watches, and keeps something derived from its caches up to date: rules, records, a screen.
 * It derives nothing until all its caches are filled, and then everything.
 */
export interface WatcherConfig {
  readonly name: string;
  readonly kind: string;
  readonly user: string;
  readonly apiservers: readonly string[];
  readonly resources: readonly string[];
  readonly guards?: GuardTable;
  /** What is derived, as parts `<prefix><key>`. */
  readonly prefix: string;
  /** Whether what is derived outlives the process (rules in a kernel do). */
  readonly outlives?: boolean;
  /** The keys of all that the caches now ask for. */
  keys(step: Step): readonly string[];
  keysOf(event: InformerEvent): readonly string[];
  /** Brings what is derived for the key up to date. */
  refresh(step: Step, key: string): void;
  /** What the cluster holds at the beginning; absent = a cold start. */
  readonly warm?: readonly KubernetesObject[];
}

export function watcher(config: WatcherConfig): Component {
  const identity: ClientIdentity = { component: config.name, user: config.user, apiservers: config.apiservers };
  const informers: InformerConfig = { identity, resources: config.resources };
  return {
    name: config.name,
    kind: config.kind,
    initial: config.warm === undefined ? informerParts(informers) : partsAfter(informerParts(informers, config.warm), (step) => everything(step, config).forEach((key) => config.refresh(step, key))),
    guards: { ...informerGuards, ...config.guards },
    internals: informerInternals,
    react: (view, input, check) => reactions(view, check, (step) => react(step, config, informers, input)),
    crash: {
      fault: 'crash',
      durable: (part) => part === clientParts.epoch || (config.outlives === true && part.startsWith(config.prefix)),
      fresh: informerParts(informers),
      effects: (view: View) => ({ set: { [clientParts.epoch]: Number(view.get(clientParts.epoch) ?? 0) + 1 } }),
    },
  };
}

function react(step: Step, config: WatcherConfig, informers: InformerConfig, input: Input): void {
  if (input.kind === 'silence') return step.impossible();
  const wasSynced = informersSynced(step, config.resources);
  const events = informerInput(step, informers, input, takeReply(step, input)) ?? [];
  if (!informersSynced(step, config.resources)) return;
  const keys = wasSynced ? events.flatMap((event) => config.keysOf(event)) : everything(step, config);
  for (const key of [...new Set(keys)].sort()) config.refresh(step, key);
}

function everything(step: Step, config: WatcherConfig): readonly string[] {
  return [...config.keys(step), ...step.keys(config.prefix).map((part) => part.slice(config.prefix.length))];
}
