type Numbers = Int32Array | Uint16Array | Uint8Array;

/** The same numbers with room for more, which are 0. */
export function longer<Kind extends Numbers>(numbers: Kind, length: number): Kind {
  const more = new (numbers.constructor as new (length: number) => Kind)(length);
  more.set(numbers);
  return more;
}
