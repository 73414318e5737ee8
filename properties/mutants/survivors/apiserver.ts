import { equivalent, gap, type Survivor } from './survivor.ts';

const noDryRun = 'No command of a scenario asks for a dry run, so that P10 (a dry run stores and charges nothing; API concepts, "Dry-run") is looked at in tests of the admission chain only.';
const oneServerCharges = 'It matters when two API servers charge one quota at the same time. Clients stay with the first server until it fails, and no run of these scenarios has two of them charge at once.';
const reinvocations = 'Nothing promises that a webhook is asked again, nor in which round: reinvoked-at-most-once says how often at most (P08; apiserver pkg/admission/reinvocation.go).';

export const apiserverSurvivors: readonly Survivor[] = [
  gap('apiserver.cacheMissedNothing', true, 'It matters when the place of a watch cache in the history has been compacted away while it did not watch. The history has it (k8s#123072), found by other strategies than those used here.'),
  equivalent('apiserver.decidedOnCurrentData', false, 'Etcd is asked once more before every refusal and every no-op, and confirms it: the answer is the same, one read later (apiserver pkg/storage/etcd3/store.go GuaranteedUpdate).'),
  equivalent('apiserver.deletionTimestampIsKept', false, 'What the update left as it was is put back as it was: the deletionTimestamp and the grace period come from the stored object either way.'),
  gap('apiserver.dryRunIsNotCharged', false, noDryRun),
  gap('apiserver.graceIsShorter', true, 'It matters when what is being deleted is deleted again with more time. No client of the model names a grace period but 0: `kubectl delete --grace-period` is not among the commands of a scenario.'),
  equivalent('apiserver.listIsConsistent', true, 'Whoever takes any version may be given the newest: a list at resourceVersion "0" is answered from etcd, which is one of the answers allowed (API concepts, "Resource versions").'),
  gap('apiserver.listIsConsistent', false, 'Nothing promises that a list shows all that was committed before it (k8s#59848, k8s#67998): answers-are-current follows kubectl, which does not list, and an informer that was given an old list goes on from there and catches up.'),
  gap('apiserver.nameAttemptsLeft', true, 'Nothing counts how often a generated name is drawn (eight times, KEP-4420): with more attempts the object is created all the same.'),
  gap('apiserver.nameAttemptsLeft', false, 'Nothing counts how often a generated name is drawn (eight times, KEP-4420): the controller that is told 409 AlreadyExists tries again itself.'),
  gap('apiserver.noFinalizerIsAdded', false, 'Nothing promises that an update against which there is nothing succeeds: refusals-have-reasons looks at creations only.'),
  gap('apiserver.preconditionsHold', true, 'It matters when the deletion of one incarnation meets the next one. The history has it (k8s#104648), found with other seeds than the one used here.'),
  gap('apiserver.quotaIsNotExceeded', false, 'Nothing promises that what a quota has room for is admitted: refusals-have-reasons takes any quota of the namespace for a reason, since what was charged for requests under way cannot be counted from outside.'),
  gap('apiserver.quotaOwnWriteIsSeen', true, oneServerCharges),
  gap('apiserver.quotaOwnWriteIsSeen', false, 'A charge that was computed from an old usage is refused by etcd and tried again, so that no quota is exceeded; that the client may be told 409 after three such conflicts, nothing forbids (apiserver resourcequota/controller.go checkQuotas).'),
  gap('apiserver.quotaRejectionIsKept', false, `It matters when quotas are tried again after a conflict (k8s#141904). ${oneServerCharges}`),
  gap('apiserver.quotaResourcesAreSpecified', true, 'Nothing promises that a container says how much cpu it needs where a quota limits cpu (Resource Quotas): what says nothing counts as nothing, and no hard limit is exceeded.'),
  gap('apiserver.quotaResourcesAreSpecified', false, 'Nothing promises that what a quota has room for is admitted: refusals-have-reasons takes any quota of the namespace for a reason.'),
  gap('apiserver.quotaRetriesAreLeft', true, `It matters when a charge conflicts again and again. ${oneServerCharges}`),
  gap('apiserver.quotaRetriesAreLeft', false, `It matters when a charge conflicts. ${oneServerCharges}`),
  gap('apiserver.rbacAllows', true, 'Nothing judges from outside whether a role allows a request (Using RBAC Authorization): admission-order promises only that authorization comes before admission.'),
  equivalent('apiserver.reinvocationIsNeeded', true, 'The built-in plugins see the unchanged object a second time and leave it as it is, and webhooks are asked again only if they were marked, which none is when nothing changed (apiserver pkg/admission/plugin/webhook/mutating/dispatcher.go).'),
  gap('apiserver.reinvocationIsNeeded', false, `That a webhook with reinvocationPolicy IfNeeded sees what a later one changed is promised by nothing. ${reinvocations}`),
  gap('apiserver.reinvocationIsTheFirst', false, `That a webhook with reinvocationPolicy IfNeeded sees what a later one changed is promised by nothing. ${reinvocations}`),
  gap('apiserver.statusIsUpdatedThroughSubresource', true, 'A change of the spec is ignored and answered with 200, and nothing promises that a write that was accepted had an effect: the Deployment stays as it was, and all the rest matches it.'),
  equivalent('apiserver.statusIsUpdatedThroughSubresource', false, 'Whoever writes a status in the model sends nothing else with it, or the object as it read it, under its resourceVersion: there is nothing in it for the subresource to ignore (API conventions, "Spec and Status").'),
  gap('apiserver.userIsAuthenticated', true, 'Every client of a scenario is a user whom the cluster knows: none has wrong credentials.'),
  gap('apiserver.webhookIsToBeReinvoked', false, reinvocations),
  gap('apiserver.webhookSupportsDryRun', true, noDryRun),
  gap('apiserver.webhookSupportsDryRun', false, noDryRun),
  equivalent('apiserver.uidIsLeftToTheServer', false, 'A UID that no client wrote is wiped as if one had, and is given at the commit either way (apiserver pkg/registry/rest/meta.go FillObjectMetaSystemFields).'),
];
