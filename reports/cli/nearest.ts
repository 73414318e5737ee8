import { UserError } from './userError.ts';

/** Names that were probably meant, best first, three at most. */
export function nearest(given: string, known: readonly string[]): readonly string[] {
  const wanted = given.toLowerCase();
  const distanceTo = (name: string): number => {
    const candidate = name.toLowerCase();
    if (wanted.length >= 3 && (candidate.includes(wanted) || wanted.includes(candidate))) return 0;
    return editDistance(wanted, candidate);
  };
  return known
    .map((name) => ({ name, distance: distanceTo(name) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(Math.max(name.length, given.length) / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Longer input is nobody's typing error. */
const longestTyped = 100;

/** An unknown name, with what was probably meant and where all of them are listed. */
export function unknownName(what: string, given: string, known: readonly string[], where: string): UserError {
  const near = given.length > longestTyped ? [] : nearest(given, known);
  const meant = near.length === 0 ? '' : ` Did you mean ${near.length === 1 ? '' : 'one of '}${near.join(', ')}?`;
  return new UserError(`There is no ${what} named ${quoted(given)}.${meant}\nAll of them: ${where}`);
}

/** A user's text inside a message: on one line and not too long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > longestTyped ? `${text.slice(0, longestTyped)}…` : text);
}

/** Damerau and Levenshtein's: insertions, deletions, substitutions, transpositions of neighbours. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= a.length; row++) {
    const current = (rows[row] = [row]);
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        isSwapped ? at(row - 2, column - 2) + 1 : Infinity,
      );
    }
  }
  return at(a.length, b.length);
}
