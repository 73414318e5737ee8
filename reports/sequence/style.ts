import type { Action, Json } from '../../model/kernel/index.ts';
import type { MessageStyle } from '../mermaid/index.ts';

/** How a system's runs are drawn: what its messages and components are to a reader. */
export interface DrawingStyle {
  /** A message or log entry in a few words. */
  describe(message: Json): string;
  messageStyle(message: Json): MessageStyle;
  /** The box that a component stands in; undefined = none. */
  group(component: string): string | undefined;
  isPerson(component: string): boolean;
  /** Components from left to right; those not named come after, in order of appearance. */
  readonly order: readonly string[];
  /** What a note of a reaction says to a reader; undefined = nothing. */
  noteText(note: Json): string | undefined;
  /** Whether a step only keeps a cache up to date, so that a reader can do without it. */
  isQuiet(action: Action): boolean;
  /** Where the entries of a log come from when no reader stands in between. */
  readonly historyOf: string;
}
