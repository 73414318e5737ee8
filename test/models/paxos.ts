import { atomic, type Component, type Send, type System } from '../../index.ts';
import { register, serverNames, type RegisterMessage } from './register.ts';

/** Single-decree Paxos used as a register, with three servers (Lamport, "Paxos Made Simple"; Stateright's model of that name). */
export function paxos(clients: number): System {
  const names = serverNames(3);
  return register(names, (name, number) => server(name, number, names), clients);
}

type Ballot = readonly [round: number, server: number];
type Proposal = readonly [request: number, client: string, value: string];
type Accepted = readonly [Ballot, Proposal] | null;

type Message =
  | RegisterMessage
  | { readonly prepare: Ballot }
  | { readonly prepared: Ballot; readonly last: Accepted }
  | { readonly accept: Ballot; readonly proposal: Proposal }
  | { readonly accepted: Ballot }
  | { readonly decided: Ballot; readonly proposal: Proposal };

type Server = {
  readonly ballot: Ballot;
  readonly proposal: Proposal | null;
  readonly prepares: { readonly [server: string]: Accepted };
  readonly accepts: readonly string[];
  readonly accepted: Accepted;
  readonly isDecided: boolean;
};

const majority = 2;

function server(name: string, number: number, servers: readonly string[]): Component {
  const broadcast = (message: Message): Send[] => servers.filter((peer) => peer !== name).map((to) => ({ to, message }));
  return atomic<Server, Message>({
    name,
    initial: { ballot: [0, 0], proposal: null, prepares: {}, accepts: [], accepted: null, isDecided: false },
    receive(state, message, from) {
      if (state.isDecided) {
        return 'get' in message && state.accepted ? [{ state, send: [{ to: from, message: { getOk: message.get, value: state.accepted[1][2] } }] }] : [];
      }
      if ('put' in message && state.proposal === null) {
        const ballot: Ballot = [state.ballot[0] + 1, number];
        return [{ state: { ...state, proposal: [message.put, from, message.value], ballot, prepares: { [name]: state.accepted }, accepts: [] }, send: broadcast({ prepare: ballot }) }];
      }
      if ('prepare' in message && compare(state.ballot, message.prepare) < 0) {
        return [{ state: { ...state, ballot: message.prepare }, send: [{ to: from, message: { prepared: message.prepare, last: state.accepted } }] }];
      }
      if ('prepared' in message && compare(message.prepared, state.ballot) === 0) {
        const prepares = { ...state.prepares, [from]: message.last };
        if (Object.keys(prepares).length !== majority) return [{ state: { ...state, prepares } }];
        const proposal = latest(Object.values(prepares)) ?? state.proposal;
        if (proposal === null) return [];
        return [{ state: { ...state, prepares, proposal, accepted: [state.ballot, proposal], accepts: [...new Set([...state.accepts, name])].sort() }, send: broadcast({ accept: state.ballot, proposal }) }];
      }
      if ('accept' in message && compare(state.ballot, message.accept) <= 0) {
        return [{ state: { ...state, ballot: message.accept, accepted: [message.accept, message.proposal] }, send: [{ to: from, message: { accepted: message.accept } }] }];
      }
      if ('accepted' in message && compare(message.accepted, state.ballot) === 0) {
        const accepts = [...new Set([...state.accepts, from])].sort();
        if (accepts.length !== majority || state.proposal === null) return [{ state: { ...state, accepts } }];
        const [request, requester] = state.proposal;
        return [{ state: { ...state, accepts, isDecided: true }, send: [...broadcast({ decided: state.ballot, proposal: state.proposal }), { to: requester, message: { putOk: request } }] }];
      }
      if ('decided' in message) return [{ state: { ...state, ballot: message.decided, accepted: [message.decided, message.proposal], isDecided: true } }];
      return [];
    },
  });
}

function compare(a: Ballot, b: Ballot): number {
  return a[0] - b[0] || a[1] - b[1];
}

function latest(all: readonly Accepted[]): Proposal | null {
  const known = all.filter((accepted) => accepted !== null).sort(([a], [b]) => compare(b, a));
  return known[0]?.[1] ?? null;
}
