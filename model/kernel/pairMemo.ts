/** A memo for pairs of integers. Both are kept apart, so that no range can overflow into the other. */
export class PairMemo<Result> {
  readonly #memo = new Map<number, Map<number, Result>>();

  get(first: number, second: number, compute: () => Result): Result {
    let row = this.#memo.get(first);
    if (row === undefined) this.#memo.set(first, (row = new Map<number, Result>()));
    let result = row.get(second);
    if (result === undefined) row.set(second, (result = compute()));
    return result;
  }
}
