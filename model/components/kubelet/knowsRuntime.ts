import type { GuardTable } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import type { RuntimeKnowledge } from './parts.ts';

export const knowledgeGuards = {
  runtimeIsKnown: 'a kubelet that starts neither acts nor reports before it has asked the runtime what runs: otherwise it would build a status from nothing (kubelet.go syncLoop, pleg/generic.go; issue 54499)',
} as const satisfies GuardTable;

/** Whether this kubelet has asked what runs on its node since it started. */
export function knowsRuntime(step: Step): boolean {
  return step.check('runtimeIsKnown', (step.get('runtime') as RuntimeKnowledge | undefined)?.phase === 'known');
}
