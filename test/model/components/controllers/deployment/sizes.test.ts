import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newReplicas, resolveLimits, shareOut, shrinkOld, total, type Limits, type Size } from '../../../../../model/components/controllers/deployment/sizes.ts';

const truth = (_: string, holds: boolean): boolean => holds;

const limits = fc.record({ replicas: fc.nat(20), surge: fc.oneof(fc.nat(5), fc.nat(100).map((percent) => `${percent}%`)), unavailable: fc.oneof(fc.nat(5), fc.nat(100).map((percent) => `${percent}%`)) });

/** A ReplicaSet is available at most as far as it is large. */
const size = (name: string) => fc.tuple(fc.nat(20), fc.nat(20)).map(([replicas, available]): Size => ({ name, replicas, available: Math.min(replicas, available) }));
const old = fc.tuple(size('a'), size('b'), size('c'));

test('percentages: surge rounds up, unavailability down; both zero would not move', () => {
  expect(resolveLimits(10, '25%', '25%', truth)).toEqual({ replicas: 10, maxSurge: 3, maxUnavailable: 2 });
  expect(resolveLimits(3, '25%', '25%', truth)).toEqual({ replicas: 3, maxSurge: 1, maxUnavailable: 0 });
  expect(resolveLimits(3, 0, '25%', truth)).toEqual({ replicas: 3, maxSurge: 0, maxUnavailable: 1 });
});

test('scaling up never takes the sum of all replicas above replicas + maxSurge', () => {
  fc.assert(
    fc.property(limits, old, size('new'), ({ replicas, surge, unavailable }, others, fresh) => {
      const resolved = resolveLimits(replicas, surge, unavailable, truth);
      const before = total([...others, fresh]);
      const after = total(others) + newReplicas(resolved, [...others, fresh], fresh, truth);
      expect(after).toBeLessThanOrEqual(Math.max(before, replicas + resolved.maxSurge));
    }),
  );
});

test('scaling old ones down keeps replicas - maxUnavailable available, if they are, and loses nothing twice', () => {
  fc.assert(
    fc.property(limits, old, size('new'), ({ replicas, surge, unavailable }, others, fresh) => {
      const resolved = resolveLimits(replicas, surge, unavailable, truth);
      const small = { ...fresh, replicas: Math.min(fresh.replicas, replicas), available: Math.min(fresh.available, replicas) };
      const left = new Map(others.map(({ name, replicas: its }) => [name, its]));
      for (const { name, replicas: to } of shrinkOld(resolved, others, small, truth)) {
        expect(to).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThan(left.get(name) ?? 0);
        left.set(name, to);
      }
      const available = (sizes: readonly Size[]): number => sizes.reduce((sum, its) => sum + its.available, 0);
      const after = available(others.map((its) => ({ ...its, available: Math.min(its.available, left.get(its.name) ?? 0) })));
      const least = Math.min(replicas - resolved.maxUnavailable, available(others) + small.available);
      expect(after + small.available).toBeGreaterThanOrEqual(least);
    }),
  );
});

test('a rollout step by step ends with the new ReplicaSet alone', () => {
  fc.assert(
    fc.property(limits, ({ replicas, surge, unavailable }) => {
      const resolved = resolveLimits(replicas, surge, unavailable, truth);
      let oldOne: Size = { name: 'old', replicas, available: replicas };
      let fresh: Size = { name: 'new', replicas: 0, available: 0 };
      for (let steps = 0; steps < 100 && (oldOne.replicas > 0 || fresh.replicas < replicas); steps++) {
        const grown = newReplicas(resolved, [oldOne, fresh], fresh, truth);
        if (grown !== fresh.replicas) fresh = { ...fresh, replicas: grown, available: grown };
        else for (const { replicas: to } of shrinkOld(resolved, [oldOne], fresh, truth)) oldOne = { ...oldOne, replicas: to, available: to };
        expect(oldOne.replicas + fresh.replicas).toBeLessThanOrEqual(replicas + resolved.maxSurge);
      }
      expect([oldOne.replicas, fresh.replicas]).toEqual([0, replicas]);
    }),
  );
});

test('sharing a new size out gives every replica away', () => {
  fc.assert(
    fc.property(limits, old, ({ replicas, surge, unavailable }, active) => {
      const resolved: Limits = resolveLimits(replicas, surge, unavailable, truth);
      const shares = shareOut(resolved, active.filter((its) => its.replicas > 0), total(active));
      if (shares.length === 0) return;
      expect(shares.reduce((sum, share) => sum + share.replicas, 0)).toBe(replicas === 0 ? 0 : replicas + resolved.maxSurge);
    }),
  );
});
