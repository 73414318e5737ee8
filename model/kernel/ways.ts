import type { Component, Input, Reaction } from './component.ts';
import type { Json } from './json.ts';
import { once } from './once.ts';
import { ReadTree } from './readTree.ts';
import type { Given } from './stimulus.ts';

type Memo = ReadTree<readonly Reaction[]>;

/** The ways in which components have reacted to what they were given. What is remembered is made of the same objects, so those are looked up. */
export class Ways {
  readonly #memos = new WeakMap<Component, Map<string, { readonly objects: WeakMap<object, Memo>; readonly texts: Map<string, Memo> }>>();

  of({ component, input }: Given): Memo {
    const sources = once(this.#memos, component, () => new Map<string, { readonly objects: WeakMap<object, Memo>; readonly texts: Map<string, Memo> }>());
    const { source, content } = partsOf(input);
    let ofSource = sources.get(source);
    if (ofSource === undefined) sources.set(source, (ofSource = { objects: new WeakMap<object, Memo>(), texts: new Map<string, Memo>() }));
    if (typeof content === 'object' && content !== null) return once(ofSource.objects, content, () => new ReadTree());
    const text = JSON.stringify(content);
    let memo = ofSource.texts.get(text);
    if (memo === undefined) ofSource.texts.set(text, (memo = new ReadTree()));
    return memo;
  }
}

function partsOf(input: Input): { readonly source: string; readonly content: Json } {
  switch (input.kind) {
    case 'message':
      return { source: `message ${input.from}`, content: input.message };
    case 'entry':
      return { source: `entry ${input.log}`, content: input.entry };
    case 'internal':
      return { source: 'internal', content: input.input };
    case 'broken':
      return { source: 'broken', content: input.log };
    case 'silence':
      return { source: 'silence', content: input.of };
  }
}
