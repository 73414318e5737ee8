import { atomic, duplicating, type Component, type Json, type System } from '../../index.ts';

/**
 * Two-phase commit as Gray and Lamport specify it ("Consensus on Transaction Commit", TwoPhase.tla): a message,
 * once sent, stays receivable for ever, so the channels are duplicating.
 */
export function twoPhaseCommit(resourceManagers: number): System {
  const names = Array.from({ length: resourceManagers }, (_, index) => `rm${index}`);
  return {
    components: [...names.map(resourceManager), transactionManager(names)],
    channel: () => duplicating,
    symmetry: { sets: [{ of: 'resource managers', members: names.map((name) => [name]) }], rename: (value, renamed) => (isTransaction(value) ? { ...value, prepared: value.prepared.map((name) => renamed.get(name) ?? name).sort() } : value) },
  };
}

/** The only value that names resource managers. */
function isTransaction(value: Json): value is Transaction & { readonly [key: string]: boolean | readonly string[] } {
  return typeof value === 'object' && value !== null && 'prepared' in value;
}

type Phase = 'working' | 'prepared' | 'committed' | 'aborted';
type Decision = 'commit' | 'abort';

function resourceManager(name: string): Component {
  return atomic<Phase, Decision>({
    name,
    initial: 'working',
    internal: {
      prepare: (phase) => (phase === 'working' ? [{ state: 'prepared', send: [{ to: 'tm', message: 'prepared' }] }] : []),
      'choose to abort': (phase) => (phase === 'working' ? [{ state: 'aborted' }] : []),
    },
    receive: (_, decision) => [{ state: decision === 'commit' ? 'committed' : 'aborted' }],
  });
}

interface Transaction {
  readonly decided: boolean;
  readonly prepared: readonly string[];
}

function transactionManager(names: readonly string[]): Component {
  const announce = (decision: Decision) => names.map((to) => ({ to, message: decision }));
  return atomic<Transaction & { readonly [key: string]: boolean | readonly string[] }, 'prepared'>({
    name: 'tm',
    initial: { decided: false, prepared: [] },
    receive: (transaction, _, from) => (transaction.decided ? [] : [{ state: { ...transaction, prepared: [...new Set([...transaction.prepared, from])].sort() } }]),
    internal: {
      commit: (transaction) => (!transaction.decided && transaction.prepared.length === names.length ? [{ state: { ...transaction, decided: true }, send: announce('commit') }] : []),
      abort: (transaction) => (transaction.decided ? [] : [{ state: { ...transaction, decided: true }, send: announce('abort') }]),
    },
  });
}
