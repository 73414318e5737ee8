import { describe, expect, it } from 'vitest';
import { breadthFirst, Engine, type Component, type System, type Vector } from '../../../index.ts';

type Parts = { readonly [part: string]: number };

/** A part that can be turned from 0 to 2; whoever takes a message looks at what this says that it looks at. */
function dial(name: string, takes: (get: (part: string) => number) => boolean): Component {
  return {
    name,
    initial: { first: 0, second: 0 },
    internals: (value, part) => (Number(value) < 2 ? [{ label: `turn ${part}`, input: part }] : []),
    react(view, input) {
      const get = (part: string): number => Number(view.get(part) ?? 0);
      if (input.kind === 'internal' && typeof input.input === 'string') return [{ set: { [input.input]: get(input.input) + 1 } }];
      return takes(get) ? [{ set: { taken: 1 } }] : [];
    },
    crash: { fault: 'crash', durable: () => true },
  };
}

/** Whether the message can be taken, as the parts are, and whether it can by what the engine says: in every state, in the order of a search and in another one. */
function mustSayWhere(system: System, takes: (parts: Parts) => boolean): void {
  const engine = new Engine(system);
  const { graph } = breadthFirst(engine, { keep: true });
  const count = graph?.states.size ?? 0;
  expect(count).toBeGreaterThan(30);
  const vector = engine.vector();
  const isOffered = (each: Vector): boolean => engine.enabledIn(each).some(({ kind }) => kind === 'deliver');
  let offered = 0;
  for (let step = 0; step < 2 * count; step++) {
    graph?.states.load(step < count ? step : (step * 17) % count, vector);
    const view = engine.view(vector.state());
    const parts = Object.fromEntries(view.keys('dial', '').map((part) => [part, Number(view.get('dial', part))]));
    const isThere = view.underway('sender', 'dial').length > 0;
    expect(isOffered(vector)).toBe(isThere && !view.isDown('dial') && takes(parts));
    if (isOffered(vector)) offered++;
  }
  expect(offered).toBeGreaterThan(0);
}

function systemWith(takes: (get: (part: string) => number) => boolean): System {
  const sender: Component = { name: 'sender', initial: {}, react: () => [] };
  return { components: [sender, dial('dial', takes)], underway: [{ from: 'sender', to: 'dial', message: 'm' }], faults: { crash: 1 } };
}

describe('what a slot makes possible', () => {
  it('may hang on nothing else', () => mustSayWhere(systemWith(() => true), () => true));

  it('may hang on one other slot', () => mustSayWhere(systemWith((get) => get('second') === 1), (parts) => parts['second'] === 1));

  it('may hang on two other slots', () => mustSayWhere(systemWith((get) => get('first') + get('second') === 2), ({ first = 0, second = 0 }) => first + second === 2));

  it('may hang on a slot only where another one holds something', () =>
    mustSayWhere(systemWith((get) => get('first') === 1 && get('second') === 2), (parts) => parts['first'] === 1 && parts['second'] === 2));

  it('may hang on one slot or on another one', () =>
    mustSayWhere(systemWith((get) => (get('first') === 2 ? get('second') > 0 : get('first') === 1)), ({ first = 0, second = 0 }) => (first === 2 ? second > 0 : first === 1)));
});
