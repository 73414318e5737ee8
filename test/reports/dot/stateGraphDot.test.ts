import { createRequire } from 'node:module';
import { instance, type Viz } from '@viz-js/viz';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { stateGraph, stateGraphDot, type ExplicitGraph } from '../../../index.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { essence, hostileText } from '../mermaid/hostile.ts';

interface Element {
  readonly textContent: string | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

interface DomModule {
  readonly JSDOM: new (text: string, options: { readonly contentType: string }) => { readonly window: { readonly document: Element } };
}

const { JSDOM } = createRequire(import.meta.url)('jsdom') as DomModule;

/** Graphviz itself. */
let graphviz: Viz;
beforeAll(async () => {
  graphviz = await instance();
});

/** What a person reads in the picture: of each node and each edge its text, one line after the other. */
function drawn(dot: string): { readonly nodes: readonly string[]; readonly edges: readonly string[] } {
  const { document } = new JSDOM(graphviz.renderString(dot, { format: 'svg' }), { contentType: 'image/svg+xml' }).window;
  const texts = (kind: string): readonly string[] => [...document.querySelectorAll(`g.${kind}`)].map((group) => [...group.querySelectorAll('text')].map(({ textContent }) => textContent ?? '').join(' ').trim()).filter((text) => text !== '');
  return { nodes: texts('node'), edges: texts('edge') };
}

const nothing = { isInitial: false, isEnd: false, changes: [] };

/** Two states with a step between them. */
const graphWith = (label: string, part: string): ExplicitGraph => ({
  states: [{ ...nothing, isInitial: true }, { ...nothing, isEnd: true, changes: [{ part, isNew: true, value: 'x' }] }],
  steps: [{ from: 0, to: 1, label, kind: 'internal' }],
  leftOut: 0,
});

describe('a state graph for Graphviz', () => {
  it('shows every state with what changed, every step, where runs begin and end, and what is wrong', async () => {
    const graph = await stateGraph({ system: racyCounter(2), shape: undefined }, [noLostUpdate]);
    if (typeof graph === 'string') throw new Error(graph);
    const dot = stateGraphDot(graph, 'racy counter');
    const { nodes, edges } = drawn(dot);
    expect(nodes).toHaveLength(13);
    expect(nodes).toContain('3 memory counter = 1 memory thread0 = {"at":"done","seen":0}');
    expect(nodes.filter((text) => text.endsWith('✘ no-lost-update'))).toHaveLength(1);
    expect(edges).toHaveLength(14);
    expect(edges).toContain('memory: thread0 reads');
    expect(dot.match(/peripheries=2/g)).toHaveLength(3);
    expect(dot.match(/fillcolor="#ff968c"/g)).toHaveLength(1);
    expect(dot).toMatch(/begin0 -> s0;/);
    expect(dot).toMatch(/label="racy counter\\n13 states, 14 steps; two borders: nothing but faults can happen; red: a property is violated"/);
  });

  it('draws steps of one kind between the same states as one edge, and faults apart', () => {
    const step = { from: 0, to: 1, kind: 'internal' } as const;
    const graph: ExplicitGraph = { ...graphWith('', 'a'), steps: [{ ...step, label: 'one' }, { ...step, label: 'other' }, { ...step, label: 'crash: a', kind: 'fault' }], leftOut: 1 };
    const dot = stateGraphDot(graph, 'three');
    expect(drawn(dot).edges).toEqual(['one other', 'crash: a']);
    expect(dot).toMatch(/crash: a" color="#b3261e" fontcolor="#b3261e" style=dashed/);
    expect(dot).toMatch(/left out: 1 step to\\nstates/);
  });

  it('shows short values, says of long ones that they changed, and names only some of many', () => {
    const changes = [
      { part: 'a', isNew: false },
      { part: 'b', isNew: false, value: 'x'.repeat(100) },
      { part: 'c', isNew: true, value: { text: 'x'.repeat(100) } },
      { part: 'd', isNew: false, value: null },
      { part: 'e', isNew: false, value: 1 },
      { part: 'f', isNew: false, value: 2 },
    ];
    expect(drawn(stateGraphDot({ states: [{ ...nothing, changes }], steps: [], leftOut: 0 }, 'one')).nodes).toEqual(['0 a is gone b changes c is new d = null and 2 more']);
  });

  it('reads as it is, whatever is in a label', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.constantFrom('\\N \\E \\L', 'a\\', '<b>bold</b>', '&amp;lt; &#65;', '"; x [label="', '}', '//', '/* */', '\\\\"', '%%')), hostileText, (label, part) => {
        const { nodes, edges } = drawn(stateGraphDot(graphWith(label, part), label));
        expect(nodes.map(essence)).toEqual(['0', essence(`1${part} = x`)]);
        expect(edges.map(essence).join('')).toBe(essence(label));
      }),
      { numRuns: 60 },
    );
  });
});
