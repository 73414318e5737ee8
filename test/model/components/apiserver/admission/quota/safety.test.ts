import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuotaResolution, QuotaTurn, QuotaWrite } from '../../../../../../model/components/apiserver/admission/index.ts';
import { addQuantities, compareQuantities, type ResourceQuota } from '../../../../../../model/objects/index.ts';
import { Evaluation, podOf, quota, withVersion } from './support.ts';

/** Two API servers that charge the same quota, and the etcd between them. */
class TwoServers {
  stored: ResourceQuota = quota('memory', { 'requests.memory': '1Gi' });
  readonly accepted: number[] = [];
  readonly resolved: string[] = [];
  private readonly itsServers = [new Evaluation([this.stored]), new Evaluation([this.stored])];
  private readonly itsWrites: (QuotaWrite | undefined)[] = [];

  submit(server: number, mebibytes: number, id: string): void {
    this.take(server, this.server(server).submit(id, { object: podOf(id, { memory: `${mebibytes}Mi` }) }));
  }

  /** Etcd compares and swaps, and the server hears of it. */
  write(server: number): void {
    const write = this.itsWrites[server];
    if (write === undefined) return;
    this.itsWrites[server] = undefined;
    const { resourceVersion = '0' } = this.stored.metadata;
    if (write.expect !== resourceVersion) return this.take(server, this.server(server).conflict(this.stored));
    this.stored = withVersion(write.put as ResourceQuota, String(Number(resourceVersion) + 1));
    this.take(server, this.server(server).written({ succeeded: true, object: this.stored }));
  }

  /** The server's cache catches up. */
  refresh(server: number): void {
    this.server(server).cache = [this.stored];
  }

  isBusy(server: number): boolean {
    return this.itsWrites[server] !== undefined;
  }

  private take(server: number, turn: QuotaTurn): void {
    if (turn.write) this.itsWrites[server] = turn.write;
    for (const { id, rejection } of turn.resolved satisfies readonly QuotaResolution[]) {
      this.resolved.push(id);
      if (!rejection) this.accepted.push(Number(id.split('-')[1]));
    }
  }

  private server(index: number): Evaluation {
    const server = this.itsServers[index];
    if (server === undefined) throw new Error(`no server ${index}`);
    return server;
  }
}

const server = fc.nat(1);
const command = fc.oneof(
  fc.record({ what: fc.constant('submit' as const), server, mebibytes: fc.integer({ min: 1, max: 700 }) }),
  fc.record({ what: fc.constantFrom('write' as const, 'refresh' as const), server }),
);

describe('whatever two API servers do at once', () => {
  it('no more is used than the quota allows, as much is charged as is accepted, and everybody is answered once', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30, size: 'max' }), (commands) => {
        const cluster = new TwoServers();
        const submitted: string[] = [];
        for (const [index, next] of commands.entries()) {
          if (next.what === 'submit') {
            const id = `pod${index}-${next.mebibytes}`;
            submitted.push(id);
            cluster.submit(next.server, next.mebibytes, id);
          } else cluster[next.what](next.server);
        }
        while (cluster.isBusy(0) || cluster.isBusy(1)) {
          cluster.write(0);
          cluster.write(1);
        }
        const used = cluster.stored.status?.used?.['requests.memory'] ?? '0';
        expect(compareQuantities(used, '1Gi')).toBeLessThanOrEqual(0);
        expect(used).toBe(addQuantities(`${cluster.accepted.reduce((sum, each) => sum + each, 0)}Mi`, '0'));
        expect(cluster.resolved.toSorted()).toEqual(submitted.toSorted());
      }),
      { numRuns: 300 },
    );
  });
});
