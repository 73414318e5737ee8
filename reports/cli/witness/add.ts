import { Option } from 'commander';
import { variables } from '../../../generators/witness/expression/environment.ts';
import { defaultWitnessRuns, defaultWitnessStates } from '../../../generators/witness/witness.ts';
import { wrapText } from '../../mermaid/wrap.ts';
import type { AddCommand } from '../addCommand.ts';
import { defaultOut, most } from '../check/options.ts';
import { integer, repeated, seed } from '../options.ts';
import { witnessCommand } from './command.ts';
import { defaultWitnessSeconds, usualScenario, type WitnessFlags } from './options.ts';

export const addWitness: AddCommand = (podproof, { io, toolbox, done }) => {
  podproof
    .command('witness')
    .summary('show a short run that reaches something')
    .description('Looks for a run that reaches a goal, the shortest if it can, and shows it as a trace and as a diagram. Nothing need be wrong with it.')
    .requiredOption('--that <goal>', 'a named goal (see: podproof list goals), or an expression in CEL, true where the run may end')
    .option('-f, --file <path>', 'a manifest (YAML, KYAML or JSON), a directory of them, or - for standard input; repeatable', repeated)
    .option('--scenario <name>', `a named scenario (default: the one where the goal is at home, or ${usualScenario}; see: podproof list scenarios)`, repeated)
    .option('--nodes <n>', 'nodes of the cluster, where the manifests have no Node objects (2 with -f)', integer(0, 20))
    .option('--schedulers <n>', 'schedulers; all of them schedule, unless they elect a leader', integer(1, 3))
    .option('--leader-elect', 'of several schedulers only the one schedules that they elect')
    .option('--faults <list>', 'faults and how often each may happen in a run, such as crash,replyLost=2; none; or all, each once')
    .option('--mutant <name>', 'weaken the cluster: a named mutant, or a guard replaced, KIND.GUARD=true; repeatable', repeated)
    .addOption(new Option('--grain <grain>', 'what is one step: fine = each message, each entry of a watch; coarse = a request with its answer and all that watches tell of it').choices(['fine', 'coarse']))
    .addOption(new Option('--timing <how>', 'when timers fire: calm = when nothing else can happen, adversarial = at any time').choices(['calm', 'adversarial']))
    .option('-o, --output <file>', `the diagram: .mmd, .md, .svg, .png or .pdf (default: beside the trace)`)
    .option('--all-steps', 'draw even the steps that only keep caches up to date')
    .option('--out <directory>', `where the trace goes (default: ${defaultOut})`)
    .option('--max-states <n>', `states that each search may store (default: ${defaultWitnessStates})`, integer(1, most.states))
    .option('--max-seconds <n>', `inconclusive, or the shortest found, after so many seconds (default: ${defaultWitnessSeconds})`, integer(1, most.seconds))
    .option('--runs <n>', `random runs when the search does not come so far (default: ${defaultWitnessRuns})`, integer(0, 1_000_000_000))
    .option('--seed <n>', 'the same seed tries the same runs (default: 1)', seed)
    .option('--json', 'one JSON document on standard output, and nothing else')
    .addHelpText('after', `
Expressions are CEL, as in Kubernetes admission policies. They see what is stored, a map by name for each resource: pods.web,
pods['web-1'], pods['kube-system/dns'] (without a namespace: default); and they may call functions (see: ${io.program} list functions).
An expression that asks for what is not there, an object or a field, is not true, negated or not; has(pods.web), 'web' in pods,
pods.?web.?status.?phase.orValue('') and || tell apart what is there and what is not.
Resources: ${wrapText(variables.join(', '), 120).join('\n')}.

Examples:
  ${io.program} witness --that pod-ready -o ready.svg
  ${io.program} witness --that "ready(pods.web) && nodeOf(pods.web) == 'node-2'"
  ${io.program} witness --scenario delete-pod --that "'web' in cache('scheduler', 'pods') && !('web' in pods)"
  ${io.program} witness --scenario happy-path --that "rules('node-1', 'web') != [] && down('kubelet-node-1')" --faults crash
  ${io.program} witness -f deployment.yaml --that "pods.filter(p, ready(pods[p])).size() == 3" -o scaled.png

Exit codes: 0 a run is shown, 1 no run of this scenario reaches it, 2 bad input or usage, 3 inconclusive
(interrupted, or a budget ran out).`)
    .action(async (options: WitnessFlags) => done(await witnessCommand(io, toolbox, options)));
};
