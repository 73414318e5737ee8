import { count } from './text.ts';

/** How long a counterexample was when it was found, and how long it is. */
export function foundWith({ length, foundLength, isShortest = false }: { readonly length: number; readonly foundLength: number; readonly isShortest?: boolean }): string {
  const shortened = length < foundLength ? `, shortened to ${length}${isShortest ? ' (nothing shorter shows it)' : ''}` : '';
  return `Found with ${count(foundLength, 'step')}${shortened}`;
}

/** Of what was found before and is still there, whether its run is. */
export function changedRun(isSameRun: boolean): string {
  return isSameRun ? '' : '; not all of its steps are possible any more, and without those it shows all the same';
}

/** What the last steps of a counterexample to liveness are for. */
export function endingLines({ completionLength, circleLength }: { readonly completionLength: number; readonly circleLength?: number }): readonly string[] {
  return [
    ...(completionLength === 0 ? [] : [`The last ${count(completionLength, 'step')} only let everything run to its end, without faults: only then can it be said that something is missing`]),
    ...(circleLength === undefined ? [] : [`The last ${circleLength === 1 ? 'step' : count(circleLength, 'step')} may come again and again for ever`]),
  ];
}
