import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../model/kernel/json.ts';
import { parseWatchEvent } from '../../../model/objects/index.ts';
import { pod, shared } from './support.ts';

describe('a watch event', () => {
  test.each(['ADDED', 'MODIFIED', 'DELETED'] as const)('%s carries an object', (type) => {
    expect(parseWatchEvent({ type, object: pod() })).toEqual({ event: { type, object: pod() } });
  });

  test('BOOKMARK carries a resourceVersion, ERROR a Status', () => {
    expect(parseWatchEvent({ type: 'BOOKMARK', object: { apiVersion: 'v1', kind: 'Pod', metadata: { resourceVersion: '7', creationTimestamp: null }, spec: { containers: null }, status: {} } })).toMatchObject({ event: { object: { metadata: { resourceVersion: '7' } } } });
    const gone = { apiVersion: 'v1', kind: 'Status', metadata: {}, status: 'Failure', message: 'too old resource version: 1 (2)', reason: 'Expired', code: 410 } as const;
    expect(parseWatchEvent({ type: 'ERROR', object: gone })).toEqual({ event: { type: 'ERROR', object: gone } });
  });

  test.each<[Json, string]>([
    [7, 'a watch event is an object with type and object'],
    [{ type: 'CHANGED', object: {} }, 'type: Unsupported value: "CHANGED": supported values: "ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR"'],
    [{ type: 'ADDED' }, 'object: Invalid value: "null": must be an object with apiVersion and kind'],
    [{ type: 'ADDED', object: { ...pod(), spec: { containers: 1 } } }, 'object.spec.containers: Invalid value: "number": must be of type array'],
  ])('%j is none', (event, message) => {
    expect(parseWatchEvent(event)).toEqual({ errors: [message] });
  });
});

const traces = new URL('traces/', shared);

describe.runIf(existsSync(traces))('recordings of real clusters', () => {
  const files = existsSync(traces) ? readdirSync(traces).filter((file) => file.endsWith('.jsonl')) : [];

  test.each(files)('%s: every event is read, and nothing of it is lost', (file) => {
    const lines = readFileSync(new URL(file, traces), 'utf8').trim().split('\n');
    for (const line of lines) {
      const json = JSON.parse(line) as JsonObject;
      expect(parseWatchEvent(json)).toMatchObject({ event: withoutNulls(json) as object });
    }
    expect(lines.length).toBeGreaterThan(0);
  });
});

function withoutNulls(json: Json): Json {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((item: Json) => withoutNulls(item));
  return Object.fromEntries(Object.entries(json as JsonObject).flatMap(([key, value]) => (value === null || value === undefined ? [] : [[key, withoutNulls(value)]])));
}
