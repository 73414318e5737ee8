import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Engine, parseTrace, replay, replayTrace, TraceError, traceOf } from '../../../index.ts';
import { racyCounter } from '../../models/racyCounter.ts';

/** A trace is a scenario and a schedule of labels; replaying it ends in the very same state, or says why not. */
const engine = () => new Engine(racyCounter(2));
const schedule = ['memory: thread0 reads', 'memory: thread1 reads', 'memory: thread0 writes', 'memory: thread1 writes'];
const recorded = () => {
  const first = engine();
  return traceOf(first, { threads: 2 }, replay(first, schedule));
};

describe('a trace', () => {
  it('is JSON that a person can read, and comes back as it was written', () => {
    const trace = recorded();
    expect(trace).toMatchObject({ format: 'podproof-trace', version: 1, scenario: { threads: 2 }, schedule });
    expect(parseTrace(JSON.stringify(trace), 'trace.json')).toEqual(trace);
  });

  it('replays bit for bit in an engine that has seen nothing or something else', () => {
    const other = engine();
    replay(other, ['memory: thread1 reads', 'memory: thread1 writes']);
    for (const fresh of [engine(), other]) expect(fresh.snapshot(replayTrace(fresh, recorded()).end)).toMatchObject({ 'part memory counter': 1 });
  });

  it('whose schedule cannot be followed says where, and what was enabled instead', () => {
    expect(() => replay(engine(), ['memory: thread0 writes'])).toThrow('schedule[0]: "memory: thread0 writes" is not enabled here; enabled: "memory: thread0 reads", "memory: thread1 reads"');
  });

  it('is followed tolerantly while it is being shrunk', () => {
    expect(replay(engine(), ['nonsense', 'memory: thread0 reads'], { tolerant: true }).steps.map(({ label }) => label)).toEqual(['memory: thread0 reads']);
  });

  it('that was edited by hand is found out', () => {
    expect(() => replayTrace(engine(), { ...recorded(), schedule: schedule.slice(0, 3) })).toThrow(/^end: the replay ends in another state/);
  });

  it.each([
    ['{', 'trace.json: not JSON'],
    ['[]', 'trace.json: (top level): Invalid input'],
    ['{"format":"podproof-trace","version":2}', 'trace.json: version: this is a trace of version 2, and this release reads version 1'],
    ['{"format":"podproof-trace","version":1,"scenario":{},"schedule":[7],"end":"x"}', 'trace.json: schedule.0: Invalid input: expected string, received number'],
    ['{"format":"podproof-trace","version":1,"scenario":{},"schedule":[],"end":"x"}', 'trace.json: end: must be a SHA-256 in hexadecimal'],
  ])('that is damaged gets a clear error: %s', (text, message) => {
    expect(() => parseTrace(text, 'trace.json')).toThrow(message);
  });

  it('never breaks the reader, whatever it holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.json().map((json) => `{"format":"podproof-trace","version":1,"scenario":${json}}`)), (text) => {
        try {
          parseTrace(text, 'trace.json');
        } catch (reason) {
          expect(reason).toBeInstanceOf(TraceError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
