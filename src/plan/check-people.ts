import { faultAt, gather, type Fault } from './faults.js';
import { nearest } from './nearest.js';
import type { PlacedHolder } from './read-posts.js';
import type { PlacedRow } from './read-roster.js';
import type { Person, ReadRegisters, Registers } from './register.js';
import type { Scene } from './scene.js';
import type { Role } from './schema.js';

/** Whoever holds a post, or is on duty, is somebody and may be there: declared, no relative in the exam (B2, E9). */
export function checkPeople(
  scene: Scene,
  posts: readonly PlacedHolder[],
  roster: readonly PlacedRow[],
  { people, broken }: ReadRegisters,
): Fault[] {
  if (broken) return [];
  const roles = new Map(scene.file.roles.map((role) => [role.id, role]));
  const asked = (holder: PlacedHolder): Fault[] => {
    const role = roles.get(holder.post.slice(holder.post.indexOf('#') + 1));
    const person = people?.get(holder.person);
    return role && person ? recusal(holder, role, person) : [];
  };
  return [
    ...roleFaults(scene, posts, people),
    ...gather(posts, asked),
    ...gather(roster, (row) => rowFaults(scene, row, people)),
  ];
}

function recusal(holder: PlacedHolder, role: Role, { declared, relative, graduating }: Person) {
  const said = { person: holder.person, post: holder.post };
  const at = holder.place('person');
  const faults: Fault[] = [];
  if (role.recusal && declared === '') faults.push(faultAt(at, 'recusal-undeclared', said));
  if (role.recusal && relative) faults.push(faultAt(at, 'recusal-relative', said));
  if (!role.graduating && graduating) faults.push(faultAt(at, 'recusal-graduating', said));
  return faults;
}

/**
 * A role that no post bears is a slip of the pen that would leave nobody asked – but a template's may be of
 * units that this season does not have. Without a register nobody can be asked at all.
 */
function roleFaults(
  { file, steps }: Scene,
  posts: readonly PlacedHolder[],
  people: Registers['people'],
): Fault[] {
  const known = new Set(posts.map(({ post }) => post.slice(post.indexOf('#') + 1)));
  const named = new Set(steps.flatMap(({ yaml }) => rolesIn(JSON.stringify(yaml))));
  return file.roles.flatMap((role, n) => {
    const place = file.source.place(['roles', n, 'id']);
    const isOurs = place.file === file.source.file;
    if (isOurs && posts.length > 0 && !known.has(role.id) && !named.has(role.id))
      return [faultAt(place, 'unknown-role', { role: role.id, nearest: nearest(role.id, known) })];
    const asks = role.recusal || !role.graduating;
    if (!asks || people !== null || !known.has(role.id)) return [];
    return [faultAt(place, 'recusal-register', { role: role.id })];
  });
}

const rolesIn = (text: string): string[] =>
  [...text.matchAll(/[.#]([a-z][a-z0-9-]{0,63})"|"(?:role|holders)":"([a-z0-9-]+)"/g)].map(
    ([, role, said]) => role ?? said ?? '',
  );

function rowFaults({ byId, file }: Scene, row: PlacedRow, people: Registers['people']): Fault[] {
  const { unit, step, person } = row;
  const checked = byId.get(step);
  const faults: Fault[] = [];
  if (checked === undefined) {
    if (!file.stepIds.has(step)) {
      const said = { step, nearest: nearest(step, file.stepIds) };
      faults.push(faultAt(row.place('step'), 'unknown-step', said));
    }
  } else if (checked.step.kind !== 'watch')
    faults.push(faultAt(row.place('step'), 'roster-no-watch', { step }));
  else if (checked.owers.length > 0 && !checked.owers.some(({ path }) => path === unit))
    faults.push(faultAt(row.place('unit'), 'rehearsal-scope', { unit, step }));
  if (people !== null && !people.has(person)) {
    const said = { person, nearest: nearest(person, people.keys()) };
    faults.push(faultAt(row.place('person'), 'unknown-person', said));
  }
  return faults;
}
