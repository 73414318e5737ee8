import type { CheckReport, RegressionReport } from '../cli/check/report.ts';
import { count } from './text.ts';

/** More names than these are only counted; --json has them all. */
export const fewNames = 5;

/** What a verdict does not rest on, at most two facts: promises about what never came up, and what could have happened and did not. */
export function vacuityFacts({ statistics }: Pick<Exclude<CheckReport, RegressionReport>, 'statistics'>): readonly (readonly [label: string, text: string])[] {
  const { never = [], notKnown = [] } = statistics.premises ?? {};
  const actions = 'never' in statistics ? statistics.never.actions : [];
  const faults = 'never' in statistics ? statistics.never.faults : (statistics.neverStruck ?? []);
  const silent = notKnown.length === 0 ? [] : [`${named(notKnown, 'property', 'properties')}: not known, ${notKnown.length === 1 ? 'it does' : 'they do'} not say`];
  return [
    ...fact('vacuous', [...(never.length === 0 ? [] : [`${named(never, 'property', 'properties')}: nothing came up that ${never.length === 1 ? 'it promises' : 'they promise'} about`]), ...silent]),
    ...fact('never', [...(faults.length === 0 ? [] : [`struck: ${named(faults, 'fault')}`]), ...(actions.length === 0 ? [] : [`taken, though possible: ${named(actions, 'kind of actions', 'kinds of actions')}`])]),
  ];
}

function fact(label: string, texts: readonly string[]): readonly (readonly [string, string])[] {
  return texts.length === 0 ? [] : [[label, texts.join('; ')]];
}

function named(names: readonly string[], one: string, many?: string): string {
  return names.length <= fewNames ? names.join(', ') : `${count(names.length, one, many)} (--json names them)`;
}
