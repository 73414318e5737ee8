/**
 * Two-phase commit for Spin: one process, each action one indivisible step, arrays written out and variables as narrow
 * as they go, which is how Spin is fastest. The same states as `test/models/twoPhaseCommit.ts`: a message is a bit.
 */
export function promela(resourceManagers: number): string {
  const managers = Array.from({ length: resourceManagers }, (_, index) => index);
  const all = managers.map((i) => `known${i}`).join(' && ');
  return `
${managers.map((i) => `unsigned phase${i} : 2; bit known${i}, sent${i};`).join('\n')}
unsigned decision : 2;
bit commit, abort;

active proctype system() {
  do
  :: d_step { decision == 0 && ${all} -> decision = 1; commit = 1 }
  :: d_step { decision == 0 -> decision = 2; abort = 1 }
${managers.map(actionsOf).join('\n')}
  od
}
`;
}

/** Phases: 0 working, 1 prepared, 2 committed, 3 aborted. */
function actionsOf(i: number): string {
  return `  :: d_step { decision == 0 && sent${i} -> known${i} = 1 }
  :: d_step { phase${i} == 0 -> phase${i} = 1; sent${i} = 1 }
  :: d_step { phase${i} == 0 -> phase${i} = 3 }
  :: d_step { commit -> phase${i} = 2 }
  :: d_step { abort -> phase${i} = 3 }`;
}
