import { reactions, type Component, type Step, type System } from '../../index.ts';

/**
 * Paxos with messages that are never taken away (Lamport, "How to Win a Turing Award"; TLA+ Examples, MCPaxosTiny.tla):
 * three acceptors, two values, two ballots. One component: a ballot's part holds what its leader has sent, an
 * acceptor's part what it has promised and voted, so that each of the specification's messages is in one of them.
 */
export function synod(): System {
  const all: Component = {
    name: 'synod',
    initial: {
      ...Object.fromEntries(ballots.map((ballot) => [`ballot${ballot}`, { isStarted: false, proposal: null } satisfies Leader])),
      ...Object.fromEntries(acceptors.map((acceptor) => [acceptor, { latest: -1, promises: {}, votes: {} } satisfies Acceptor])),
    },
    internals(_, part) {
      const inputs: readonly Action[] = part.startsWith('ballot') ? leads(Number(part.slice('ballot'.length))) : ballots.flatMap((ballot) => [{ phase: '1b', ballot, acceptor: part }, { phase: '2b', ballot, acceptor: part }]);
      return inputs.map((input) => ({ label: Object.values(input).join(' '), input }));
    },
    react: (view, input, check) => reactions(view, check, (step) => (input.kind === 'internal' ? take(step, input.input as Action) : step.impossible())),
  };
  return { components: [all] };
}

type Leader = { readonly isStarted: boolean; readonly proposal: string | null };
type Vote = { readonly ballot: number; readonly value: string };
type Acceptor = { readonly latest: number; readonly promises: { readonly [ballot: number]: Vote | null }; readonly votes: { readonly [ballot: number]: string } };

type Action =
  | { readonly phase: '1a'; readonly ballot: number }
  | { readonly phase: '2a'; readonly ballot: number; readonly value: string; readonly quorum: readonly string[] }
  | { readonly phase: '1b' | '2b'; readonly ballot: number; readonly acceptor: string };

const ballots = [0, 1];
const values = ['v1', 'v2'];
const acceptors = ['a1', 'a2', 'a3'];
const quorums = acceptors.map((left) => acceptors.filter((acceptor) => acceptor !== left));

const leads = (ballot: number): readonly Action[] => [{ phase: '1a', ballot }, ...values.flatMap((value) => quorums.map((quorum): Action => ({ phase: '2a', ballot, value, quorum })))];

function take(step: Step, action: Action): void {
  const { ballot } = action;
  const leader = step.get(`ballot${ballot}`) as Leader;
  if (action.phase === '1a') return step.set(`ballot${ballot}`, { ...leader, isStarted: true });
  if (action.phase === '2a') {
    const reasons = leader.proposal === null ? witnesses(step, action.quorum, ballot, action.value) : [];
    if (reasons.length === 0) return step.impossible();
    step.choose(reasons);
    return step.set(`ballot${ballot}`, { ...leader, proposal: action.value });
  }
  const acceptor = step.get(action.acceptor) as Acceptor;
  if (action.phase === '1b') {
    if (!leader.isStarted || ballot <= acceptor.latest) step.impossible();
    return step.set(action.acceptor, { ...acceptor, latest: ballot, promises: { ...acceptor.promises, [ballot]: lastVote(acceptor) } });
  }
  if (leader.proposal === null || ballot < acceptor.latest) return step.impossible();
  step.set(action.acceptor, { ...acceptor, latest: ballot, votes: { ...acceptor.votes, [ballot]: leader.proposal } });
}

/**
 * Why the value is safe: all of the quorum have promised, and nobody told of a vote, or the latest vote that somebody
 * told of was for it. Each who did is a way of its own, as TLC counts.
 */
function witnesses(step: Step, quorum: readonly string[], ballot: number, value: string): readonly string[] {
  const promises = quorum.map((name) => ({ name, vote: (step.get(name) as Acceptor).promises[ballot] }));
  if (promises.some(({ vote }) => vote === undefined)) return [];
  const latest = Math.max(...promises.map(({ vote }) => vote?.ballot ?? -1));
  return latest < 0 ? ['nobody voted'] : promises.filter(({ vote }) => vote?.ballot === latest && vote.value === value).map(({ name }) => name);
}

function lastVote({ votes }: Acceptor): Vote | null {
  const ballot = Math.max(...Object.keys(votes).map(Number));
  const value = votes[ballot];
  return value === undefined ? null : { ballot, value };
}
