import { reactions, type Component, type Json, type StateView, type System } from '../../index.ts';

/**
 * A buffer between two handshaking wires (Lamport, "Specifying Systems", chapter 4; TLA+ Examples, MCInnerFIFO.tla).
 * Whoever sends puts a value on the wire and flips `ready`; whoever receives flips `acknowledged`. How long the
 * buffer may become is the search's affair.
 */
export function innerFifo(messages: readonly string[]): System {
  const wires: readonly Wire[] = messages.flatMap((value) => [0, 1].map((bit) => ({ value, ready: bit, acknowledged: bit })));
  const fifo: Component = {
    name: 'fifo',
    initial: wires.flatMap((input) => wires.map((output) => ({ input, output, buffer: [] }))),
    internals: (_, part) => (part === 'buffer' ? [] : [{ label: `send on ${part}`, input: { action: 'send', part } }, { label: `receive from ${part}`, input: { action: 'receive', part } }]),
    react: (view, input, check) =>
      reactions(view, check, (step) => {
        if (input.kind !== 'internal') return step.impossible();
        const { action, part } = input.input as { readonly action: 'send' | 'receive'; readonly part: 'input' | 'output' };
        const wire = step.get(part) as Wire;
        if ((wire.ready === wire.acknowledged) !== (action === 'send')) return step.impossible();
        if (action === 'receive') {
          step.set(part, { ...wire, acknowledged: 1 - wire.acknowledged });
          if (part === 'input') step.set('buffer', [...(step.get('buffer') as readonly Json[]), wire.value]);
        } else if (part === 'input') step.set(part, { ...wire, value: step.choose(messages), ready: 1 - wire.ready });
        else {
          const [first, ...rest] = step.get('buffer') as readonly string[];
          if (first === undefined) return step.impossible();
          step.set(part, { ...wire, value: first, ready: 1 - wire.ready });
          step.set('buffer', rest);
        }
      }),
  };
  return { components: [fifo] };
}

type Wire = { readonly value: string; readonly ready: number; readonly acknowledged: number };

export const buffered = (state: StateView): number => (state.get('fifo', 'buffer') as readonly Json[]).length;
