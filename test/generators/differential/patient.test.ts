import { describe, expect, it } from 'vitest';
import { patient } from '../../../generators/differential/patient.ts';
import { scenario, type ScenarioCommand } from '../../../model/scenario.ts';

const create = (name: string, namespace?: string): ScenarioCommand => ({ verb: 'create', object: { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...(namespace !== undefined && { namespace }) } } });
const remove = (resource: string, name: string): ScenarioCommand => ({ verb: 'delete', resource, name });
const waits = (...commands: readonly ScenarioCommand[]) => {
  const { commands: now, timing } = patient(scenario({ name: 'mine', commands: [...commands] }));
  return { waits: now.map(({ whenQuiet }) => whenQuiet === true), timing };
};

describe('a patient user', () => {
  it('does not wait between different objects', () => {
    expect(waits(create('a'), create('b'), remove('pods', 'c'))).toEqual({ waits: [false, false, false], timing: 'adversarial' });
  });
  it('waits before he touches an object again', () => {
    expect(waits(create('a'), create('b'), remove('pods', 'a'), create('a', 'default'))).toEqual({ waits: [false, false, true, true], timing: 'calm' });
  });
  it('waits before he creates something in a namespace that he has touched', () => {
    expect(waits(remove('namespaces', 'shop'), create('a', 'shop'), create('a'))).toEqual({ waits: [false, true, false], timing: 'calm' });
  });
  it('waits where the scenario says so', () => {
    expect(waits({ ...create('a'), whenQuiet: true })).toEqual({ waits: [true], timing: 'calm' });
  });
});
