import { atomic, fifo, type Component, type Invariant, type Send, type StateView, type System, type Way } from '../../index.ts';

/**
 * Mutual exclusion with logical clocks over FIFO channels (Lamport, "Time, Clocks, and the Ordering of Events in a
 * Distributed System", 1978; TLA+ Examples, LamportMutex.tla). Clocks grow without end: a search bounds them.
 */
export function lamportMutex(processes: number): System {
  const names = Array.from({ length: processes }, (_, index) => `process${index}`);
  return { components: names.map((name) => process(name, names)), channel: () => fifo };
}

type Process = {
  readonly clock: number;
  /** When each process asked to enter, as far as this one knows; 0 = it did not. */
  readonly requests: { readonly [process: string]: number };
  /** Who has answered its own request. */
  readonly acknowledged: readonly string[];
  readonly isCritical: boolean;
};

type Message = { readonly request: number } | 'acknowledge' | 'release';

function process(name: string, names: readonly string[]): Component {
  const others = names.filter((other) => other !== name);
  const broadcast = (message: Message): readonly Send[] => others.map((to) => ({ to, message }));
  const isBefore = ({ requests }: Process, other: string): boolean => {
    const [own = 0, its = 0] = [requests[name], requests[other]];
    return its === 0 || own < its || (own === its && name < other);
  };
  return atomic<Process, Message>({
    name,
    initial: { clock: 1, requests: Object.fromEntries(names.map((other) => [other, 0])), acknowledged: [], isCritical: false },
    internal: {
      'asks to enter': (state) => (state.requests[name] === 0 ? [{ state: { ...state, requests: { ...state.requests, [name]: state.clock }, acknowledged: [name] }, send: broadcast({ request: state.clock }) }] : []),
      enters: (state) => (state.acknowledged.length === names.length && others.every((other) => isBefore(state, other)) ? [{ state: { ...state, isCritical: true } }] : []),
      leaves: (state) => (state.isCritical ? [{ state: { ...state, requests: { ...state.requests, [name]: 0 }, acknowledged: [], isCritical: false }, send: broadcast('release') }] : []),
    },
    receive(state, message, from): readonly Way<Process>[] {
      if (message === 'acknowledge') return [{ state: { ...state, acknowledged: [...new Set([...state.acknowledged, from])].sort() } }];
      if (message === 'release') return [{ state: { ...state, requests: { ...state.requests, [from]: 0 } } }];
      const clock = Math.max(state.clock, message.request) + 1;
      return [{ state: { ...state, clock, requests: { ...state.requests, [from]: message.request } }, send: [{ to: from, message: 'acknowledge' }] }];
    },
  });
}

const stateOf = (state: StateView, index: number): Process => state.get(`process${index}`, 'state') as Process;

/** A bound for the search, process by process. */
export function clocksUpTo(maximum: number, processes: number): readonly ((state: StateView) => boolean)[] {
  return Array.from({ length: processes }, (_, index) => (state: StateView) => stateOf(state, index).clock <= maximum);
}

/** What it is for; the shape is the number of processes. */
export const onlyOneIsCritical: Invariant<number> = {
  kind: 'invariant',
  name: 'only-one-is-critical',
  statement: 'Two processes are never in their critical sections together.',
  source: 'Mutex in LamportMutex.tla',
  violation(state, processes) {
    const critical = Array.from({ length: processes }, (_, index) => stateOf(state, index)).filter(({ isCritical }) => isCritical);
    return critical.length > 1 ? `${critical.length} are critical` : undefined;
  },
};
