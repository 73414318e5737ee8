import { admissionBugs } from './admission.ts';
import type { HistoricalBug } from './bug.ts';
import { controllerBugs } from './controllers.ts';
import { endpointBugs } from './endpoints.ts';
import { kubeletBugs } from './kubelet.ts';
import { schedulingBugs } from './scheduling.ts';
import { stalenessBugs } from './staleness.ts';

export { withBug, type HistoricalBug } from './bug.ts';

/** Bugs of Kubernetes that the properties notice, by number. */
export const history: readonly HistoricalBug[] = [...stalenessBugs, ...schedulingBugs, ...controllerBugs, ...admissionBugs, ...kubeletBugs, ...endpointBugs].sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));

export function bugNamed(id: string): HistoricalBug | undefined {
  return history.find((bug) => bug.id.toLowerCase() === id.toLowerCase());
}
