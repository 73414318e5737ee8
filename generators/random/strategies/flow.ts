import type { Action } from '../../../model/kernel/index.ts';

/** What reaches a component by one way: the messages of one sender, the entries of one history, its own work. */
export function flowOf({ happening, component }: Action): string {
  if (happening.kind !== 'reaction') return component;
  const { input } = happening;
  switch (input.kind) {
    case 'message':
      return `${input.from} → ${component}`;
    case 'entry':
      return `${component} ← ${input.log}`;
    default:
      return component;
  }
}
