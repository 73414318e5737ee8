import { canonicalText, renamed, type Json, type JsonObject, type Names } from '../kernel/index.ts';
import { keyOf, type KubernetesObject } from '../objects/index.ts';

/**
 * Where a cluster's state names its nodes and replicas: in whole words (`kubelet-node-1`, `system:node:node-1`), in UIDs
 * (`nodes-node-1-2`) and, by the subnet of a node, in the addresses of its pods (`10.244.0.3`); and what is sorted by such names.
 */
export function renameInCluster(value: Json, names: Names): Json {
  const text = (given: string): string => renameText(given, names);
  return renamed(value, { text, list: (items, before, field, holder) => inOrder(items, before, field, holder) });
}

/** What a name may be part of; between words stand slashes, blanks and the like. */
const words = /[A-Za-z0-9]+(?:[._:-]+[A-Za-z0-9]+)*/g;

/** The name of a node's Node object as its UID begins. */
export function uidPrefix(node: string): string {
  return `nodes-${node}`;
}

function renameText(text: string, names: Names): string {
  const now = text.replace(words, (word) => names.get(word) ?? renameStart(word, /-\d+$/, names) ?? renameStart(word, /\.\d+$/, names) ?? word);
  return now === text ? text : sortPlace(now);
}

/** Renames what precedes a version or the last number of an address. */
function renameStart(word: string, ending: RegExp, names: Names): string | undefined {
  const end = word.search(ending);
  const start = end < 0 ? undefined : word.slice(0, end);
  const isWhole = start !== undefined && (start.startsWith('nodes-') || /^\d+\.\d+\.\d+$/.test(start));
  const now = isWhole ? names.get(start) : undefined;
  return now && now + word.slice(end);
}

/** A place in a history names the version of each key: those that exist, then those that were deleted, both sorted. */
function sortPlace(text: string): string {
  const { cache = '', items = '' } = /^(?<cache>cache of \S+: )?(?<items>[^\s,=]+=\d+(?: deleted)?(?:, [^\s,=]+=\d+(?: deleted)?)+)$/.exec(text)?.groups ?? {};
  if (items === '') return text;
  const all = items.split(', ').map((item) => ({ item, key: item.slice(0, item.indexOf('=')), isDeleted: item.endsWith(' deleted') }));
  const sorted = all.sort((a, b) => Number(a.isDeleted) - Number(b.isDeleted) || compare(a.key, b.key) || compare(a.item, b.item));
  return cache + sorted.map(({ item }) => item).join(', ');
}

/** Lists of objects are sorted by key; keys that come back later, keys of a queue without order, and addresses by themselves. */
function inOrder(items: readonly Json[], before: readonly Json[], field: string | undefined, holder: JsonObject | undefined): readonly Json[] {
  if (field === 'objects' || field === 'items') return items.toSorted((a, b) => compare(storedKey(a), storedKey(b)) || compare(canonicalText(a, field), canonicalText(b, field)));
  const isSorted = field === 'later' || (field === 'ready' && holder?.['anyOrder'] === true) || before.every(isAddress);
  return isSorted ? (items as readonly string[]).toSorted(compare) : items;
}

function isAddress(item: Json): boolean {
  return typeof item === 'string' && /^\d+\.\d+\.\d+\.\d+$/.test(item);
}

function storedKey(object: Json): string {
  return keyOf(object as unknown as KubernetesObject);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
