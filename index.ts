/** Podproof as a library: put your own component into a cluster, state what must hold, explore. */
export * from './model/kernel/index.ts';

// The cluster, and what it is made from.
export { cluster, type Additions, type Cluster } from './model/cluster/cluster.ts';
export type { ClusterShape, NodeShape } from './model/cluster/shape.ts';
export { faultDescriptions, faultNames, scenario, scenarioSchema, type FaultName, type Scenario, type ScenarioCommand, type ScenarioInput } from './model/scenario.ts';
export type * from './model/objects/index.ts';
export { applyDefaults, keyFor, keyOf, matchesLabels, matchesLabelSelector, podRequests, resourceOf, tolerates, validate } from './model/objects/index.ts';

// What components of your own are built with: controllers first, then whatever else talks to the API server.
export { controllerManager, type ControllerManagerConfig } from './model/components/controllers/controllerManager.ts';
export type { Controller, ControllerStep, Progress, SyncResult } from './model/components/controllers/controller.ts';
export { controllerOf, controllerRef } from './model/components/controllers/ownership.ts';
export { isActive, isDeleting, isReady, isTerminal, queueKey, splitKey } from './model/components/controllers/podState.ts';
export { isAmbiguous, succeeded, type ApiReply, type ApiRequest, type NewRequest, type RequestOptions, type Verb, type WatchEntry } from './model/components/client/protocol.ts';
export { clientParts, sendRequest, takeReply, type ClientIdentity } from './model/components/client/client.ts';
export { cached, informerGuards, informerInput, informerInternals, informerParts, informersSynced, type InformerConfig, type InformerEvent } from './model/components/client/informer.ts';
export { watcher, type WatcherConfig } from './model/components/client/watcher.ts';
export { note } from './model/components/notes.ts';

// What must hold.
export { instrument, type Instrumented, type Subject } from './properties/instrument.ts';
export type { Invariant, Liveness, Monitor, Property, PropertyInfo, Remembering, Violation } from './properties/property.ts';
export { commits, monitor, nameOf, notes, stored, wrong, type ClusterInvariant, type ClusterLiveness, type ClusterMonitor, type ClusterProperty, type Commit, type StoredObject } from './properties/cluster.ts';
export * from './properties/temporal/index.ts';
export type { PremiseSummary } from './properties/premises.ts';
export { clusterProperties, mutantNamed, mutants, mutated, promises, propertyNamed, type Mutant, type Promised } from './properties/index.ts';

// Bugs of Kubernetes, and how they were found.
export { bugNamed, history, withBug, type HistoricalBug } from './properties/history/index.ts';
export { recordedHistory, type Finding, type RecordedBug } from './generators/history/index.ts';

// What is tried.
export { clusterTask } from './generators/exhaustive/clusterTask.ts';
export { taskFor } from './generators/exhaustive/taskFor.ts';
export type { Contribution } from './generators/search/contribution.ts';
export type { EngineFigures } from './generators/search/engineFigures.ts';
export { searchInParallel, type ParallelOptions, type ParallelResult } from './generators/search/parallel/searchInParallel.ts';
export type { MadeTask, MakeTask, Task } from './generators/search/parallel/task.ts';
export type { ResumedCheck, SavedCheck } from './generators/exhaustive/savedCheck.ts';
export { soFarSchema, type SoFar } from './generators/exhaustive/soFar.ts';
export { savedSearchSchema, type ResumedSearch, type SavedHeader, type SavedSearch } from './generators/search/savedSearch.ts';
export { breadthFirst, depthFirst, type SearchOptions, type SearchResult, type SearchStatistics } from './generators/search/search.ts';
export { checkRandom, defaultMaximumLength, defaultRuns, RunError, type Counterexample, type RandomOptions, type RandomResult, type RandomStatistics } from './generators/random/checkRandom.ts';
export { defaultShorteningStates } from './generators/search/shortestViolation.ts';
export { greedyToward, strategies, strategyNames, type Distance, type Explorer, type ExplorerSetting, type Guarantee, type Strategy, type StrategyName } from './generators/random/strategies/index.ts';
export { checkDifferential, referenceFor, type Comparison, type DifferentialResult } from './generators/differential/checkDifferential.ts';
export { patient } from './generators/differential/patient.ts';
export { isOracle, oracles } from './generators/differential/oracles.ts';
export type { Reference } from './generators/differential/reference.ts';
export type { NeverTaken } from './generators/vacuity/actionCoverage.ts';
export type { Unseen } from './generators/vacuity/unseen.ts';
export { MutationTest, type Fate, type MutantFate, type MutationOptions, type PoolScenario, type Replacement } from './generators/mutation/index.ts';
export { checkExhaustive, type ExhaustiveOptions, type ExhaustivePhase, type ExhaustiveProgress } from './generators/exhaustive/checkExhaustive.ts';
export type { CheckEffort, ExhaustiveResult, ExhaustiveStatistics, ReducedSearch } from './generators/exhaustive/result.ts';
export { stateGraph, type ExplicitGraph, type GraphOptions, type GraphState, type GraphStep } from './generators/exhaustive/explicitGraph.ts';
export type { PartChange } from './generators/exhaustive/changes.ts';
export type { ActionCounts } from './generators/exhaustive/actionCounts.ts';
export { checkScenarios, type ScenarioCheckOptions, type ScenarioProgress, type ScenarioResult } from './generators/random/checkScenarios.ts';
export { witness, defaultWitnessRuns, defaultWitnessStates, type Rank, type WitnessOptions, type WitnessProgress, type WitnessResult } from './generators/witness/witness.ts';
export { distanceTo, type Goal } from './generators/witness/goal.ts';
export { goals, type NamedGoal } from './generators/witness/goals.ts';
export { expressionGoal, type ExpressionGoal } from './generators/witness/expression/expression.ts';
export { ExpressionError } from './generators/witness/expression/expressionError.ts';
export * from './generators/arbitraries/index.ts';
export { ordinaryFaults, scenarios, type NamedScenario } from './generators/scenarios/index.ts';

// What a person sees.
export { stateGraphDot } from './reports/dot/stateGraphDot.ts';

// In your own tests.
export { assertHolds, assertProved, PropertyError } from './reports/testing/assertHolds.ts';
export { podproofMatchers, type PodproofMatchers } from './reports/testing/matchers.ts';
export type { EvidenceOptions, ProofOptions, RunsOptions, TestContext } from './reports/testing/options.ts';
