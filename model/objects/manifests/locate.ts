import { isAlias, isCollection, isMap, isScalar, type Node } from 'yaml';
import type { YamlDocument } from './yamlDocuments.ts';

/**
 * Where a field stands in the source: at its key, or where the item of a list begins. Of a field that is not
 * there, the place of the innermost thing that should have had it.
 *
 * @returns an offset into the text
 */
export function locate(document: YamlDocument, path: readonly (string | number)[]): number {
  let node: Node | null = resolved(document, document.contents);
  let offset = startOf(node) ?? 0;
  for (const segment of path) {
    if (!isCollection(node)) return offset;
    const next: { readonly node: Node | null; readonly at: number | undefined } | undefined = isMap(node) ? inMap(node.items, String(segment)) : inList(node.items, segment);
    if (next === undefined) return offset;
    offset = next.at ?? offset;
    node = resolved(document, next.node);
  }
  return offset;
}

function inMap(pairs: readonly { readonly key: unknown; readonly value: unknown }[], name: string): { readonly node: Node | null; readonly at: number | undefined } | undefined {
  const pair = pairs.find(({ key }) => isScalar(key) && String(key.value) === name);
  return pair && { node: pair.value as Node | null, at: startOf(pair.key as Node) };
}

function inList(items: readonly unknown[], index: string | number): { readonly node: Node | null; readonly at: number | undefined } | undefined {
  const item = typeof index === 'number' ? (items[index] as Node | undefined) : undefined;
  return item && { node: item, at: startOf(item) };
}

function resolved(document: YamlDocument, node: Node | null): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function startOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0];
}
