import type { Action, System } from '../../model/kernel/index.ts';

/** Each fault that an action costs, once. */
export function faultsOf({ happening, component }: Action, { components, logs }: System): Iterable<string> {
  switch (happening.kind) {
    case 'reaction':
      return new Set(happening.reaction.faults);
    case 'channel fault':
      return [happening.fault];
    case 'watch broken':
      return logs?.flatMap(({ name, breakFault }) => (name === happening.log && breakFault !== undefined ? [breakFault] : [])) ?? [];
    case 'crash':
      return components.flatMap(({ name, crash }) => (name === component && crash !== undefined ? [crash.fault] : []));
    case 'restart':
      return [];
  }
}
