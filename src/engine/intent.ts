import type { Command, UnitEvent } from './model.js';

type Keyed = Extract<Command, { key?: string }>['type'];

/** The event by which a command is remembered: it carries the command's key. */
const eventOf = {
  complete: 'submitted',
  signFor: 'signedFor',
  answer: 'answered',
  confirm: 'confirmed',
  leave: 'left',
  accept: 'accepted',
  return: 'returned',
  waive: 'waived',
  handOn: 'handedOn',
  object: 'objected',
  amend: 'amended',
  custody: 'custody',
  vault: 'vault',
  unlock: 'custody',
  addStep: 'added',
  begin: 'added',
  standIn: 'stoodIn',
  pause: 'paused',
  resume: 'resumed',
  close: 'closed',
  unreadable: 'refused',
} as const satisfies Record<Keyed, UnitEvent['type']>;

const isKeyed = (type: string): type is Keyed => type in eventOf;

/** What a key stands for: the same key for another command or another duty is a mistake of the client. */
export function intentOf(of: { type: string; command?: string; duty?: unknown }): string {
  const type =
    of.type === 'refused' && of.command && isKeyed(of.command) ? eventOf[of.command] : of.type;
  const event = isKeyed(type) ? eventOf[type] : type;
  return `${event}/${typeof of.duty === 'string' ? of.duty : ''}`;
}

/** Whether a remembered intent is what is said now; a step alone may have meant one of its occurrences. */
export function isIntentOf(known: string, of: { type: string; duty?: string }): boolean {
  const intent = intentOf(of);
  return known === intent || (of.duty !== undefined && known.startsWith(`${intent}@`));
}
