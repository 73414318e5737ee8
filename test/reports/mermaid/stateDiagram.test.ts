import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createMachine } from 'xstate'
import type { AnyStateMachine } from 'xstate'
import { writeStateDiagram } from '../../../reports/mermaid/index.ts'
import { hostileText } from './hostile.ts'
import { everything, podWorker } from './machines.ts'
import { loadParser } from './parser.ts'
import type { Parser } from './parser.ts'

let parser: Parser
beforeAll(async () => {
  parser = await loadParser()
})

const parallelRoot = createMachine({ type: 'parallel', id: 'both', states: { left: { initial: 'x', states: { x: {} } }, right: {} } })
const atomicRoot = createMachine({ id: 'nothing', on: { PING: {} } })

/** A machine of any names: targets go by id, since a name may hold XState's own delimiters. */
const anyMachine: fc.Arbitrary<AnyStateMachine> = fc.record({
  names: fc.uniqueArray(hostileText.filter(name => name !== '' && name !== '__proto__'), { minLength: 4, maxLength: 4 }),
  events: fc.array(fc.tuple(hostileText.filter(name => name !== '' && name !== '__proto__'), fc.nat(3), hostileText.filter(name => name !== '')), { size: 'max', maxLength: 6 }),
  isParallel: fc.boolean(),
}).map(({ names, events, isParallel }) => {
  const on = Object.fromEntries(events.map(([event, to, name]) => [event, { target: `#n${to}`, guard: name, actions: { type: name } }]))
  const [a = 'a', b = 'b', c = 'c', d = 'd'] = names
  const inner = { [b]: { id: 'n1', on, entry: { type: c } }, [c]: { id: 'n2', on } }
  return createMachine({
    id: d,
    initial: a,
    states: {
      [a]: { id: 'n0', on, ...(isParallel ? { type: 'parallel' as const } : { initial: b }), states: inner },
      [d]: { id: 'n3', type: 'final' },
    },
  })
})

describe('writeStateDiagram', () => {
  it('writes a life cycle', () => {
    expect(writeStateDiagram(podWorker)).toBe(`stateDiagram-v2
  state "pending" as pending
  state "syncing" as syncing {
    state "(any)" as syncing_any
    state "sandbox" as syncing_sandbox
    state "pulling" as syncing_pulling
    state "backOff" as syncing_backOff
    syncing_backOff : entry / startBackoff
    state "running" as syncing_running
    syncing_running : entry / notify
    [*] --> syncing_sandbox
    syncing_sandbox --> syncing_pulling : SANDBOX_READY
    syncing_pulling --> syncing_running : PULLED<br/>[imagePresent]
    syncing_pulling --> syncing_backOff : PULL_FAILED
    syncing_backOff --> syncing_pulling : after BACKOFF
    syncing_running --> syncing_backOff : EXITED [restartPolicyAllows]
  }
  state "terminating" as terminating
  state "terminated" as terminated
  terminated --> [*]
  [*] --> pending
  pending --> syncing : BOUND [podIsUnbound]
  pending --> terminated : DELETE
  syncing_any --> terminating : DELETE / killContainers
  terminating --> terminated : STOPPED
  syncing_any --> syncing_sandbox : RESYNC
  syncing_running --> terminated : EXITED / notify
  classDef anywhere fill: transparent,stroke-dasharray: 4 3
  class syncing_any anywhere
`)
  })

  it('writes regions, history, actors, combined guards and several targets', () => {
    const text = writeStateDiagram(everything)
    for (const line of [
      '[*] --> a : / log', 'a --> a : #42; / log, raise GO', 'a --> b : after 1000 ms', 'a --> c : [isReady and (not isBound)]',
      'b : exit / log', 'b --> c : fetch done [sometimes]', 'b --> a : fetch failed', 'c --> d : done', 'any --> c_left_past : BACK',
      'any --> c_left_y : MULTI', 'any --> c_right : MULTI', 'state "H#42;" as c_left_past', 'c_left_y --> [*]', '    --',
    ]) expect(text).toContain(`${line}\n`)
  })

  it('shows as many actions as asked for', () => {
    expect(writeStateDiagram(everything, { actions: 'none' })).not.toContain('log')
    expect(writeStateDiagram(everything, { actions: 'all' })).toContain('a --> a : #42; / log, assign, raise GO')
  })

  it.each([['podWorker', podWorker], ['everything', everything], ['parallelRoot', parallelRoot], ['atomicRoot', atomicRoot]])(
    'writes %s so that mermaid can read it', async (_, machine) => {
      await parser.parse(writeStateDiagram(machine, { direction: 'LR', description: ['%%{init}%% x'] }))
    })

  it('writes a machine of any names so that mermaid can read it', async () => {
    await fc.assert(fc.asyncProperty(anyMachine, async machine => {
      const text = writeStateDiagram(machine)
      await parser.parse(text)
      expect(writeStateDiagram(machine)).toBe(text)
    }), { numRuns: 300 })
  }, 60_000)
})
