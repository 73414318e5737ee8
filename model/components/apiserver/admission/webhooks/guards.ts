import type { GuardTable } from '../../../../kernel/component.ts';

export const webhookGuards = {
  webhookAllows: "a webhook's denial rejects the request, whatever its failure policy (Dynamic Admission Control)",
  webhookFailsClosed: 'a request whose webhook cannot be asked is rejected unless failurePolicy is Ignore (Dynamic Admission Control, "Failure policy")',
  reinvocationIsNeeded: 'built-in plugins and earlier webhooks see again what a webhook changed (Dynamic Admission Control, "Reinvocation policy")',
  reinvocationIsTheFirst: 'webhooks are invoked again at most once, so that two that undo each other come to an end (apiserver pkg/admission/reinvocation.go)',
  webhookIsToBeReinvoked: 'in the second round only IfNeeded webhooks run, and only if something changed after they ran (apiserver webhook/mutating/dispatcher.go)',
  webhookSupportsDryRun: 'a webhook with side effects is not called for a dry run (Dynamic Admission Control, "Side effects")',
} as const satisfies GuardTable;
