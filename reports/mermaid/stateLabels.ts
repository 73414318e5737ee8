import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'

/** Which actions a state diagram shows: those with a name, XState's own (assign …) too, or none. */
export type ShownActions = 'named' | 'all' | 'none'

/** What guards, actions and events may be once XState has read them: a name, an object with a type, a function. */
interface Described {
  readonly name?: unknown
  readonly type?: unknown
  readonly guards?: unknown
  readonly event?: unknown
  readonly sendId?: unknown
}

function describe(value: unknown): Described {
  return (typeof value === 'object' && value !== null) || typeof value === 'function' ? value : { type: value }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** `isReady`, `not isReady`, `isReady and isBound`. */
export function guardName(guard: unknown): string {
  const { type, name, guards } = describe(guard)
  if (Array.isArray(guards)) {
    const names = guards.map(each => (Array.isArray(describe(each).guards) ? `(${guardName(each)})` : guardName(each)))
    return names.length === 1 ? `${asText(name)} ${names[0]}` : names.join(` ${asText(name)} `)
  }
  // A function written in place is called after the property that it stands in, which says nothing.
  const own = asText(type) || asText(name)
  return own === '' || own === 'guard' ? 'sometimes' : own
}

/** The name of an action, or undefined where there is nothing to tell a reader. */
function actionName(action: unknown, shown: ShownActions): string | undefined {
  const { type, name, event, sendId } = describe(action)
  const raised = asText(describe(event).type)
  // XState arms and cancels the timers of `after` itself: the transition already says `after`.
  if (raised.startsWith('xstate.') || asText(sendId).startsWith('xstate.')) return undefined
  if (asText(type) === 'xstate.raise') return `raise ${raised || 'event'}`
  if (asText(type).startsWith('xstate.')) return shown === 'all' ? asText(type).slice('xstate.'.length) : undefined
  if (asText(type) !== '') return asText(type)
  return shown === 'all' ? asText(name) || 'inline' : undefined
}

/** `log, notify`; empty when there is nothing to show. */
export function actionNames(actions: readonly unknown[], shown: ShownActions): string {
  if (shown === 'none') return ''
  return actions.map(each => actionName(each, shown)).filter(each => each !== undefined).join(', ')
}

/** An invoked actor by the name of its source, when it has no id of its own. */
function actorName(source: AnyStateNode, id: string): string {
  const src: unknown = source.invoke.find(each => each.id === id)?.src
  return /^\d+\./.test(id) && typeof src === 'string' && !src.startsWith('xstate.invoke') ? src : id
}

const ACTOR_EVENTS: readonly (readonly [prefix: string, verb: string])[] = [
  ['xstate.done.actor.', 'done'],
  ['xstate.error.actor.', 'failed'],
  ['xstate.snapshot.actor.', 'changed'],
]

/** An event as its author wrote it: `after 1000 ms`, `fetch done`; empty for an eventless transition. */
export function eventName(eventType: string, source: AnyStateNode): string {
  const after = 'xstate.after.'
  if (eventType.startsWith(after)) {
    const delay = eventType.slice(after.length).replace(`.${source.id}`, '')
    return /^\d+$/.test(delay) ? `after ${delay} ms` : `after ${delay}`
  }
  if (eventType.startsWith('xstate.done.state.')) return 'done'
  for (const [prefix, verb] of ACTOR_EVENTS) {
    if (eventType.startsWith(prefix)) return `${actorName(source, eventType.slice(prefix.length))} ${verb}`
  }
  return eventType
}

/** `EVENT [guard] / actions`. */
export function transitionLabel(transition: AnyTransitionDefinition, shown: ShownActions): string {
  const guard: unknown = transition.guard
  const actions = actionNames(transition.actions, shown)
  return [
    eventName(transition.eventType, transition.source),
    guard === undefined ? '' : `[${guardName(guard)}]`,
    actions === '' ? '' : `/ ${actions}`,
  ].filter(part => part !== '').join(' ')
}
