/**
 * An operator of your own with two replicas, of which one leads, checked by matchers: a failing test says what was promised, what happened step
 * by step, and how to see it again.
 *
 * The operator makes a backup Pod for a Pod that is labelled `app: database`. It remembers what it has created, so that a stale cache does not
 * make it do so twice; that is enough as long as there is one of it. But leader election does not guarantee that there is: a leader that was slow
 * is deposed while its request is under way, and the next one knows nothing of that request. Nothing fences it (client-go tools/leaderelection:
 * "This implementation does not guarantee that only one client is acting as a leader (a.k.a. fencing)").
 */
import { describe, expect, it } from 'vitest';
import { cluster, controllerManager, queueKey, scenario, splitKey, stored, succeeded, type ClusterInvariant, type Controller, type JsonObject, type Pod } from '../../index.ts';
// In a project of your own: import { podproofMatchers } from 'podproof/vitest';
import { podproofMatchers } from '../../reports/testing/vitest.ts';

// Or once for all tests, in a file of `setupFiles`.
expect.extend(podproofMatchers);

const isA = (app: string) => (pod: Pod): boolean => pod.metadata.labels?.['app'] === app;

/** What the backup of a database is called: two variants of one operator. */
type Naming = (database: string) => JsonObject;
const asTheServerLikes: Naming = () => ({ generateName: 'backup-' });
const afterItsDatabase: Naming = (database) => ({ name: `${database}-backup` });

function backupController(naming: Naming): Controller {
  return {
    name: 'backup',
    watches: ['pods'],
    onEvent: (_, { object }) => (isA('database')(object as Pod) ? [queueKey(object)] : []),
    sync(step, key, progress) {
      if (progress !== undefined) return succeeded(progress.reply) || progress.reply.reason === 'AlreadyExists' ? { done: true } : { retry: true };
      // In the memory of the process: a leader that is deposed forgets it.
      if (step.own(key) !== undefined || step.cached<Pod>('pods', 'default').some(isA('backup'))) return { done: true };
      step.setOwn(key, 'created');
      const body: JsonObject = { apiVersion: 'v1', kind: 'Pod', metadata: { ...naming(splitKey(key).name), labels: { app: 'backup' } }, spec: { containers: [{ name: 'backup', image: 'registry.example/backup:1' }] } };
      return { wait: null, requests: [{ tag: 'create', request: { verb: 'create', resource: 'pods', namespace: 'default', body } }] };
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

/** A user applies a database; once in a run, a follower may take the lease of a leader that is merely slow. */
const database = scenario({
  name: 'a database and its backup',
  commands: [{ verb: 'apply', object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db', labels: { app: 'database' } }, spec: { containers: [{ name: 'db', image: 'registry.example/db:1' }] } } }],
  faults: { leaderOverlap: 1 },
});

/** The cluster of the scenario, with so many replicas of the operator in it, which elect a leader. */
const withOperator = (naming: Naming, replicas: readonly string[], faults = database.faults) =>
  cluster({ ...database, faults }, {
    components: ({ apiservers, warm }) =>
      replicas.map((name) =>
        controllerManager({
          name,
          user: 'kubernetes-admin',
          apiservers,
          controllers: [backupController(naming)],
          election: { lease: 'backup-operator' },
          observers: replicas.filter((other) => other !== name),
          ...(warm && { warm }),
        }),
      ),
  });

describe('an operator that remembers what it has created', () => {
  it('creates one backup as long as it is alone', async () => {
    await expect(withOperator(asTheServerLikes, ['operator-a'])).toHoldInEveryRun([oneBackup], { seed: 1, runs: 50 });
  });

  it('creates two when a follower takes over while a request of the deposed leader is under way', async () => {
    const failing = expect(withOperator(asTheServerLikes, ['operator-a', 'operator-b'])).toHoldInEveryRun([oneBackup], { seed: 1, runs: 1000 });

    const message = await failing.then(() => 'it passed', ({ message: text }: Error) => text);
    expect(message).toMatch(/^one-backup is violated\n {2}Promised: There is never more than one backup\.\n {2}Happened: there are backup-b and backup-c\n/);
    // The follower takes the lease of a leader that is alive, and each of them has a request under way:
    expect(message).toMatch(/\n +\d+ {2}operator-[ab]: acquires the lease of another one \[leaderOverlap\] {2}\(for \d+\)\n/);
    expect(message).toMatch(/\n +\d+ {2}operator-a → apiserver: POST pods\/backup-\* {2}\(for \d+\)\n/);
    expect(message).toMatch(/\n +\d+ {2}operator-b → apiserver: POST pods\/backup-\* {2}\(for \d+\)\n/);
    expect(message).toMatch(/\n✘ \d+ {2}apiserver → etcd: txn: create pods\/default\/backup-c\n/);
    expect(message).toMatch(/Exactly this run again: \{ seed: 1, path: '[\d:]+' \}/);
    expect(message).toMatch(/```mermaid\nsequenceDiagram\n {2}%% Promised: There is never more than one backup\.\n/);
  });
});

describe('an operator that names a backup after its database', () => {
  it('creates one, whoever leads and whoever crashes: the second attempt is told that it exists', async () => {
    await expect(withOperator(afterItsDatabase, ['operator-a', 'operator-b'], { leaderOverlap: 1, crash: 1 })).toHoldInEveryRun([oneBackup], { seed: 1, runs: 50 });
  });
});
