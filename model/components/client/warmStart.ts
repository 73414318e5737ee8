import type { Parts, View } from '../../kernel/component.ts';
import type { Json } from '../../kernel/json.ts';
import { reactions, type Step } from '../../kernel/step.ts';

/**
 * What a component's parts are after it has done something before the beginning: how a component that has been
 * running for a while gets what it would have made of the objects by then. No fault strikes, guards tell the
 * truth, and what is sent or noted is forgotten.
 */
export function partsAfter(parts: Parts, body: (step: Step) => void): Parts {
  const view: View = { get: (part) => parts[part], keys: (prefix) => Object.keys(parts).filter((part) => part.startsWith(prefix)).sort(), cursor: () => 'open', place: () => undefined };
  const [first] = reactions(view, (_, holds) => holds, body);
  return Object.fromEntries(Object.entries({ ...parts, ...first?.set }).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
