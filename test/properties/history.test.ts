import { describe, expect, it } from 'vitest';
import { cluster } from '../../model/cluster/cluster.ts';
import { scenario } from '../../model/scenario.ts';
import { asMutant } from '../../properties/history/bug.ts';
import { bugNamed, history, mutantNamed, propertyNamed, withBug } from '../../index.ts';

describe('the history', () => {
  it('has bugs of many kinds, by number', () => {
    expect(history.length).toBeGreaterThanOrEqual(30);
    expect(new Set(history.map(({ id }) => id)).size).toBe(history.length);
    expect(history.map(({ id }) => Number(id.slice(1)))).toEqual(history.map(({ id }) => Number(id.slice(1))).sort((a, b) => a - b));
    expect(new Set(history.map(({ violates }) => violates)).size).toBeGreaterThan(15);
    expect(bugNamed('b18')?.title).toBe('two schedulers bind one pod to two nodes');
    expect(bugNamed('B999')).toBeUndefined();
  });

  it.each(history)('$id says what went wrong, where that is known from, and which promise was broken', ({ id, title, references, mechanism, violates }) => {
    expect(id).toMatch(/^B\d+$/);
    expect(title).toMatch(/^[a-z].*[^.]$/);
    expect(mechanism).toMatch(/^[A-Z].{150,}\.$/s);
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) expect(reference).toMatch(/^(?:[\w.-]+\/)?[\w.-]+#\d+$|^pkg\/[\w/.]+\.go$/);
    expect(propertyNamed(violates)).toBeDefined();
  });

  it.each(history)('$id replaces guards that its cluster has, and that its scenario leaves as they are', (bug) => {
    const guards = Object.keys(bug.guards);
    const known = cluster(scenario(bug.scenario)).system.components.flatMap((component) => Object.keys(component.guards ?? {}).map((name) => `${component.kind ?? component.name}.${name}`));
    expect(guards.length).toBeGreaterThan(0);
    expect(known).toEqual(expect.arrayContaining(guards));
    for (const guard of guards) expect(bug.scenario.mutants?.[guard]).toBeUndefined();
    expect(withBug(bug)).toMatchObject({ name: bug.id, mutants: bug.guards });
  });

  it('takes over what is a mutant, too', () => {
    const mutant = mutantNamed('double-binding');
    expect(asMutant('double-binding')).toEqual({ scenario: mutant?.scenario, guards: { 'apiserver.podIsUnbound': true }, violates: 'no-double-binding' });
    expect(() => asMutant('double-blinding')).toThrow('there is no mutant named double-blinding');
  });
});
