import { canonicalText, type System } from '../../model/kernel/index.ts';
import type { DrawingStyle } from './style.ts';
import { textField } from './textField.ts';

/** How runs of a system are drawn of which nothing is known but its components and messages. */
export function plainStyle(system: System): DrawingStyle {
  return {
    describe: (message) => system.describe?.(message) ?? (typeof message === 'string' ? message : canonicalText(message, 'message')),
    messageStyle: () => 'request',
    group: () => undefined,
    isPerson: () => false,
    order: system.components.map(({ name }) => name),
    noteText: (note) => (typeof note === 'string' ? note : (textField(note, 'text') ?? canonicalText(note, 'note'))),
    isQuiet: () => false,
    historyOf: 'history',
  };
}
