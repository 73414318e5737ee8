import { atomic, type StateView, type System, type Way } from '../../index.ts';

/**
 * Three missionaries and three cannibals cross a river in a boat for two; on neither bank may missionaries be
 * outnumbered (Amarel, "On representations of problems of reasoning about actions", 1968).
 */
export function riverCrossing(): System {
  const crossing = (missionaries: number, cannibals: number) => (river: River): readonly Way<River>[] => {
    const direction = river.boat === 'left' ? -1 : 1;
    const after: River = {
      missionaries: river.missionaries + direction * missionaries,
      cannibals: river.cannibals + direction * cannibals,
      boat: river.boat === 'left' ? 'right' : 'left',
    };
    return isSafe(after) ? [{ state: after }] : [];
  };
  return {
    components: [
      atomic<River>({
        name: 'river',
        initial: { missionaries: all, cannibals: all, boat: 'left' },
        internal: {
          'a missionary crosses': crossing(1, 0),
          'two missionaries cross': crossing(2, 0),
          'a cannibal crosses': crossing(0, 1),
          'two cannibals cross': crossing(0, 2),
          'one of each crosses': crossing(1, 1),
        },
      }),
    ],
  };
}

/** Who is on the left bank. */
type River = { readonly missionaries: number; readonly cannibals: number; readonly boat: 'left' | 'right' };

const all = 3;

function isSafe({ missionaries, cannibals }: River): boolean {
  const areThere = [missionaries, cannibals].every((count) => count >= 0 && count <= all);
  return areThere && (missionaries === 0 || missionaries === all || missionaries === cannibals);
}

export const allHaveCrossed = (state: StateView): boolean => {
  const { missionaries, cannibals } = state.get('river', 'state') as River;
  return missionaries + cannibals === 0;
};
