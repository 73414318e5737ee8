/** Arbitraries of fast-check for what a cluster is made from. All they make is valid; all shrink towards the smallest. */
export { containerArbitrary, resourcesArbitrary, type ContainerOptions } from './containers.ts';
export { podArbitrary, podLabelsArbitrary, podSpecArbitrary, type PodOptions } from './pods.ts';
export { deploymentArbitrary, serviceArbitrary, type DeploymentOptions } from './workloads.ts';
export { nodeArbitrary } from './nodes.ts';
export { limitRangeArbitrary, priorityClassArbitrary, resourceQuotaArbitrary } from './policies.ts';
export { webhookArbitrary, type Webhook } from './webhooks.ts';
export { faultBudgetArbitrary, type FaultBudgets } from './faults.ts';
export { scenarioArbitrary, type ScenarioArbitraryOptions } from './scenarios.ts';
