/** What every liveness property assumes of the order of events (Anvil's assumptions, too). */
export const fair = 'Whatever stays possible happens in the end: messages are delivered, crashed components restart, timers fire. Faults end at some time.';
