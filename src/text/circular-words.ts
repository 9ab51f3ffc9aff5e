/** What the service says by itself: what was proved, how things stand, that a season begins to send, that an invigilator was replaced. */
export type CircularKind = 'morning' | 'brief' | 'shadow-ends' | 'replacement';
/** It waits, may be on its way, was taken by a channel, reached nobody, or was held back. */
export type CircularState = 'waiting' | 'sending' | 'handed' | 'undelivered' | 'withheld';
