import { Option } from 'commander';
import { defaultGraphStates } from '../../../generators/exhaustive/explicitGraph.ts';
import { ordinaryFaults } from '../../../generators/scenarios/index.ts';
import { defaultDepth, defaultStrategy, strategyNames } from '../../../generators/random/strategies/index.ts';
import type { AddCommand } from '../addCommand.ts';
import { exitCodesHelp } from '../exitCode.ts';
import { integer, repeated, seed, shrinkPath } from '../options.ts';
import { defaultRuns, defaultRunsOfMutants } from './checkSubject.ts';
import { check } from './command.ts';
import { defaultMemory, defaultOut, most, mostWorkers, type CheckOptions } from './options.ts';

const usualFaults = Object.entries(ordinaryFaults).map(([name, times]) => `${name}=${times}`).join(',');

export const addCheck: AddCommand = (podproof, { io, toolbox, done }) => {
  podproof
    .command('check')
    .summary('look for orders of events and faults that break a promise')
    .description('Tries orders of events and faults, at random or all of them, and reports the first that breaks a property, shortened.\nWithout -f, --scenario or --mutant it checks two scenarios of its own (a Pod; a Deployment with a Service) and draws the pod\'s way.')
    .option('-f, --file <path>', 'a manifest (YAML, KYAML or JSON), a directory of them, or - for standard input; repeatable', repeated)
    .option('--scenario <name>', 'a named scenario; repeatable (see: podproof list scenarios)', repeated)
    .option('--nodes <n>', 'nodes of the cluster, where the manifests have no Node objects (2 with -f)', integer(0, 20))
    .option('--schedulers <n>', 'schedulers; all of them schedule, unless they elect a leader', integer(1, 3))
    .option('--leader-elect', 'of several schedulers only the one schedules that they elect')
    .option('--runs <n>', `runs to try (default: ${defaultRuns}, and ${defaultRunsOfMutants} with --mutant)`, integer(1, 1_000_000_000))
    .option('--seed <n>', 'the same seed tries the same runs', seed)
    .option('--path <path>', 'with --seed: one run and its shortening, as printed with a violation', shrinkPath)
    .addOption(new Option('--strategy <name>', `how runs choose what happens next (default: ${defaultStrategy}; see: podproof list strategies)`).choices(strategyNames))
    .option('--depth <n>', `with --strategy pct: events that a mistake may take in order, for the probability that it is found (default: ${defaultDepth})`, integer(1, 10))
    .option('--toward <goal>', 'with --strategy greedy: runs are led to where a named goal (see: podproof list goals) or an expression in CEL, as in witness --that, is true')
    .option('--exhaustive', 'visit every state there is instead: what holds then is proved for this scenario; for small ones')
    .addOption(new Option('--order <how>', 'with --exhaustive: nearest states first (default) or deepest first').choices(['breadth-first', 'depth-first']))
    .option('--no-reduction', 'with --exhaustive: tell apart even orders that differ only in steps that commute')
    .option('--no-symmetry', 'with --exhaustive: tell apart even states that differ only in which of several equal nodes or schedulers is which')
    .option('--max-states <n>', 'with --exhaustive: inconclusive after so many states a scenario', integer(1, most.states))
    .option('--max-seconds <n>', 'with --exhaustive: inconclusive after so many seconds a scenario', integer(1, most.seconds))
    .option('--max-memory <MiB>', `with --exhaustive: inconclusive when stored states take so much (default: ${defaultMemory})`, integer(1, most.memory))
    .option('--workers <n>', 'with --exhaustive --no-reduction: threads that share the search', integer(1, mostWorkers))
    .option('--fingerprints', 'with --exhaustive --no-reduction: keep 8 bytes of each state instead of all; says how likely it is that two were taken for one, and proves nothing')
    .option('--checkpoint <file>', 'with --exhaustive --no-reduction: what is explored so far goes there when the check stops without a verdict, and every ten minutes')
    .option('--resume <file>', 'with --exhaustive: go on from a checkpoint, which says what is checked; budgets are given anew')
    .option('--dot <file>', `with --exhaustive: write the graph of states and steps for Graphviz, if it has at most ${defaultGraphStates} states; with --no-reduction all orders`)
    .option('--statistics', 'with --exhaustive: tell all that was counted: actions by kind, fault and component, reactions remembered, guards by name')
    .option('--differential', 'compare instead: what is stored in the end, and how often it was created and removed, with runs in which nothing goes wrong; what differs is a hint, no broken promise')
    .option('--faults <list>', `faults and how often each may happen in a run, such as crash,replyLost=2; none; or all, each once (default: what the scenario says, and ${usualFaults} with -f)`)
    .option('--mutant <name>', 'weaken the cluster: a named mutant, or a guard replaced, KIND.GUARD=true; repeatable', repeated)
    .option('--property <name>', 'check this property only; repeatable', repeated)
    .addOption(new Option('--grain <grain>', 'what is one step: fine = each message, each entry of a watch; coarse = a request with its answer and all that watches tell of it (with --exhaustive, implies --no-reduction)').choices(['fine', 'coarse']))
    .addOption(new Option('--timing <how>', 'when timers fire: calm = when nothing else can happen, adversarial = at any time').choices(['calm', 'adversarial']))
    .option('--out <directory>', `where traces and diagrams go (default: ${defaultOut})`)
    .option('--no-regressions', 'neither begin with the counterexamples that earlier checks of the same scenario have kept in .podproof, nor keep what is found')
    .option('--json', 'one JSON document on standard output, and nothing else: the report, or {verdict, checks} of several scenarios')
    .addHelpText('after', `
Examples:
  ${io.program} check -f deployment.yaml
  ${io.program} check -f manifests/ --nodes 3 --faults crash,replyLost=2 --runs 1000
  kustomize build . | ${io.program} check -f - --json
  ${io.program} check --mutant double-binding
  ${io.program} check --scenario pod --nodes 1 --faults none --exhaustive
  ${io.program} check -f pod.yaml --exhaustive --max-states 1000000 --max-seconds 600
  ${io.program} check --scenario scheduling-gates --faults none --exhaustive --dot graph.dot
  ${io.program} check -f pod.yaml --exhaustive --no-reduction --max-seconds 3600 --checkpoint pod.checkpoint
  ${io.program} check --exhaustive --resume pod.checkpoint
  ${io.program} check --scenario rolling-update --differential
  ${io.program} check --scenario delete-pod --strategy greedy --toward "ready(pods.web) && terminating(pods.web)"
  ${io.program} check --scenario two-schedulers --mutant apiserver.podIsUnbound=true
${exitCodesHelp}`)
    .action(async (options: CheckOptions) => done(await check(io, toolbox, options)));
};
