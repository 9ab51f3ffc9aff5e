/**
 * All that can be done through the service. A right is a role × a subtree of units × a department × one of
 * these; the table that joins them is `table.ts`, and nothing else decides.
 */
export const OPERATIONS = [
  // Seasons and plans
  'season.read',
  'season.start',
  'season.govern',
  'plan.check',
  // Duties
  'duty.read',
  'duty.complete',
  'duty.sign-for',
  'duty.answer',
  'duty.confirm',
  'duty.accept',
  'duty.return',
  'duty.waive',
  'duty.hand-on',
  'duty.object',
  'duty.amend',
  'duty.add',
  'duty.stand-in',
  /** Begins what the plan holds ready for when it is needed. */
  'procedure.begin',
  'duty.watch',
  /** Types in for somebody who spoke by telephone (代录). */
  'duty.record-for',
  // Papers on their way
  'custody.read',
  'custody.act',
  /** Lets a handover go on that a difference has stopped. */
  'custody.settle',
  // Vaults
  'vault.read',
  /** Gives or takes the key or the combination. */
  'vault.act',
  'vault.withdraw',
  'vault.lock',
  // The registers
  'register.read',
  'register.reveal',
  'register.write',
  // Who serves where, in whose place
  'roster.read',
  'roster.change',
  // Who invigilates which room
  'room.read',
  'room.write',
  /** Sends one of the reserve into a room in another's place. */
  'room.replace',
  /** Writes down who entered a room and left it. */
  'room.enter',
  // What leaves the house
  'event.read',
  'export.read',
  'calendar.own',
  // Reports, and what will go out
  'report.read',
  /** Who was told what, when and how. */
  'notice.read',
  'notice.preview',
  /** Holds back a notice that has not gone out, or all of a season for a time. */
  'notice.stop',
  /** Puts a sentence of his own to a word that goes up the ladder. */
  'notice.line',
  // Desks and links
  'desk.register',
  'desk.card',
  /** Gives out the PIN that a card begins with: another one than who issued the card. */
  'desk.pin',
  'link.issue',
  // Accounts
  'account.read',
  'account.write',
  'account.grant',
  /** Confirms what another one has proposed: an administrator's right takes two persons. */
  'account.confirm',
  /** Makes the one-time link by which the first administrators are named. */
  'account.begin',
  /** Comes in, goes out, changes his own password and second factor. */
  'session.own',
  'token.own',
  // The record
  'audit.read',
  'audit.checkpoint',
  'season.verify',
  // The ways to people
  'channel.read',
  'channel.test',
  // The machine
  'system.read',
  'system.operate',
  /** Reads in words what Temporal holds encrypted. */
  'payload.read',
] as const;

export type Operation = (typeof OPERATIONS)[number];
