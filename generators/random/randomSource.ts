/** Where random choices come from. */
export interface RandomInteger {
  /** An integer between the two, both included; all are equally likely. */
  nextInt(minimum: number, maximum: number): number;
}

const range = 2 ** 32;

/** A generator of its own (Marsaglia's xorshift128), so that a run can be made later than when fast-check asked for it. */
export function randomSource(seed: number): RandomInteger {
  // Seeds that differ in one bit give unrelated states; none is all zeros.
  const state = new Uint32Array(4);
  let mixed = seed | 0;
  for (let index = 0; index < state.length; index++) {
    mixed = (mixed + 0x9e3779b9) | 0;
    let word = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    state[index] = word ^ (word >>> 16) ^ index;
  }
  let [a = 1, b = 2, c = 3, d = 4] = state;
  const next = (): number => {
    const shifted = a ^ (a << 11);
    [a, b, c] = [b, c, d];
    d = d ^ (d >>> 19) ^ shifted ^ (shifted >>> 8);
    return d >>> 0;
  };
  return {
    nextInt(minimum, maximum) {
      const size = maximum - minimum + 1;
      // The numbers beyond the last whole multiple would favour small ones.
      const limit = range - (range % size);
      for (;;) {
        const drawn = next();
        if (drawn < limit) return minimum + (drawn % size);
      }
    },
  };
}
