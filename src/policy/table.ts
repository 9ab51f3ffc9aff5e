import type { Role } from './actor.js';
import type { Operation } from './operation.js';

/**
 * How far a role may go with an operation; a grant's unit, season and department limit it further.
 * `everywhere`: whatever it is about. `subtree`: in the grant's unit and below. `own`: what the unit or department
 * of the grant owes or has a post in, and whatever names a post that the person holds. `held`: only what names a
 * post that the person holds.
 */
export type Reach = 'everywhere' | 'subtree' | 'own' | 'held' | 'none';

/** The console is no role that can be granted: it is the terminal of the machine itself. */
export type Column = Role | 'console';

type Row = Partial<Record<Column, Exclude<Reach, 'none'>>>;

/** Whoever takes part in duties sees and does what is his; coordinator and supervisor look over a subtree. */
const READ_DUTIES: Row = {
  coordinator: 'subtree',
  department: 'own',
  site: 'own',
  supervisor: 'subtree',
  auditor: 'subtree',
  console: 'everywhere',
};
/** Done by those who owe it; a coordinator who owes nothing himself records for others instead. */
const DO_DUTIES: Row = {
  coordinator: 'held',
  department: 'own',
  site: 'own',
  supervisor: 'held',
  console: 'everywhere',
};
/** A person's own word: being in the same unit is not enough, or who owes would accept his own work. */
const IN_PERSON: Row = {
  coordinator: 'held',
  department: 'held',
  site: 'held',
  supervisor: 'held',
  console: 'everywhere',
};
const LEAD: Row = { coordinator: 'subtree', console: 'everywhere' };
const EVERYBODY: Row = {
  coordinator: 'everywhere',
  department: 'everywhere',
  site: 'everywhere',
  supervisor: 'everywhere',
  auditor: 'everywhere',
};

