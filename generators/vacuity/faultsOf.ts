import { happeningsOf, type Action, type Happening, type System } from '../../model/kernel/index.ts';

/** Each fault that an action costs, once. */
export function faultsOf(action: Action, system: System): Iterable<string> {
  return new Set(happeningsOf(action).flatMap((happening) => [...faultsIn(happening, system)]));
}

function faultsIn(happening: Happening, { components, logs }: System): Iterable<string> {
  switch (happening.kind) {
    case 'reaction':
      return happening.reaction.faults ?? [];
    case 'channel fault':
      return [happening.fault];
    case 'watch broken':
      return logs?.flatMap(({ name, breakFault }) => (name === happening.log && breakFault !== undefined ? [breakFault] : [])) ?? [];
    case 'crash':
      return components.flatMap(({ name, crash }) => (name === happening.component && crash !== undefined ? [crash.fault] : []));
    case 'restart':
      return [];
  }
}
