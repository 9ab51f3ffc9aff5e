import type { EntryWrite } from '../../adapters/store/register-types.js';
import type { Store } from '../../adapters/store/store.js';
import type { PostHolder, SeasonPlan } from '../../engine/season-plan.js';
import { namesOf, newPerson, type Bodies } from './entries.js';

/** The registers that a plan brings along in its folder; empty where it has none. */
export interface PlanRegisters {
  readonly people: readonly {
    readonly person: string;
    readonly name: string;
    readonly department: string;
    readonly declared: string;
    readonly relative: boolean;
    readonly graduating: boolean;
  }[];
  readonly departments: readonly {
    readonly id: string;
    readonly zh: string;
    readonly en: string;
  }[];
  readonly devices: readonly {
    readonly id: string;
    readonly kind: string;
    readonly unit: string;
  }[];
}

/** A plan that is about to be committed, as far as people are concerned. */
export interface Bringing {
  readonly plan: SeasonPlan;
  readonly posts: readonly PostHolder[];
  readonly registers?: PlanRegisters;
}

/**
 * What a plan says that the registers do not know yet. What they know already stays as it is: they are shared, and
 * a plan's folder may be old.
 */
export async function newIn(
  { registers }: Pick<Store, 'registers'>,
  { plan, posts, registers: brought }: Bringing,
): Promise<EntryWrite[]> {
  const people = new Map(posts.map(({ person, name }) => [person, newPerson(person, name)]));
  for (const { person, name, department } of brought?.people ?? [])
    people.set(person, { ...newPerson(person, name), department });
  const said = (brought?.people ?? []).filter(({ declared }) => declared !== '');
  const wanted: EntryWrite[] = [
    ...[...people.values()].map((body) => write('people', body)),
    ...said.map(({ person, declared, relative, graduating }) =>
      write('declarations', {
        ...{ person, exam: plan.season, declared, relative, graduating, confirmedBy: '' },
      }),
    ),
    ...(brought?.departments ?? []).map(({ id, zh, en }) =>
      write('departments', { department: id, zh, en, parent: '' }),
    ),
    ...(brought?.devices ?? []).map(({ id, kind, unit }) =>
      write('devices', { device: id, kind, unit, state: 'fits', inspected: '' }),
    ),
  ];
  const fresh: EntryWrite[] = [];
  for (const kind of ['people', 'declarations', 'departments', 'devices'] as const) {
    const own = wanted.filter((one) => one.kind === kind);
    const known = await registers.current(
      kind,
      own.map(({ id }) => id),
    );
    const there = new Set(known.map(({ id }) => id));
    fresh.push(...own.filter(({ id }) => !there.has(id)));
  }
  return fresh;
}

const write = <Kind extends keyof Bodies>(kind: Kind, body: Bodies[Kind]): EntryWrite => ({
  ...{ kind, body },
  ...namesOf(kind, body),
});
