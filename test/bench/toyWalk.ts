/**
 * A random walk through two-phase commit as one writes it by hand: plain objects, no labels, no properties. The
 * yardstick for steps a second: it depends on the machine and on nothing of ours.
 */
export function toyWalk(resourceManagers: number, steps: number, seed: number): number {
  let state = start(resourceManagers);
  let random = seed;
  let taken = 0;
  while (taken < steps) {
    const moves = movesOf(state);
    if (moves.length === 0) {
      state = start(resourceManagers);
      continue;
    }
    random = (Math.imul(random, 1103515245) + 12345) >>> 0;
    const move = moves[(random >>> 16) % moves.length];
    if (move !== undefined) state = move();
    taken++;
  }
  return taken;
}

interface Toy {
  readonly managers: readonly ('working' | 'prepared' | 'committed' | 'aborted')[];
  readonly decided: boolean;
  readonly known: readonly number[];
  readonly messages: readonly string[];
}

function start(count: number): Toy {
  return { managers: Array.from({ length: count }, () => 'working' as const), decided: false, known: [], messages: [] };
}

function movesOf(state: Toy): (() => Toy)[] {
  const { managers, messages, known, decided } = state;
  const moves: (() => Toy)[] = [];
  const become = (index: number, phase: Toy['managers'][number], more: readonly string[] = []): Toy => ({ ...state, managers: managers.with(index, phase), messages: [...new Set([...messages, ...more])] });
  for (const [index, phase] of managers.entries()) {
    if (phase === 'working') {
      moves.push(() => become(index, 'prepared', [`prepared ${index}`]));
      moves.push(() => become(index, 'aborted'));
    }
    if (messages.includes('commit') && phase !== 'committed') moves.push(() => become(index, 'committed'));
    if (messages.includes('abort') && phase !== 'aborted') moves.push(() => become(index, 'aborted'));
    if (!decided && messages.includes(`prepared ${index}`) && !known.includes(index)) moves.push(() => ({ ...state, known: [...known, index].sort((a, b) => a - b) }));
  }
  if (!decided && known.length === managers.length) moves.push(() => ({ ...state, decided: true, messages: [...messages, 'commit'] }));
  if (!decided) moves.push(() => ({ ...state, decided: true, messages: [...messages, 'abort'] }));
  return moves;
}
