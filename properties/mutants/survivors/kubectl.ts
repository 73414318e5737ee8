import { gap, type Survivor } from './survivor.ts';

const applied = 'Nothing promises that what a manifest asks for is what is stored when kubectl apply has succeeded: eventually-ready promises only that every command is answered.';

export const kubectlSurvivors: readonly Survivor[] = [
  gap('kubectl.mayTryAgain', false, 'Nothing promises that apply gets through a conflict or a lost answer (patcher.go, maxPatchRetry): it tells the user of the error, which is an answer.'),
  gap('kubectl.objectDiffers', true, 'A patch that changes nothing is sent, and the API server stores nothing for it. Nothing promises that apply is silent then (apply.go).'),
  gap('kubectl.objectDiffers', false, applied),
  gap('kubectl.objectIsMissing', true, `Apply creates what is there already, and is refused. ${applied}`),
  gap('kubectl.objectIsMissing', false, `Apply changes what is not there, and is told so. ${applied}`),
];
