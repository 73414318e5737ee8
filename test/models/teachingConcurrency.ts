import { reactions, type Component, type Invariant, type System } from '../../index.ts';

/**
 * Processes in a circle: each sets its own x to 1, then its own y to the x of the one before (Lamport, "Teaching
 * Concurrency", 2009; TLA+ Examples, Simple.tla). A circle that is done goes on doing nothing, as PlusCal has it.
 */
export function teachingConcurrency(processes: number): System {
  const circle: Component = {
    name: 'circle',
    initial: Object.fromEntries(Array.from({ length: processes }, (_, index) => [`process${index}`, { x: 0, y: 0, at: 'a' } satisfies Process])),
    internals: (part, name) => {
      const { at } = part as Process;
      if (at !== 'done') return [{ label: `${name} does ${at}`, input: name }];
      return name === 'process0' ? [{ label: 'all stay done', input: 'stay' }] : [];
    },
    react: (view, input, check) =>
      reactions(view, check, (step) => {
        if (input.kind !== 'internal') return step.impossible();
        const name = input.input as string;
        if (name === 'stay') return step.keys('process').every((other) => (step.get(other) as Process).at === 'done') ? undefined : step.impossible();
        const process = step.get(name) as Process;
        const before = `process${(Number(name.slice('process'.length)) + processes - 1) % processes}`;
        step.set(name, process.at === 'a' ? { ...process, x: 1, at: 'b' } : { ...process, y: (step.get(before) as Process).x, at: 'done' });
      }),
  };
  return { components: [circle] };
}

type Process = { readonly x: number; readonly y: number; readonly at: 'a' | 'b' | 'done' };

/** What the article asks its reader to prove. */
export const someoneSawAnother: Invariant = {
  kind: 'invariant',
  name: 'someone-saw-another',
  statement: 'When all are done, some y is 1.',
  source: 'PCorrect in Simple.tla',
  violation(state) {
    const processes = state.keys('circle', 'process').map((name) => state.get('circle', name) as Process);
    return processes.every(({ at, y }) => at === 'done' && y === 0) ? 'all are done and every y is 0' : undefined;
  },
};