/** The one place where it stands who may do what. `docs/rights.md` is printed from it. */
export const TABLE = {
  'season.read': {
    ...EVERYBODY,
    'system-admin': 'everywhere',
    'security-admin': 'everywhere',
    'audit-admin': 'everywhere',
    console: 'everywhere',
  },
  'season.start': LEAD,
  'season.govern': LEAD,
  'plan.check': { coordinator: 'everywhere', auditor: 'everywhere', console: 'everywhere' },

  'duty.read': READ_DUTIES,
  'duty.complete': DO_DUTIES,
  'duty.sign-for': DO_DUTIES,
  'duty.answer': DO_DUTIES,
  'duty.confirm': IN_PERSON,
  'duty.accept': IN_PERSON,
  'duty.return': IN_PERSON,
  'duty.waive': LEAD,
  'duty.hand-on': DO_DUTIES,
  'duty.object': DO_DUTIES,
  'duty.amend': DO_DUTIES,
  'duty.add': { ...LEAD, supervisor: 'subtree' },
  'duty.stand-in': { ...LEAD, department: 'own', site: 'own' },
  'procedure.begin': { ...LEAD, department: 'own', site: 'own' },
  'duty.watch': DO_DUTIES,
  'duty.record-for': LEAD,

  'custody.read': READ_DUTIES,
  'custody.act': DO_DUTIES,
  'custody.settle': LEAD,

  'vault.read': READ_DUTIES,
  'vault.act': DO_DUTIES,
  'vault.withdraw': { ...LEAD, department: 'held', supervisor: 'held' },
  'vault.lock': DO_DUTIES,

  'register.read': { ...READ_DUTIES, 'security-admin': 'everywhere' },
  'register.reveal': { ...LEAD, department: 'own', site: 'own' },
  'register.write': { ...LEAD, department: 'own', site: 'own' },

  'roster.read': READ_DUTIES,
  'roster.change': { ...LEAD, department: 'own', site: 'own' },

  'room.read': READ_DUTIES,
  'room.write': { ...LEAD, site: 'own' },
  'room.replace': { ...LEAD, site: 'own' },
  'room.enter': { ...LEAD, site: 'own' },

  'event.read': READ_DUTIES,
  'export.read': READ_DUTIES,
  'calendar.own': {
    coordinator: 'everywhere',
    department: 'everywhere',
    site: 'everywhere',
    supervisor: 'everywhere',
  },

  'report.read': READ_DUTIES,
  'notice.read': { ...LEAD, supervisor: 'subtree', auditor: 'subtree' },
  'notice.preview': { ...LEAD, supervisor: 'subtree' },
  'notice.stop': LEAD,
  'notice.line': LEAD,

  'desk.register': LEAD,
  // Not by the console, which acts under any name: card and PIN come from two persons.
  'desk.card': { coordinator: 'subtree' },
  'desk.pin': { coordinator: 'subtree', 'security-admin': 'everywhere' },
  'link.issue': LEAD,

  'account.read': {
    'security-admin': 'everywhere',
    'audit-admin': 'everywhere',
    auditor: 'everywhere',
    console: 'everywhere',
  },
  'account.write': { 'security-admin': 'everywhere' },
  'account.grant': { 'security-admin': 'everywhere' },
  'account.confirm': {
    'system-admin': 'everywhere',
    'security-admin': 'everywhere',
    'audit-admin': 'everywhere',
  },
  'account.begin': { console: 'everywhere' },
  'session.own': {
    ...EVERYBODY,
    'system-admin': 'everywhere',
    'security-admin': 'everywhere',
    'audit-admin': 'everywhere',
  },
  'token.own': { ...EVERYBODY, 'system-admin': 'everywhere', 'audit-admin': 'everywhere' },

  'audit.read': { 'audit-admin': 'everywhere', auditor: 'everywhere' },
  'audit.checkpoint': { 'audit-admin': 'everywhere' },
  'season.verify': {
    coordinator: 'subtree',
    auditor: 'everywhere',
    'system-admin': 'everywhere',
    'audit-admin': 'everywhere',
    console: 'everywhere',
  },

  'channel.read': { 'system-admin': 'everywhere', auditor: 'everywhere', console: 'everywhere' },
  'channel.test': { 'system-admin': 'everywhere', console: 'everywhere' },

  'system.read': { 'system-admin': 'everywhere', auditor: 'everywhere', console: 'everywhere' },
  'system.operate': { 'system-admin': 'everywhere', console: 'everywhere' },
  // Whatever unit it is of: of a subtree's, only who may read every duty there is.
  'payload.read': {
    ...{ coordinator: 'subtree', supervisor: 'subtree', auditor: 'subtree' },
    ...{ 'system-admin': 'everywhere', console: 'everywhere' },
  },
} satisfies Record<Operation, Row>;

/** What the table says, `none` where it is silent. */
export const reachOf = (column: Column, operation: Operation): Reach =>
  (TABLE[operation] as Row)[column] ?? 'none';

/** The three administrators: each looks after what the others do. */
export const ADMINISTRATORS: readonly Role[] = ['system-admin', 'security-admin', 'audit-admin'];

/**
 * Whoever holds one of these holds nothing else: an administrator completes no duties, and an auditor who also
 * did what he looks at would audit himself.
 */
export const STAND_ALONE: readonly Role[] = [...ADMINISTRATORS, 'auditor'];

/** These roles see or move so much that a password alone is not enough. */
export const TWO_FACTORS: readonly Role[] = ['coordinator', ...STAND_ALONE];

/** Roles whose rights come from a unit or department of their own: such a grant has to name one. */
export const OF_A_BODY: readonly Role[] = ['department', 'site'];

/**
 * What no token does, whatever its scopes: what is said in person, what changes rights or opens personal data,
 * and the making of further tokens, which would outlive it.
 */
export const NOT_BY_TOKEN: readonly Operation[] = [
  'duty.confirm',
  'vault.act',
  'vault.withdraw',
  'register.reveal',
  'desk.register',
  'desk.card',
  'desk.pin',
  'link.issue',
  'account.write',
  'account.grant',
  'account.confirm',
  'account.begin',
  'session.own',
  'token.own',
  'audit.checkpoint',
];
