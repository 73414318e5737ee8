import { atomic, type Component, type Send, type System, type Way } from '../../index.ts';
import { nothingYet, register, serverNames, type RegisterMessage } from './register.ts';

/**
 * A register kept by a majority of servers (Attiya, Bar-Noy and Dolev, "Sharing Memory Robustly in Message-Passing
 * Systems", 1995), as in Stateright's linearizable-register: whoever serves a request asks a majority for the newest
 * version, then has a majority record what it puts or read.
 */
export function sharedRegister({ servers, clients }: { readonly servers: number; readonly clients: number }): System {
  const names = serverNames(servers);
  return register(names, (name, number) => server(name, number, names), clients);
}

type Stamp = readonly [writes: number, server: number];
type Version = { readonly stamp: Stamp; readonly value: string };

type Message =
  | RegisterMessage
  | { readonly query: number }
  | { readonly newest: number; readonly version: Version }
  | { readonly record: number; readonly version: Version }
  | { readonly recorded: number };

type Serving =
  | { readonly phase: 'query'; readonly request: number; readonly client: string; readonly write: string | null; readonly answers: { readonly [server: string]: Version } }
  | { readonly phase: 'record'; readonly request: number; readonly client: string; readonly read: string | null; readonly by: readonly string[] };

type Server = { readonly version: Version; readonly serving: Serving | null };

function server(name: string, number: number, names: readonly string[]): Component {
  const majority = (names.length >> 1) + 1;
  const broadcast = (message: Message): readonly Send[] => names.filter((peer) => peer !== name).map((to) => ({ to, message }));

  const query = (state: Server, client: string, request: number, write: string | null): readonly Way<Server>[] =>
    state.serving === null ? [{ state: { ...state, serving: { phase: 'query', request, client, write, answers: { [name]: state.version } } }, send: broadcast({ query: request }) }] : [];

  const collect = ({ version, serving }: Server, from: string, request: number, answer: Version): readonly Way<Server>[] => {
    if (serving?.phase !== 'query' || serving.request !== request) return [];
    const answers = { ...serving.answers, [from]: answer };
    if (Object.keys(answers).length < majority) return [{ state: { version, serving: { ...serving, answers } } }];
    const { client, write } = serving;
    const newest = Object.values(answers).reduce(newer);
    const chosen: Version = write === null ? newest : { stamp: [newest.stamp[0] + 1, number], value: write };
    const recording: Serving = { phase: 'record', request, client, read: write === null ? newest.value : null, by: [name] };
    return [{ state: { version: newer(version, chosen), serving: recording }, send: broadcast({ record: request, version: chosen }) }];
  };

  const complete = ({ version, serving }: Server, from: string, request: number): readonly Way<Server>[] => {
    if (serving?.phase !== 'record' || serving.request !== request || serving.by.includes(from)) return [];
    const by = [...serving.by, from].sort();
    if (by.length < majority) return [{ state: { version, serving: { ...serving, by } } }];
    const message: Message = serving.read === null ? { putOk: request } : { getOk: request, value: serving.read };
    return [{ state: { version, serving: null }, send: [{ to: serving.client, message }] }];
  };

  return atomic<Server, Message>({
    name,
    initial: { version: { stamp: [0, number], value: nothingYet }, serving: null },
    receive(state, message, from) {
      if ('put' in message) return query(state, from, message.put, message.value);
      if ('get' in message) return query(state, from, message.get, null);
      if ('query' in message) return [{ state, send: [{ to: from, message: { newest: message.query, version: state.version } }] }];
      if ('newest' in message) return collect(state, from, message.newest, message.version);
      if ('record' in message) return [{ state: { ...state, version: newer(state.version, message.version) }, send: [{ to: from, message: { recorded: message.record } }] }];
      return 'recorded' in message ? complete(state, from, message.recorded) : [];
    },
  });
}

/** The one with the later stamp; the first, when they are equal. */
function newer(a: Version, b: Version): Version {
  return (b.stamp[0] - a.stamp[0] || b.stamp[1] - a.stamp[1]) > 0 ? b : a;
}
