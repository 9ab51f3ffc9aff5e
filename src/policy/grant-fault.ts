import type { Grant, Role } from './actor.js';
import { areClashing } from './may.js';
import { ADMINISTRATORS, OF_A_BODY } from './table.js';

/** Why a right cannot be given. The words for people stand in the catalogue (`rights.grantFault`). */
export type GrantFault =
  /** Together with what the person holds it would exclude itself. */
  | 'clash'
  | 'already-held'
  /** This role lives from a unit or department, and none is named. */
  | 'needs-a-unit'
  /** An administrator's right knows no limits of units and seasons. */
  | 'has-no-limits'
  /** Nobody gives rights to himself. */
  | 'own-right';

export type NewGrant = Omit<Grant, 'id'>;

/** Looks at a right that is to be given to a person who holds (or is to hold) others. */
export function grantFault(
  wanted: NewGrant,
  held: readonly NewGrant[],
  { giver, taker }: { readonly giver: string; readonly taker: string },
): GrantFault | null {
  const { role, unit, season, department } = wanted;
  if (giver === taker) return 'own-right';
  if (department === '' || (OF_A_BODY.includes(role) && (department ?? unit) === ''))
    return 'needs-a-unit';
  if (isAdministrator(role) && (unit !== '' || season !== null || department !== null))
    return 'has-no-limits';
  if (held.some((one) => isSame(one, wanted))) return 'already-held';
  return areClashing([role, ...held.map((one) => one.role)]) ? 'clash' : null;
}

/** Whether giving this role takes two persons. */
export const isAdministrator = (role: Role): boolean => ADMINISTRATORS.includes(role);

const isSame = (one: NewGrant, other: NewGrant): boolean =>
  one.role === other.role &&
  one.unit === other.unit &&
  one.season === other.season &&
  one.department === other.department;
