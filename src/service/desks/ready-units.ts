import type { Season, Unit } from '../../adapters/store/types.js';
import type { Title } from '../../engine/season-plan.js';
import type { Parts } from '../service.js';

/** A unit with what it may begin. */
export interface ReadyUnit {
  readonly season: Season;
  readonly unit: Pick<Unit, 'path' | 'title'>;
  readonly procedures: readonly { readonly id: string; readonly title: Title }[];
}

/** What units of a season may begin, by title; those that may begin nothing are left out. */
export async function readyUnits(
  { store }: Pick<Parts, 'store'>,
  season: Season,
  units: readonly Pick<Unit, 'path' | 'title'>[],
): Promise<readonly ReadyUnit[]> {
  const held = await Promise.all(
    units.map(async (unit) => {
      const plan = await store.signings.unitPlan(season.id, unit.path);
      return { unit, ids: (plan?.procedures ?? []).map(({ id }) => id) };
    }),
  );
  const able = held.filter(({ ids }) => ids.length > 0);
  if (able.length === 0) return [];
  const plan = (await store.planVersion(season.id))?.plan;
  const titles = new Map(plan?.procedures?.map(({ id, title }) => [id, title]));
  return able.map(({ unit, ids }) => ({
    ...{ season, unit },
    procedures: ids.map((id) => ({ id, title: titles.get(id) ?? both(id) })),
  }));
}

const both = (text: string): Title => ({ zh: text, en: text });
