import { equivalent, type Survivor } from './survivor.ts';

export const storeSurvivors: readonly Survivor[] = [
  equivalent('etcd.revisionGrowsWithWrites', true, 'It is asked for the version that a write would have, which nobody looks at when the transaction does not commit.'),
];
