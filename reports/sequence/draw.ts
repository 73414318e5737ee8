import { singleSteps, type Engine, type Input, type ReplayedStep, type Run } from '../../model/kernel/index.ts';
import type { Reason } from '../../generators/explained/reasons.ts';
import type { Violation } from '../../properties/property.ts';
import type { Participant, SequenceDiagram, SequenceItem } from '../mermaid/index.ts';
import type { DrawingStyle } from './style.ts';
import { explanation } from '../words.ts';

export interface DrawingOptions {
  readonly title: string;
  /** Lines for whoever reads the diagram's source: the promise, how to replay. */
  readonly description?: readonly string[];
  /** Draw even the steps that only keep caches up to date. */
  readonly everything?: boolean;
  /** Whether arrows have the numbers that a list of the steps has; otherwise they are counted. */
  readonly stepNumbers?: boolean;
  /** The command that takes the run again, for whoever has only the picture. */
  readonly replay?: string;
  /** Marked at the step after which it shows. */
  readonly violation?: Violation;
  /** Why each step is there: those without which nothing is violated are marked. */
  readonly reasons?: readonly Reason[];
  /** What the run was looked for to show; said where it shows, at its end. */
  readonly reached?: string;
}

/** A run as a sequence diagram: one arrow a message, when it is delivered; notes for what happens inside. */
export function drawRun(engine: Engine, run: Run, style: DrawingStyle, options: DrawingOptions): SequenceDiagram {
  const end = run.steps.length - 1;
  const isCrucial = (index: number): boolean => index !== end && options.reasons?.[index]?.kind === 'violates';
  const isDrawn = (step: ReplayedStep, index: number): boolean => options.everything === true || index === end || isCrucial(index) || !style.isQuiet(step.action);
  const draw = (step: ReplayedStep, index: number): readonly SequenceItem[] => {
    const singles = singleSteps(step);
    // Of what is taken at once, a reader can do without what only fills caches, as he can elsewhere.
    const drawn = singles.filter((single, place) => options.everything === true || place === 0 || !style.isQuiet(single.action));
    return numbered(drawn.flatMap((single) => drawStep(engine, single, style)), options.stepNumbers === true ? index + 1 : undefined);
  };
  const items = joined(run.steps.flatMap((step, index) => (isDrawn(step, index) ? [...draw(step, index), ...(isCrucial(index) ? [crucial(step)] : [])] : [])));
  const last = run.steps.at(-1);
  if (options.violation !== undefined) {
    items.push({ kind: 'violation', over: last === undefined ? [] : [last.action.component], text: explanation(options.violation).join('\n') });
  }
  if (options.reached !== undefined) items.push({ kind: 'note', over: last === undefined ? [] : [last.action.component], text: `✔ Reached: ${options.reached}` });
  if (options.replay !== undefined) items.push({ kind: 'note', over: [], text: `Replay: ${options.replay}` });
  return {
    title: options.title,
    ...(options.description !== undefined && { description: options.description }),
    participants: participants(items, style),
    items,
    autonumber: true,
  };
}

/** A step has one arrow, or several with one number if more is taken at once. */
function numbered(items: readonly SequenceItem[], number: number | undefined): readonly SequenceItem[] {
  return number === undefined ? items : items.map((item) => (item.kind === 'message' ? { ...item, number } : item));
}

function crucial({ action }: ReplayedStep): SequenceItem {
  return { kind: 'note', over: [action.component], text: 'Without this step all others can be taken, and this does not happen.' };
}

/** What one component notes without a break is one note. */
function joined(items: readonly SequenceItem[]): SequenceItem[] {
  const result: SequenceItem[] = [];
  for (const item of items) {
    const last = result.at(-1);
    if (item.kind === 'note' && last?.kind === 'note' && item.over.join() === last.over.join()) result[result.length - 1] = { ...last, text: `${last.text}\n${item.text}` };
    else result.push(item);
  }
  return result;
}

function drawStep(engine: Engine, step: ReplayedStep, style: DrawingStyle): SequenceItem[] {
  const { happening } = step.action;
  switch (happening.kind) {
    case 'reaction': {
      const { component, input, reaction } = happening;
      const notes = (reaction.notes ?? []).flatMap((note) => style.noteText(note) ?? []);
      const faults = reaction.faults ?? [];
      return [
        ...drawInput(engine, step, component, input, style, notes.length > 0),
        ...faults.map((fault): SequenceItem => ({ kind: 'section', title: 'fault', tone: 'warning', items: [{ kind: 'note', over: [component], text: fault }] })),
        ...(notes.length > 0 ? [{ kind: 'note', over: [component], text: notes.join('\n') } as const] : []),
      ];
    }
    case 'crash':
    case 'restart':
      return [{ kind: 'section', title: happening.kind, tone: happening.kind === 'crash' ? 'warning' : 'neutral', items: [{ kind: 'note', over: [happening.component], text: happening.kind === 'crash' ? `${happening.component} crashes` : `${happening.component} starts again` }] }];
    case 'channel fault':
      return [
        { kind: 'message', from: happening.from, to: happening.to, text: style.describe(happening.message), style: 'lost' },
        { kind: 'note', over: [happening.from, happening.to], text: happening.fault },
      ];
    case 'watch broken':
      return [{ kind: 'note', over: [happening.reader], text: `the watch of ${happening.log} breaks` }];
  }
}

function drawInput(engine: Engine, step: ReplayedStep, component: string, input: Input, style: DrawingStyle, hasNotes: boolean): SequenceItem[] {
  switch (input.kind) {
    case 'message':
      return [{ kind: 'message', from: input.from, to: component, text: style.describe(input.message), style: style.messageStyle(input.message) }];
    case 'entry': {
      // A watch may be opened in the very step in which it tells.
      const from = engine.view(step.before).via(input.log, component) ?? (step.action.steps && engine.view(step.after).via(input.log, component)) ?? style.historyOf;
      return [{ kind: 'message', from, to: component, text: `watch ${input.log}: ${style.describe(input.entry)}`, style: 'watch' }];
    }
    case 'internal':
      // Its notes say more than its name.
      return hasNotes ? [] : [drawInternal(component, step.label.slice(component.length + 2), style)];
    case 'broken':
      return [{ kind: 'note', over: [component], text: `notices that its watch of ${input.log} broke` }];
    case 'silence':
      return [{ kind: 'note', over: [component], text: `notices that ${input.of} is silent` }];
  }
}

/** What a person does is a step of the story, with a number. */
function drawInternal(component: string, text: string, style: DrawingStyle): SequenceItem {
  return style.isPerson(component) ? { kind: 'message', from: component, to: component, text, style: 'request' } : { kind: 'note', over: [component], text };
}

function participants(items: readonly SequenceItem[], style: DrawingStyle): Participant[] {
  const seen = new Set<string>();
  const collect = (item: SequenceItem): void => {
    switch (item.kind) {
      case 'message':
        seen.add(item.from).add(item.to);
        break;
      case 'note':
      case 'violation':
        for (const id of item.over) seen.add(id);
        break;
      case 'section':
      case 'loop':
        item.items.forEach(collect);
    }
  };
  items.forEach(collect);
  const rank = (id: string): number => (style.order.includes(id) ? style.order.indexOf(id) : style.order.length);
  return [...seen]
    .sort((a, b) => rank(a) - rank(b))
    .map((id) => {
      const group = style.group(id);
      return { id, label: id, kind: style.isPerson(id) ? 'actor' : 'participant', ...(group !== undefined && { group }) };
    });
}
