import type { DutyQuery } from '../../adapters/store/list-types.js';
import type { Actor } from '../../policy/actor.js';
import { reachOf } from '../../policy/table.js';
import { within } from '../../policy/within.js';

type Narrowed = Pick<DutyQuery, 'under' | 'reach'>;

const NOTHING: Narrowed = { reach: { bodies: [], posts: [] } };

/**
 * What of a season's duties somebody may read at all, so that a list is looked for only there. It may say too much
 * where rights limit each other – every row is still held against them one by one –, never too little.
 */
export function narrowedTo(
  actor: Actor,
  season: string,
  held: readonly string[],
  under: string | undefined,
): Narrowed {
  const asked = under === undefined ? {} : { under };
  if (actor.only) return { ...asked, reach: { bodies: [actor.only.path], posts: [] } };
  if (actor.way === 'console') return asked;
  const able = actor.grants
    .filter((grant) => grant.season === null || grant.season === season)
    .map((grant) => ({ ...grant, reach: reachOf(grant.role, 'duty.read') }))
    .filter(({ reach }) => reach !== 'none');
  const isSubtree = ({ reach, department }: (typeof able)[number]) =>
    reach === 'subtree' && department === null;
  if (able.some((one) => one.reach === 'everywhere' || (isSubtree(one) && one.unit === '')))
    return asked;
  const [only, ...others] = able;
  if (only && others.length === 0 && isSubtree(only)) return inSubtree(only.unit, under);
  const bodies = able
    .filter(({ reach }) => reach !== 'held')
    .map(({ department, unit }) => department ?? unit)
    .filter((path) => path !== '');
  const isOwn = able.some(({ reach }) => reach === 'own' || reach === 'held');
  return { ...asked, reach: { bodies: [...new Set(bodies)], posts: isOwn ? held : [] } };
}

/** A subtree within a subtree is the smaller of the two, or none. */
function inSubtree(unit: string, under: string | undefined): Narrowed {
  if (under === undefined || within(unit, under)) return { under: unit };
  return within(under, unit) ? { under } : NOTHING;
}
