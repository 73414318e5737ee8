import type { Append, Check, CursorMove, CursorStatus, Reaction, Send, View } from './component.ts';
import type { Json } from './json.ts';
import { ModelError } from './errors.ts';

/**
 * A reaction written as a straight line of code: read and write parts, send, choose. The body is run once
 * for every sequence of choices it asks for, and each run becomes one {@link Reaction}; it must therefore
 * depend on nothing but its step.
 */
export interface Step extends View {
  /** Changes a part; `undefined` removes it. Later reads of this step see the change. */
  set(part: string, value: Json | undefined): void;
  send(to: string, message: Json): void;
  append(log: string, entry: Json): void;
  move(move: CursorMove): void;
  /** Nondeterminism: every option is explored. Options become part of the action's label unless there is one only. */
  choose<Option extends string>(options: readonly Option[]): Option;
  /** Whether this fault strikes here: both ways are explored while the budget has it. */
  fault(name: string): boolean;
  /** A named guard. */
  check(guard: string, holds: boolean): boolean;
  /** Tells monitors and diagrams what happened inside. */
  note(note: Json): void;
  /** This way is not possible after all. */
  impossible(): never;
}

/** Runs the body for every sequence of choices. */
export function reactions(view: View, check: Check, body: (step: Step) => void): Reaction[] {
  const found: Reaction[] = [];
  let script: number[] = [];
  do {
    const run = new StepRun(view, check, script);
    if (run.attempt(body)) found.push(run.reaction());
    script = nextScript(run.taken);
  } while (script.length > 0);
  return found;
}

interface Taken {
  readonly index: number;
  readonly of: number;
}

/** The odometer: the last choice that has another option left moves on, later ones start again. */
function nextScript(taken: readonly Taken[]): number[] {
  for (let position = taken.length - 1; position >= 0; position--) {
    const last = taken[position];
    if (last && last.index + 1 < last.of) {
      return [...taken.slice(0, position).map((choice) => choice.index), last.index + 1];
    }
  }
  return [];
}

const notPossible = Symbol('not possible');

class StepRun implements Step {
  readonly taken: Taken[] = [];
  private readonly itsView: View;
  private readonly itsCheck: Check;
  private readonly itsScript: readonly number[];
  private readonly itsSet = new Map<string, Json | undefined>();
  private readonly itsSend: Send[] = [];
  private readonly itsAppend: Append[] = [];
  private readonly itsMoves: CursorMove[] = [];
  private readonly itsNotes: Json[] = [];
  private readonly itsFaults: string[] = [];
  private readonly itsLabels: string[] = [];

  constructor(view: View, check: Check, script: readonly number[]) {
    this.itsView = view;
    this.itsCheck = check;
    this.itsScript = script;
  }

  attempt(body: (step: Step) => void): boolean {
    try {
      body(this);
      return true;
    } catch (reason) {
      if (reason === notPossible) return false;
      throw reason;
    }
  }

  get(part: string): Json | undefined {
    return this.itsSet.has(part) ? this.itsSet.get(part) : this.itsView.get(part);
  }

  keys(prefix: string): readonly string[] {
    const present = new Set(this.itsView.keys(prefix));
    for (const [part, value] of this.itsSet) {
      if (!part.startsWith(prefix)) continue;
      if (value === undefined) present.delete(part);
      else present.add(part);
    }
    return [...present].sort();
  }

  cursor(log: string, reader?: string): CursorStatus {
    return this.itsView.cursor(log, reader);
  }

  place(log: string, reader?: string): Json | undefined {
    return this.itsView.place(log, reader);
  }

  set(part: string, value: Json | undefined): void {
    this.itsSet.set(part, value);
  }

  send(to: string, message: Json): void {
    this.itsSend.push({ to, message });
  }

  append(log: string, entry: Json): void {
    this.itsAppend.push({ log, entry });
  }

  move(move: CursorMove): void {
    this.itsMoves.push(move);
  }

  choose<Option extends string>(options: readonly Option[]): Option {
    const index = this.take(options.length);
    const option = options[index];
    if (option === undefined) throw notPossible;
    if (options.length > 1) this.itsLabels.push(option);
    return option;
  }

  fault(name: string): boolean {
    if (this.take(2) === 0) return false;
    this.itsFaults.push(name);
    this.itsLabels.push(name);
    return true;
  }

  check(guard: string, holds: boolean): boolean {
    return this.itsCheck(guard, holds);
  }

  note(note: Json): void {
    this.itsNotes.push(note);
  }

  impossible(): never {
    throw notPossible;
  }

  private take(of: number): number {
    const index = this.itsScript[this.taken.length] ?? 0;
    if (of > 0 && index >= of) {
      throw new ModelError('a step offered fewer choices when it was run again', 'a step may depend on nothing but what it reads through its step');
    }
    this.taken.push({ index, of });
    return index;
  }

  reaction(): Reaction {
    return {
      ...(this.itsLabels.length > 0 && { label: this.itsLabels.join(', ') }),
      ...(this.itsFaults.length > 0 && { faults: this.itsFaults }),
      ...(this.itsSet.size > 0 && { set: Object.fromEntries(this.itsSet) }),
      ...(this.itsSend.length > 0 && { send: this.itsSend }),
      ...(this.itsAppend.length > 0 && { append: this.itsAppend }),
      ...(this.itsMoves.length > 0 && { cursors: this.itsMoves }),
      ...(this.itsNotes.length > 0 && { notes: this.itsNotes }),
    };
  }
}
