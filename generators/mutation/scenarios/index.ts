import type { PoolScenario } from '../scenarioPool.ts';
import { admissionPool } from './admission.ts';
import { controllerPool } from './controllers.ts';
import { kubeletPool } from './kubelet.ts';
import { storePool } from './store.ts';

/** Scenarios in which guards come to decide that are never asked, or always answer the same, anywhere else. */
export const ownPool: readonly PoolScenario[] = [...admissionPool, ...kubeletPool, ...controllerPool, ...storePool];
