import type { ExplicitGraph, GraphState, GraphStep } from '../../generators/exhaustive/explicitGraph.ts';
import type { PartChange } from '../../generators/exhaustive/changes.ts';
import type { ActionKind } from '../../model/kernel/index.ts';
import { count } from '../terminal/text.ts';
import { label, quoted } from './escape.ts';

/** Characters in a line of a label. */
const width = 36;

/** Longer values are not shown, and no more changes than so many. */
const longestValue = 28;
const mostChanges = 4;

const colours = { violation: '#ff968c', fault: '#b3261e', faint: '#666666' } as const;

const stepStyles: { readonly [kind in ActionKind]?: string } = {
  fault: ` color="${colours.fault}" fontcolor="${colours.fault}" style=dashed`,
  restart: ` color="${colours.fault}" style=dashed`,
  timer: ' style=dotted',
};

/**
 * A state graph in Graphviz's DOT language. Nodes have the states' numbers and what changed on a shortest way there, edges the
 * labels of actions; an arrow from nowhere leads to where a run begins, ends have two borders, violating states are red.
 */
export function stateGraphDot(graph: ExplicitGraph, title: string): string {
  const lines = [
    'digraph states {',
    `  graph [label=${label([title, legend(graph)], 100)} labelloc=t fontname="sans-serif" fontsize=14 tooltip=" "];`,
    '  node [shape=box style="rounded,filled" fillcolor=white fontname="sans-serif" fontsize=10];',
    `  edge [fontname="sans-serif" fontsize=9 color="${colours.faint}"];`,
    ...graph.states.flatMap(nodeLines),
    ...[...merged(graph.steps).values()].map(edgeLine),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function legend({ states, steps, leftOut }: ExplicitGraph): string {
  const marks = [
    states.some(({ isEnd }) => isEnd) ? 'two borders: nothing but faults can happen' : '',
    states.some(({ violation }) => violation !== undefined) ? 'red: a property is violated' : '',
    steps.some(({ kind }) => kind === 'fault') ? 'dashed: a fault' : '',
    steps.some(({ kind }) => kind === 'timer') ? 'dotted: a timer' : '',
    leftOut === 0 ? '' : `left out: ${count(leftOut, 'step')} to states that only orders lead through which make no difference`,
  ];
  return [`${count(states.length, 'state')}, ${count(steps.length, 'step')}`, ...marks.filter((mark) => mark !== '')].join('; ');
}

function nodeLines({ isInitial, isEnd, violation, changes }: GraphState, number: number): readonly string[] {
  const shown = changes.slice(0, mostChanges).map(changeText);
  const more = changes.length > mostChanges ? [`and ${changes.length - mostChanges} more`] : [];
  const attributes = [
    `label=${label([String(number), ...shown, ...more, ...(violation === undefined ? [] : [`✘ ${violation.property}`])], width)}`,
    `tooltip=${quoted(violation === undefined ? [`state ${number}`, ...changes.map(({ part }) => part)] : [violation.explanation])}`,
    ...(isEnd ? ['peripheries=2'] : []),
    ...(violation === undefined ? [] : [`fillcolor="${colours.violation}"`]),
  ];
  return [`  s${number} [${attributes.join(' ')}];`, ...(isInitial ? [`  begin${number} [shape=point tooltip="a run begins"];`, `  begin${number} -> s${number};`] : [])];
}

function changeText({ part, isNew, value }: PartChange): string {
  if (value === undefined) return `${part} is gone`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longestValue ? `${part} ${isNew ? 'is new' : 'changes'}` : `${part} = ${text}`;
}

/** Steps of one kind that lead from and to the same states are one edge. */
function merged(steps: readonly GraphStep[]): ReadonlyMap<string, readonly GraphStep[]> {
  const edges = new Map<string, GraphStep[]>();
  for (const step of steps) {
    const key = `${step.from} ${step.to} ${step.kind}`;
    const edge = edges.get(key);
    if (edge === undefined) edges.set(key, [step]);
    else edge.push(step);
  }
  return edges;
}

function edgeLine(steps: readonly GraphStep[]): string {
  const [first] = steps;
  if (first === undefined) throw new RangeError('an edge has a step');
  const text = label(steps.map((step) => step.label), width);
  // Some releases of Graphviz cannot lay out an edge whose label is empty.
  const shown = text === '""' ? '' : `label=${text}`;
  return `  s${first.from} -> s${first.to} [${shown}${stepStyles[first.kind] ?? ''}];`;
}
