type Numbers = Int32Array | Uint16Array | Uint8Array;

/** The same numbers with room for more, which are 0 or what is said. */
export function longer<Kind extends Numbers>(numbers: Kind, length: number, rest = 0): Kind {
  const more = new (numbers.constructor as new (length: number) => Kind)(length);
  more.set(numbers);
  if (rest !== 0) more.fill(rest, numbers.length);
  return more;
}
