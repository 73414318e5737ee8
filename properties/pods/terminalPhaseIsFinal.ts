import { monitor, nameOf, wrong } from '../cluster.ts';
import { followObjects } from '../store/keyed.ts';
import { isTerminal, podFacts } from './podView.ts';

/** P27, first half. A pod that has succeeded or failed never has another phase. */
export const terminalPhaseIsFinal = monitor<{ readonly [key: string]: string }>({
  name: 'terminal-phase-is-final',
  statement: 'A pod whose phase is Succeeded or Failed keeps that phase for ever.',
  source: 'kubernetes#110255 (guaranteed since 1.22); pod lifecycle documentation, "Pod phase"',
  initial: {},
  judge: (phases, happening, shape) =>
    followObjects(
      phases,
      happening,
      shape,
      (before, { type, object }) => {
        const { phase = 'Pending' } = podFacts(object);
        if (type !== 'ADDED' && before !== undefined && isTerminal(before) && phase !== before) return wrong(`pod ${nameOf(object.metadata)} went from ${before} to ${phase}`);
        return phase;
      },
      ['pods'],
    ),
});
