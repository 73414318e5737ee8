import type { Check, Component } from './component.ts';
import { ModelError } from './errors.ts';

/** How often a guard was found true and false (before any replacement) in what was explored. */
export interface GuardCoverage {
  readonly guard: string;
  readonly description: string;
  readonly true: number;
  readonly false: number;
}

/** The named guards of a system: which there are, which are replaced, which were seen true and false. */
export class Guards {
  readonly #descriptions = new Map<string, string>();
  readonly #seen = new Map<string, { true: number; false: number }>();
  readonly #mutants: { readonly [guard: string]: boolean };

  constructor(components: readonly Component[], mutants: { readonly [guard: string]: boolean }) {
    for (const component of components) {
      for (const [name, description] of Object.entries(component.guards ?? {})) {
        this.#descriptions.set(guardName(component, name), description);
      }
    }
    for (const mutant of Object.keys(mutants)) {
      if (!this.#descriptions.has(mutant)) {
        throw new ModelError(`no component has a guard named ${mutant}`, `guards are: ${[...this.#descriptions.keys()].sort().join(', ')}`);
      }
    }
    this.#mutants = mutants;
  }

  /** The check that a component's reactions get. */
  checkFor(component: Component): Check {
    return (name, holds) => {
      const guard = guardName(component, name);
      if (!this.#descriptions.has(guard)) {
        throw new ModelError(`${component.name} checks a guard that it does not declare: ${name}`, `add ${name} to the component's guards, with what it protects`);
      }
      const seen = this.#seen.get(guard) ?? { true: 0, false: 0 };
      seen[holds ? 'true' : 'false']++;
      this.#seen.set(guard, seen);
      return this.#mutants[guard] ?? holds;
    };
  }

  coverage(): readonly GuardCoverage[] {
    return [...this.#descriptions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([guard, description]) => ({ guard, description, ...(this.#seen.get(guard) ?? { true: 0, false: 0 }) }));
  }
}

function guardName(component: Component, name: string): string {
  return `${component.kind ?? component.name}.${name}`;
}
