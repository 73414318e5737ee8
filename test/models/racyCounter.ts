import { reactions, type Component, type Invariant, type System } from '../../index.ts';

/**
 * Threads that increment a shared counter without a lock: read it, then write what was read plus one. Shared
 * memory is one component with a part a variable and a part a thread.
 */
export function racyCounter(threads: number): System {
  const names = Array.from({ length: threads }, (_, index) => `thread${index}`);
  const memory: Component = {
    name: 'memory',
    initial: { counter: 0, ...Object.fromEntries(names.map((name) => [name, { at: 'read', seen: 0 } satisfies Thread])) },
    internals: (part, name) => {
      if (name === 'counter') return [];
      const { at } = part as Thread;
      return at === 'done' ? [] : [{ label: `${name} ${at}s`, input: name }];
    },
    react: (view, input, check) =>
      reactions(view, check, (step) => {
        if (input.kind !== 'internal') return step.impossible();
        const name = input.input as string;
        const thread = step.get(name) as Thread;
        if (thread.at === 'read') step.set(name, { at: 'write', seen: Number(step.get('counter')) });
        else {
          step.set('counter', thread.seen + 1);
          step.set(name, { ...thread, at: 'done' });
        }
      }),
  };
  return { components: [memory] };
}

type Thread = { readonly at: 'read' | 'write' | 'done'; readonly seen: number };

/** What a programmer hopes for. It does not hold. */
export const noLostUpdate: Invariant = {
  kind: 'invariant',
  name: 'no-lost-update',
  statement: 'When all threads are done, the counter is their number.',
  source: 'a classic',
  violation(state) {
    const threads = state.keys('memory', 'thread').map((name) => state.get('memory', name) as Thread);
    const counter = state.get('memory', 'counter');
    return threads.every(({ at }) => at === 'done') && counter !== threads.length ? `${threads.length} threads are done and the counter is ${JSON.stringify(counter)}` : undefined;
  },
};
