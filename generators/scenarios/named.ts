import { scenario, type Scenario, type ScenarioInput } from '../../model/scenario.ts';

/** A scenario with a name that people can type. */
export interface NamedScenario {
  readonly name: string;
  /** One line: what is there, what happens, what is interesting about it. */
  readonly description: string;
  readonly scenario: Scenario;
}

/** Faults that every cluster meets sooner or later, few enough to keep runs short. */
export const ordinaryFaults = { crash: 1, requestLost: 1, replyLost: 1, watchBroken: 1 } as const;

export function named(name: string, description: string, rest: Omit<ScenarioInput, 'name' | 'description'>): NamedScenario {
  return { name, description, scenario: scenario({ nodes: 2, faults: ordinaryFaults, ...rest, name, description }) };
}
