import type { Actor, Grant, Role } from '../../src/policy/actor.js';
import { OF_A_BODY } from '../../src/policy/table.js';

/** A right in `county/a`; a department's is for its police. */
export const aGrant = (role: Role, parts: Partial<Grant> = {}): Grant => ({
  id: `g-${role}`,
  role,
  unit: OF_A_BODY.includes(role) || role === 'coordinator' || role === 'supervisor' ? 'c/a' : '',
  season: null,
  department: role === 'department' ? 'c/a/police' : null,
  ...parts,
});

/** Somebody who has shown a password and a code. */
export const anActor = (grants: readonly Grant[], parts: Partial<Actor> = {}): Actor => ({
  person: 'p1',
  name: '示一',
  grants,
  way: 'session',
  secret: 'session:1',
  factors: 2,
  scopes: null,
  only: null,
  ...parts,
});
