import { atomic, type StateView, type System } from '../../index.ts';

/** Four gallons from a jug of three and one of five: the puzzle of "Die Hard 3", as Lamport specifies it (TLA+ Examples, DieHard.tla). */
export function waterJugs(): System {
  return {
    components: [
      atomic<Jugs>({
        name: 'jugs',
        initial: { small: 0, big: 0 },
        internal: {
          'fill small': ({ big }) => [{ state: { small: capacity.small, big } }],
          'fill big': ({ small }) => [{ state: { small, big: capacity.big } }],
          'empty small': ({ big }) => [{ state: { small: 0, big } }],
          'empty big': ({ small }) => [{ state: { small, big: 0 } }],
          'small to big': ({ small, big }) => {
            const poured = Math.min(small, capacity.big - big);
            return [{ state: { small: small - poured, big: big + poured } }];
          },
          'big to small': ({ small, big }) => {
            const poured = Math.min(big, capacity.small - small);
            return [{ state: { small: small + poured, big: big - poured } }];
          },
        },
      }),
    ],
  };
}

type Jugs = { readonly small: number; readonly big: number };

const capacity: Jugs = { small: 3, big: 5 };

export const hasFourGallons = (state: StateView): boolean => (state.get('jugs', 'state') as Jugs).big === 4;
