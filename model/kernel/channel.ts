import type { Json } from './json.ts';
import type { Send } from './component.ts';

/**
 * How messages travel from one component to another. Delay is not a fault: any deliverable message may be
 * next. Unordered channels hold a bag (or, duplicating, a set that delivery does not consume); FIFO channels
 * deliver their head only.
 */
export interface Channel {
  readonly order: 'unordered' | 'fifo';
  /** Delivery leaves the message in place, and sending it twice changes nothing. */
  readonly duplicating?: boolean;
  /** What may happen to a message under way. */
  readonly faults?: readonly ChannelFault[];
  /** A crash of the receiver resets the connection: what is under way to it meets this fault, free of charge. */
  readonly onReceiverCrash?: ChannelFault;
}

export interface ChannelFault {
  readonly name: string;
  /** What becomes of the message: what takes its place, what is sent instead; undefined = cannot happen to it. */
  apply(message: Json, from: string, to: string): ChannelFaultEffect | undefined;
}

export interface ChannelFaultEffect {
  readonly put: readonly Json[];
  readonly send?: readonly Send[];
}

/** Loses the message. */
export function loss(name = 'loss'): ChannelFault {
  return { name, apply: () => ({ put: [] }) };
}

/** Leaves a second copy under way. */
export function duplication(name = 'duplication'): ChannelFault {
  return { name, apply: (message) => ({ put: [message, message] }) };
}

export const unordered: Channel = { order: 'unordered' };
export const fifo: Channel = { order: 'fifo' };
/** The message set of TLA+ specifications: sent once, deliverable for ever. */
export const duplicating: Channel = { order: 'unordered', duplicating: true };
