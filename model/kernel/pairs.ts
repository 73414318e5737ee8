/** What goes with pairs of names, worked out once each: to write one text of both, only to look it up, takes longer than all else. */
export function forPairs<Result>(compute: (one: string, other: string) => Result): (one: string, other: string) => Result {
  const known = new Map<string, Map<string, Result>>();
  return (one, other) => {
    let withOne = known.get(one);
    if (withOne === undefined) known.set(one, (withOne = new Map<string, Result>()));
    let result = withOne.get(other);
    if (result === undefined) withOne.set(other, (result = compute(one, other)));
    return result;
  };
}

/** The same for single names. */
export function forNames<Result>(compute: (name: string) => Result): (name: string) => Result {
  const known = new Map<string, Result>();
  return (name) => {
    let result = known.get(name);
    if (result === undefined) known.set(name, (result = compute(name)));
    return result;
  };
}
