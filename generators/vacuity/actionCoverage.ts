import type { Action, System } from '../../model/kernel/index.ts';
import { faultsOf } from './faultsOf.ts';

/** What could have happened in the runs that were tried, and never did. */
export interface NeverTaken {
  /** Kinds of actions that were possible at some time: a component and what it takes, such as `kubelet: message from runtime`. */
  readonly actions: readonly string[];
  /** Faults that the budget has and that struck nowhere. */
  readonly faults: readonly string[];
}

/** Remembers which actions were possible and which were taken: by the numbers that their engine has given them. */
export class ActionCoverage {
  readonly #possible: (Action | undefined)[] = [];
  readonly #taken = new Set<number>();

  offer(enabled: readonly Action[]): void {
    for (let index = 0; index < enabled.length; index++) {
      const action = enabled[index] as Action;
      this.#possible[action.number] = action;
    }
  }

  take({ number }: Action): void {
    this.#taken.add(number);
  }

  /** Different actions taken. */
  get taken(): number {
    return this.#taken.size;
  }

  never(system: System): NeverTaken {
    const possible = this.#possible.filter((action) => action !== undefined);
    const taken = possible.filter(({ number }) => this.#taken.has(number));
    const kinds = new Map(system.components.map(({ name, kind = name }) => [name, kind] as const));
    const kindsOf = (actions: readonly Action[]): readonly string[] => actions.flatMap((action) => kindOf(action, kinds) ?? []);
    const known = new Set(kindsOf(taken));
    const struck = new Set(taken.flatMap((action) => [...faultsOf(action, system)]));
    return {
      actions: [...new Set(kindsOf(possible))].filter((kind) => !known.has(kind)).sort(),
      faults: Object.entries(system.faults ?? {}).flatMap(([fault, budget]) => (budget === 0 || struck.has(fault) ? [] : [fault])),
    };
  }
}

/** Who acts, and on what kind of input; faults are told by their own names. */
function kindOf({ kind, component, happening }: Action, kinds: ReadonlyMap<string, string>): string | undefined {
  const of = (name: string): string => kinds.get(name) ?? name;
  if (happening.kind === 'restart') return `${of(component)}: restart`;
  if (kind === 'fault' || happening.kind !== 'reaction') return undefined;
  const { input } = happening;
  switch (input.kind) {
    case 'message':
      return `${of(component)}: message from ${of(input.from)}`;
    case 'internal':
      return `${of(component)}: ${kind === 'timer' ? 'timer' : 'own work'}`;
    case 'entry':
      return `${of(component)}: change of ${input.log}`;
    case 'broken':
      return `${of(component)}: broken watch of ${input.log}`;
    case 'silence':
      return `${of(component)}: silence of ${of(input.of)}`;
  }
}
