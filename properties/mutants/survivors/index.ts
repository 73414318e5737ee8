import { apiserverSurvivors } from './apiserver.ts';
import { controllerManagerSurvivors } from './controllerManager.ts';
import { informerSurvivors } from './informers.ts';
import { kubectlSurvivors } from './kubectl.ts';
import { nodeSurvivors } from './node.ts';
import { schedulerSurvivors } from './scheduler.ts';
import { storeSurvivors } from './store.ts';
import type { Survivor } from './survivor.ts';

export type { Survivor } from './survivor.ts';

/** Replaced guards that no property notices, each with the reason. */
export const survivors: readonly Survivor[] = [...apiserverSurvivors, ...controllerManagerSurvivors, ...informerSurvivors, ...kubectlSurvivors, ...nodeSurvivors, ...schedulerSurvivors, ...storeSurvivors];
