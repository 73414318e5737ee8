import { reactions, type Component, type StateView, type System } from '../../index.ts';

/** The towers of Hanoi (Lucas, 1883): one disc at a time, never a bigger one on a smaller; the fewest moves are 2^discs - 1. */
export function hanoi(discs: number): System {
  const towers: Component = {
    name: 'towers',
    initial: { left: Array.from({ length: discs }, (_, index) => discs - index), middle: [], right: [] },
    internals: (_, from) => pegs.filter((to) => to !== from).map((to) => ({ label: `${from} to ${to}`, input: { from, to } })),
    react: (view, input, check) =>
      reactions(view, check, (step) => {
        if (input.kind !== 'internal') return step.impossible();
        const { from, to } = input.input as { readonly from: string; readonly to: string };
        const [source, target] = [step.get(from) as Peg, step.get(to) as Peg];
        const disc = source.at(-1);
        if (disc === undefined || disc > (target.at(-1) ?? Infinity)) return step.impossible();
        step.set(from, source.slice(0, -1));
        step.set(to, [...target, disc]);
      }),
  };
  return { components: [towers] };
}

/** Discs from the bottom up; bigger ones have bigger numbers. */
type Peg = readonly number[];

const pegs = ['left', 'middle', 'right'] as const;

export const allOnTheRight = (state: StateView): boolean => ['left', 'middle'].every((peg) => (state.get('towers', peg) as Peg).length === 0);
