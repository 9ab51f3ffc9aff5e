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
  'duty.watch',
  /** Types in for somebody who spoke by telephone (代录). */
  'duty.record-for',
  // Papers on their way
  'custody.read',
  'custody.act',
  /** Lets a handover go on that a difference has stopped. */
  'custody.settle',
  // The registers
  'register.read',
  'register.reveal',
  'register.write',
  // What leaves the house
  'event.read',
  'export.read',
  'calendar.own',
  // Desks and links
  'desk.register',
  'desk.card',
  'link.issue',
  // Accounts
  'account.read',
  'account.write',
  'account.grant',
  /** Confirms what another one has proposed: an administrator's right takes two persons. */
  'account.confirm',
  /** Comes in, goes out, changes his own password and second factor. */
  'session.own',
  'token.own',
  // The record
  'audit.read',
  'audit.checkpoint',
  'season.verify',
  // The machine
  'system.read',
  'system.operate',
] as const;

export type Operation = (typeof OPERATIONS)[number];
