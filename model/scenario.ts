import * as z from 'zod';
import type { Json, JsonObject } from './kernel/index.ts';

const json: z.ZodType<Json> = z.json();
const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json);

/** Faults that a scenario may allow, and what each does. The nemesis chooses when. */
export const faultDescriptions = {
  crash: 'a component crashes, loses its memory, and restarts some time later',
  requestLost: 'a request to the API server is lost before it is executed; the client sees a broken connection',
  replyLost: 'the reply of the API server is lost after the request was executed; the client cannot tell',
  requestTimeout: 'a client gives up waiting; its request is executed later all the same',
  watchBroken: 'a watch breaks; the client has to open it again, perhaps at another API server',
  compaction: 'etcd compacts its history; a watch that is not open then cannot go on where it stood (410 Gone)',
  staleList: 'a list asked for at resourceVersion "0" is answered from an API server whose cache lags behind etcd',
  webhookTimeout: 'an admission webhook does not answer in time',
  webhookDenial: 'an admission webhook denies a request that it would allow',
  imagePullFailure: 'pulling an image fails once',
  leaderOverlap: 'a follower takes the lease of a leader that is alive (a clock jumped, a process paused)',
  containerCrash: 'a running container exits with an error',
  probeFailure: 'a probe fails once',
  nameCollision: 'a generated name is taken already',
  expectationsExpire: 'a controller waits so long for its cache to catch up that it goes on without (five minutes)',
  volumeBindingTimeout: 'volumes take so long to be bound that the scheduler gives up and tries the pod again (ten minutes)',
} as const;

export type FaultName = keyof typeof faultDescriptions;

export const faultNames = Object.keys(faultDescriptions) as readonly FaultName[];

/** The user waits until nothing else happens (in the calm timing; in the adversarial one he may be impatient). */
const whenQuiet = z.boolean().optional();

/** What the user does with kubectl, one after the other. */
const commandSchema = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('apply'), object: jsonObject, whenQuiet }),
  z.strictObject({ verb: z.literal('create'), object: jsonObject, whenQuiet }),
  z.strictObject({ verb: z.literal('delete'), resource: z.string(), namespace: z.string().optional(), name: z.string(), force: z.boolean().optional(), whenQuiet }),
  z.strictObject({ verb: z.literal('scale'), resource: z.string(), namespace: z.string().optional(), name: z.string(), replicas: z.int().nonnegative(), whenQuiet }),
]);

export type ScenarioCommand = z.infer<typeof commandSchema>;

/** How an admission webhook answers; one that a configuration names and that is not listed here allows everything. */
const webhookSchema = z.strictObject({
  /** The name of the webhook in its configuration, such as `sidecar.example.com`. */
  name: z.string().min(1),
  behaviour: z.intersection(
    z.looseObject({ when: z.record(z.string(), z.string()).optional() }),
    z.union([
      z.looseObject({ allow: z.literal(true) }),
      z.looseObject({ deny: z.string(), code: z.int().optional() }),
      z.looseObject({ patch: jsonObject }),
      z.looseObject({ inject: z.record(z.string(), json).and(z.looseObject({ name: z.string() })) }),
    ]),
  ),
});

/**
 * Everything that a cluster is made from: what is there, what the user does, what may go wrong, and which
 * guards are replaced. Plain data, stored inside every trace.
 */
export const scenarioSchema = z.strictObject({
  name: z.string().min(1),
  description: z.string().default(''),
  commands: z.array(commandSchema).default([]),
  /** Objects that exist before the user does anything: nodes, webhook configurations, quotas. Nodes are added when there are none. */
  objects: z.array(jsonObject).default([]),
  nodes: z.int().min(0).max(20).default(1),
  apiservers: z.int().min(1).max(3).default(1),
  schedulers: z.int().min(1).max(3).default(1),
  /** Whether several schedulers elect a leader, as kube-scheduler does unless it is told not to (`--leader-elect=false`); otherwise all of them schedule. */
  leaderElect: z.boolean().default(false),
  controllerManagers: z.int().min(1).max(3).default(1),
  webhooks: z.array(webhookSchema).default([]),
  /** Images that the registry does not have. */
  missingImages: z.array(z.string()).default([]),
  /** `cold`: every component has to list what is there first, as after a power cut. */
  start: z.enum(['warm', 'cold']).default('warm'),
  timing: z.enum(['calm', 'adversarial']).default('adversarial'),
  /** `coarse`: servers answer and watches tell at once, in the step that makes them; `fine`: each message and each entry takes as long as it likes. */
  grain: z.enum(['fine', 'coarse']).default('fine'),
  /** How often each fault may happen in one run. */
  faults: z.partialRecord(z.enum(faultNames), z.int().nonnegative()).default({}),
  /** Guards replaced: `kind.guard` -> the answer it always gives. */
  mutants: z.record(z.string(), z.boolean()).default({}),
});

export type Scenario = z.output<typeof scenarioSchema>;
/** What one has to write: everything but the name has a default. */
export type ScenarioInput = z.input<typeof scenarioSchema>;

/** Fills the defaults in. @throws ZodError when it is not a scenario */
export function scenario(input: ScenarioInput): Scenario {
  return scenarioSchema.parse(input);
}
