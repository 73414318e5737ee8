/**
 * A controller of your own, put into a cluster that gives it a hard time.
 *
 * The controller makes a backup Pod for a Pod that is labelled `app: database`. It looks into its cache, and when
 * there is no backup yet it creates one. Two variants differ in one line: what the backup is called.
 */
import { describe, expect, it } from 'vitest';
import { checkRandom, cluster, controllerManager, Engine, queueKey, replay, scenario, stored, succeeded, type ClusterInvariant, type Controller, type JsonObject, type Pod } from '../../index.ts';

const isA = (app: string) => (pod: Pod): boolean => pod.metadata.labels?.['app'] === app;

function backupController(naming: { readonly name: string } | { readonly generateName: string }): Controller {
  const backup: JsonObject = { apiVersion: 'v1', kind: 'Pod', metadata: { ...naming, labels: { app: 'backup' } }, spec: { containers: [{ name: 'backup', image: 'registry.example/backup:1' }] } };
  return {
    name: 'backup',
    watches: ['pods'],
    // An event of a database puts its key into the work queue.
    onEvent: (_, { object }) => (isA('database')(object as Pod) ? [queueKey(object)] : []),
    // One worker takes a key at a time; it is called again with the reply to what it asked for.
    sync(step, _, progress) {
      if (progress !== undefined) return succeeded(progress.reply) || progress.reply.reason === 'AlreadyExists' ? { done: true } : { retry: true };
      if (step.cached<Pod>('pods', 'default').some(isA('backup'))) return { done: true };
      return { wait: null, requests: [{ tag: 'create', request: { verb: 'create', resource: 'pods', namespace: 'default', body: backup } }] };
    },
  };
}

/** What the author promises. */
const oneBackup: ClusterInvariant = {
  kind: 'invariant',
  name: 'one-backup',
  statement: 'There is never more than one backup.',
  source: 'the manual of the backup operator',
  violation(state, shape) {
    const backups = stored<Pod>(state, shape, 'pods').filter(isA('backup'));
    return backups.length > 1 ? `there are ${backups.map(({ metadata }) => metadata.name).join(' and ')}` : undefined;
  },
};

/** A user applies a database; once in a run, the reply to some request may get lost. */
const database = scenario({
  name: 'a database and its backup',
  commands: [{ verb: 'apply', object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db', labels: { app: 'database' } }, spec: { containers: [{ name: 'db', image: 'registry.example/db:1' }] } } }],
  faults: { replyLost: 1 },
});

/** The cluster of the scenario, with the operator in it. */
const withOperator = (controller: Controller) =>
  cluster(database, {
    components: ({ apiservers, warm }) => [controllerManager({ name: 'backup-operator', user: 'kubernetes-admin', apiservers, controllers: [controller], ...(warm && { warm }) })],
  });

describe('a controller that lets the API server choose the name of what it creates', () => {
  const buggy = withOperator(backupController({ generateName: 'backup-' }));

  it('creates it twice: what it does not know of is not in its cache yet', async () => {
    const result = await checkRandom(buggy, [oneBackup], { seed: 1 });

    if (result.verdict !== 'violated') throw new Error(`not found in ${result.runs} runs`);
    expect(result.counterexample.violation.explanation).toBe('there are backup-b and backup-c');
    // Shrunk to the shortest schedule that shows it, of which this is the operator's part:
    expect(result.counterexample.schedule.filter((label) => label.includes('operator'))).toEqual([
      'backup-operator ← watch pods: ADDED Pod db (Pending)',
      'backup-operator: backup reconciles default/db',
      'backup-operator → apiserver: POST pods/backup-*',
      'apiserver: mutate POST pods/backup-* of backup-operator',
      'apiserver: validate POST pods/backup-* of backup-operator',
      'replyLost: apiserver → backup-operator: 201 Pod backup-b (Pending) (queue)',
      'apiserver → backup-operator: no answer (queue)',
      'backup-operator: backup tries default/db again',
      'backup-operator: backup reconciles default/db',
      'backup-operator → apiserver: POST pods/backup-*',
      'apiserver: mutate POST pods/backup-* of backup-operator',
      'apiserver: validate POST pods/backup-* of backup-operator',
    ]);
  });

  it('can be seen again, step by step, from the schedule alone', async () => {
    const result = await checkRandom(buggy, [oneBackup], { seed: 1 });
    if (result.verdict !== 'violated') throw new Error('not found');
    const engine = new Engine(buggy.system);
    const { steps, end } = replay(engine, result.counterexample.schedule);
    expect(steps.at(-1)?.label).toBe('apiserver → etcd: txn: create pods/default/backup-c');
    expect(stored<Pod>(engine.view(end), buggy.shape, 'pods').map(({ metadata }) => metadata.name)).toEqual(['backup-b', 'backup-c', 'db']);
  });
});

describe('a controller that names what it creates after what it is for', () => {
  it('creates it once, whatever gets lost or late: the second attempt is told that it exists', async () => {
    const result = await checkRandom(withOperator(backupController({ name: 'db-backup' })), [oneBackup], { seed: 1, runs: 100 });
    expect(result.verdict).toBe('held');
  });
});
