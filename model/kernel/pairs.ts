/** What goes with pairs of names, worked out once each: to write one text of both, only to look it up, takes longer than all else. */
export function forPairs<Result>(compute: (one: string, other: string) => Result): (one: string, other: string) => Result {
  const withOne = forNames((one) => forNames((other) => compute(one, other)));
  return (one, other) => withOne(one)(other);
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
