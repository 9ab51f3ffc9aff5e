import type { EntryWrite } from '../../src/adapters/store/register-types.js';
import type { PlanCommit } from '../../src/adapters/store/types.js';
import type { PostHolder, SeasonPlan } from '../../src/engine/season-plan.js';
import { aCommit } from '../adapters/a-plan.js';
import { invigilator } from './a-room-season.js';

/** A roster of real size, and who is on it. */
export interface MadeRoster {
  readonly rows: readonly string[];
  readonly people: readonly Drawn[];
  readonly rooms: number;
}

/** One in reserve for so many rooms. */
const ROOMS_A_RESERVE = 10;

/** Somebody who was drawn, so many times as there are places in a province: `onRegister` says what is known of him. */
interface Drawn {
  readonly id: string;
  readonly school: string;
  readonly county: string;
}

/**
 * A session of a season in the circulating scheme, as a drawing would give it: every room its invigilators from other
 * counties than its own, a patrol for each ten rooms, and a reserve. Sites are the units of kind `site`.
 */
export function aDrawnRoster(
  plan: Pick<SeasonPlan, 'units' | 'rooms' | 'season'>,
  session: string,
): MadeRoster {
  const counties = plan.units.filter(({ kind }) => kind === 'area').map(({ path }) => path);
  const perRoom = plan.rooms?.invigilators.perRoom ?? 2;
  const each = plan.rooms?.patrols.rooms ?? 10;
  const rows: string[] = [];
  const people: Drawn[] = [];
  let count = 0;
  let rooms = 0;
  const draw = (slot: number, from: string): Drawn => {
    count += 1;
    const name = from.split('/').at(-1) ?? '';
    // Whoever has another slot in the room is of another school.
    const drawn = { id: `v${count}`, school: `${name}第${slot}-${count % 40}中学`, county: from };
    people.push(drawn);
    return drawn;
  };
  const row = (site: string, room: string, duty: string, { id, school, county }: Drawn) =>
    void rows.push(`${session},${site},${room},${duty},${id},示${id},${school},${county}`);
  for (const site of plan.units.filter(({ kind }) => kind === 'site')) {
    const home = counties.findIndex((county) => site.path.startsWith(`${county}/`));
    const other = (n: number): string =>
      counties[(home + 1 + (n % (counties.length - 1))) % counties.length] ?? '';
    rooms += site.rooms;
    for (let room = 1; room <= site.rooms; room += 1) {
      for (let slot = 0; slot < perRoom; slot += 1)
        row(site.path, `${room}`, '监考员', draw(slot, other(room + slot)));
      if (room % each !== 1 && each > 1) continue;
      const last = Math.min(room + each - 1, site.rooms);
      row(site.path, `${room}-${last}`, '定点巡考', draw(8, counties[home] ?? ''));
    }
    const reserves = Math.ceil(site.rooms / ROOMS_A_RESERVE);
    for (let n = 0; n < reserves; n += 1) row(site.path, '', '备用', draw(9, other(n)));
  }
  return { rows, people, rooms };
}

/** All that the registers know of one who was drawn. */
export const onRegister = ({ id, school, county }: Drawn, exam: string): EntryWrite[] =>
  invigilator(id, { school, home: county, exam });

/** A plan as the store takes it in, without its duties. */
export function staffingOnly(plan: SeasonPlan, posts: readonly PostHolder[] = []): PlanCommit {
  const commit = aCommit({ units: plan.units.slice(0, 1), posts });
  const unitPlans = commit.unitPlans.map((unit) => ({
    ...{ ...unit, body: { ...unit.body, season: plan.season } },
  }));
  return { ...commit, plan, unitPlans, clock: null };
}
