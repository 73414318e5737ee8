import type { Action, ActionStep } from './action.ts';
import type { Change } from './change.ts';

/** Makes all actions of an engine, numbered in turn and of one shape: a search, which looks at many, finds everything at the same place. */
export class Actions {
  /** How many it has made. */
  count = 0;

  make({ label, kind, component, happening }: ActionStep, costs: readonly number[], changes: readonly Change[], steps?: readonly ActionStep[]): Action {
    return { number: this.count++, label, kind, component, happening, costs, changes, steps };
  }
}
