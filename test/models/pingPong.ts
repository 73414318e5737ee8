import { atomic, duplicating, loss, unordered, type Channel, type System } from '../../index.ts';

/** Two players that return each other's ball, over a network that may lose and duplicate (Stateright's model of that name). */
export function pingPong(network: { readonly duplicating: boolean; readonly lossy: boolean }): System {
  const channel: Channel = { ...(network.duplicating ? duplicating : unordered), ...(network.lossy && { faults: [loss('drop')] }) };
  return {
    channel: () => channel,
    faults: { drop: 'unlimited' },
    components: [
      atomic<number, string>({
        name: 'pinger',
        initial: 0,
        // It serves before anything else can happen.
        receive: (count, ball) => (ball === `pong ${count}` ? [{ state: count + 1, send: [{ to: 'ponger', message: `ping ${count + 1}` }] }] : []),
      }),
      atomic<number, string>({
        name: 'ponger',
        initial: 0,
        receive: (count, ball) => (ball === `ping ${count}` ? [{ state: count + 1, send: [{ to: 'pinger', message: `pong ${count}` }] }] : []),
      }),
    ],
    underway: [{ from: 'pinger', to: 'ponger', message: 'ping 0' }],
  };
}

/** How far the players have counted. */
export const counts = (state: { get(component: string, part: string): unknown }): readonly number[] => ['pinger', 'ponger'].map((player) => Number(state.get(player, 'state')));
