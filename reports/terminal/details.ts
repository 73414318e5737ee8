import type { ActionCounts } from '../../generators/exhaustive/actionCounts.ts';
import type { ExhaustiveStatistics } from '../../generators/exhaustive/result.ts';
import type { GuardCoverage } from '../../model/kernel/index.ts';
import { number, percent, table, width } from './text.ts';

/** All that was counted, for who asks for it: actions by kind, by fault and by component, and guards by what they answered. */
export function detailLines(statistics: ExhaustiveStatistics, actions: ActionCounts): readonly string[] {
  const { localSteps, computedReactions, guards } = statistics;
  const computed = Object.values(computedReactions).reduce((sum, each) => sum + each, 0);
  const facts = [
    ['actions', listed(actions.kinds)],
    ...faultFacts(actions),
    ['local steps', `${number(localSteps)} different; ${number(computed)} reactions computed, all others remembered`],
    ...guardFacts(guards),
  ];
  return [...table(facts, width - 2), '', ...componentTable(statistics, actions)];
}

function faultFacts({ faults }: ActionCounts): readonly (readonly string[])[] {
  const never = Object.keys(faults).filter((fault) => faults[fault] === 0);
  const struck = Object.fromEntries(Object.entries(faults).filter(([, count]) => count > 0));
  return [...named('faults', Object.keys(struck).length === 0 ? [] : [listed(struck)]), ...named('no chance', never)];
}

function guardFacts(guards: readonly GuardCoverage[]): readonly (readonly string[])[] {
  const names = (those: (guard: GuardCoverage) => boolean): readonly string[] => guards.filter(those).map(({ guard }) => guard);
  return [
    ...named('only true', names((guard) => guard.true > 0 && guard.false === 0)),
    ...named('only false', names((guard) => guard.true === 0 && guard.false > 0)),
    ...named('never asked', names((guard) => guard.true + guard.false === 0)),
  ];
}

function named(what: string, names: readonly string[]): readonly (readonly string[])[] {
  return names.length === 0 ? [] : [[what, names.join(', ')]];
}

/** `deliver 1,204, internal 96`. */
function listed(counts: { readonly [name: string]: number }): string {
  return Object.entries(counts).map(([name, count]) => `${name} ${number(count)}`).join(', ');
}

/** A line for each component, the busiest first. */
function componentTable({ localStates, computedReactions }: ExhaustiveStatistics, { components }: ActionCounts): readonly string[] {
  const rows = Object.entries(components)
    .sort(([, one], [, other]) => other - one)
    .map(([name, transitions]) => {
      const computed = computedReactions[name] ?? 0;
      return [name, number(transitions), number(computed), transitions === 0 ? '' : percent(Math.max(0, 1 - computed / transitions)), number(localStates[name] ?? 0)];
    });
  return table(rightAligned([['component', 'transitions', 'computed', 'remembered', 'local states'], ...rows]));
}

/** All columns but the first. */
function rightAligned(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell : cell.padStart(widths[column] ?? 0))));
}
