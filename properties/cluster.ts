import type { Happening, Json, JsonObject, StateView } from '../model/kernel/index.ts';
import type { ClusterShape } from '../model/cluster/shape.ts';
import type { Invariant, Liveness, Monitor, Property } from './property.ts';

/** Properties of a Kubernetes cluster. */
export type ClusterInvariant = Invariant<ClusterShape>;
export type ClusterMonitor = Monitor<ClusterShape>;
export type ClusterLiveness = Liveness<ClusterShape>;
export type ClusterProperty = Property<ClusterShape>;

/** A change of the store: what etcd appended to the history of a resource. */
export interface Commit {
  readonly resource: string;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: StoredObject;
}

export type StoredObject = JsonObject & { readonly kind?: string; readonly metadata: Metadata };

export type Metadata = {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: { readonly [label: string]: string };
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly OwnerReference[];
};

type OwnerReference = { readonly kind: string; readonly name: string; readonly uid: string; readonly controller?: boolean };

/** The commits of an action, in order. */
export function commits(happening: Happening, { etcd }: ClusterShape): readonly Commit[] {
  if (happening.kind !== 'reaction' || happening.component !== etcd) return [];
  return (happening.reaction.append ?? []).map(({ log, entry }) => ({ resource: log, ...(entry as unknown as Omit<Commit, 'resource'>) }));
}

/** The notes of an action with that name, and who made them. */
export function notes(happening: Happening, ...names: readonly string[]): readonly NoteSeen[] {
  if (happening.kind !== 'reaction') return [];
  return (happening.reaction.notes ?? []).flatMap((note): NoteSeen[] => {
    const facts = note as JsonObject & { readonly note: string };
    return names.includes(facts.note) ? [{ component: happening.component, note: facts.note, facts, text: (fact) => textIn(facts, fact) }] : [];
  });
}

export interface NoteSeen {
  readonly component: string;
  readonly note: string;
  readonly facts: JsonObject;
  /** A fact that is a text; empty when it is none. */
  text(fact: string): string;
}

/** A field that is a text; empty when it is none. */
export function textIn(facts: JsonObject, field: string): string {
  const value = facts[field];
  return typeof value === 'string' ? value : '';
}

/** `default/web`, or the name alone when it has no namespace. */
export function nameOf({ namespace, name }: Metadata): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** The key that an object of the resource has in the store: `pods/default/web`. */
export function keyIn(resource: string, metadata: Metadata): string {
  return `${resource}/${nameOf(metadata)}`;
}

/** The owner that manages the object, if there is one. */
export function controllerOf({ metadata }: Pick<StoredObject, 'metadata'>): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller === true);
}

/** The objects of a resource in etcd, sorted by key. */
export function stored<T = StoredObject>(state: StateView, { etcd }: ClusterShape, resource: string): readonly T[] {
  return partsOf<T>(state, etcd, `${resource}/`);
}

/** The parts of a component that start with the prefix, in the order of their names. */
export function partsOf<T>(state: StateView, component: string, prefix: string): readonly T[] {
  return state.keys(component, prefix).map((key) => state.get(component, key) as unknown as T);
}

/** The record without one of its keys. */
export function without<Value>(record: { readonly [key: string]: Value }, key: string): { readonly [key: string]: Value } {
  return key in record ? Object.fromEntries(Object.entries(record).filter(([other]) => other !== key)) : record;
}

/** A monitor's memory: what it has seen so far, and the first violation, which stays. */
export type Memory<Seen extends Json> = { readonly seen: Seen; readonly violation?: string };

/** A monitor that judges action by action; the first violation ends the matter. */
export function monitor<Seen extends Json>(definition: {
  readonly name: string;
  readonly statement: string;
  readonly source: string;
  readonly promise?: string;
  readonly assumes?: string;
  readonly initial: Seen;
  /** What is known after an action, or what is wrong. */
  judge(seen: Seen, happening: Happening, shape: ClusterShape): Seen | Wrong;
  /** What is known in view of the state that the action, or the beginning, has led to; the same when it looks again. */
  look?(seen: Seen, state: StateView, shape: ClusterShape): Seen;
  /** What is wrong with what was seen, given the state that the action led to. */
  compare?(seen: Seen, state: StateView, shape: ClusterShape): string | undefined;
  /** Whether what was seen is something that the promise is about; when absent: whether anything was seen. */
  premise?(seen: Seen, state: StateView, shape: ClusterShape): boolean;
}): ClusterMonitor {
  const { judge, look, compare, premise, initial, ...info } = definition;
  return {
    ...info,
    kind: 'monitor',
    initial: { seen: initial },
    observe(memory, happening, shape) {
      const before = memory as Memory<Seen>;
      if (before.violation !== undefined) return memory;
      const after = judge(before.seen, happening, shape);
      if (after instanceof Wrong) return { seen: before.seen, violation: after.explanation };
      return after === before.seen ? memory : { seen: after };
    },
    ...(look && {
      look(memory, state, shape) {
        const before = memory as Memory<Seen>;
        const after = look(before.seen, state, shape);
        return after === before.seen ? memory : { ...before, seen: after };
      },
    }),
    violation(memory, state, shape) {
      const { seen, violation } = memory as Memory<Seen>;
      return violation ?? compare?.(seen, state, shape);
    },
    ...(premise && { premise: (memory, state, shape) => premise((memory as Memory<Seen>).seen, state, shape) }),
  };
}

/** What a monitor answers when the promise is broken. */
export class Wrong {
  readonly explanation: string;
  constructor(explanation: string) {
    this.explanation = explanation;
  }
}

export function wrong(explanation: string): Wrong {
  return new Wrong(explanation);
}
