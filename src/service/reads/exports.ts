import type { DutyQuery } from '../../adapters/store/list-types.js';
import type { DutyView } from '../../adapters/store/types.js';
import { calendarOf } from '../../engine/calendar.js';
import type { EpochMs } from '../../engine/model.js';
import type { Lang } from '../../text/lang.js';
import { personsIn } from '../../text/notices.js';
import { texts } from '../../text/texts.js';
import { fullTime, span } from '../../text/when.js';
import type { createConcerned } from '../concerned.js';
import { targetOf, type Guard, type Visitor } from '../guarded.js';
import { personsOn } from '../persons.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';

export interface ExportParts extends Pick<Parts, 'store' | 'now'> {
  readonly guard: Guard;
  readonly concerned: ReturnType<typeof createConcerned>;
}

export interface ExportWish {
  readonly season: string;
  readonly what: 'duties' | 'overdue';
  readonly under?: string;
  readonly department?: string;
  readonly lang: Lang;
}

/** A table whose rows come as they are read: half a million of them are never held at once. */
export interface ExportedTable {
  readonly name: string;
  readonly heads: readonly string[];
  readonly rows: AsyncIterable<readonly (readonly string[])[]>;
}

/** Lists to take along: all duties, or those that are late; only what the visitor may see. */
export function createExports(parts: ExportParts) {
  const { store, guard, concerned } = parts;
  return async (visitor: Visitor, wish: ExportWish): Promise<ExportedTable> => {
    const season = await known(parts, wish.season);
    const { id } = season;
    const desk = guard(visitor);
    const path = wish.under ?? (await concerned.rootOf(id)) ?? '';
    const held = await concerned.heldBy(id, visitor.actor.person);
    // On record like a change: what leaves the house leaves it.
    const deed = { operation: 'export.read', content: wish } as const;
    const now = await desk.change(
      { ...deed, target: { season: id, path, posts: held, held } },
      () => planNow(parts, season),
    );
    const query: DutyQuery = {
      season: id,
      ...(wish.under !== undefined && { under: wish.under }),
      ...(wish.department !== undefined && { department: wish.department }),
      ...(wish.what === 'overdue' && { overdueAt: now }),
    };
    const isSeen = ({ path: unit, duty, doer, answerable }: DutyView): boolean =>
      desk.can('duty.read', targetOf(id, unit, duty, [doer, answerable], held));
    const rowOf = (view: DutyView, person: Awaited<ReturnType<typeof personsOn>>) =>
      cells(view, now, season.timezone, wish.lang, person);

    async function* rows() {
      const order = {
        sort: wish.what === 'overdue' ? 'late' : 'due',
        isDescending: false,
        lang: wish.lang,
      } as const;
      for await (const page of store.lists.all(query, order)) {
        const seen = page.filter(isSeen);
        const posts = [
          ...new Set(seen.flatMap((view) => [view.doer, view.answerable, ...view.told])),
        ];
        const person = await personsOn(parts, season, posts, now);
        yield seen.map((view) => rowOf(view, person));
      }
    }
    const t = texts(wish.lang).exports;
    return { name: `${id}-${wish.what}`, heads: t.heads, rows: rows() };
  };
}

function cells(
  view: DutyView,
  now: EpochMs,
  timezone: string,
  lang: Lang,
  person: Awaited<ReturnType<typeof personsOn>>,
): string[] {
  const t = texts(lang);
  const calendar = calendarOf(timezone);
  const time = (at: EpochMs | null): string => (at === null ? '' : fullTime(calendar, at));
  const isLate = view.lateAt !== null && view.lateAt <= now;
  return [
    view.path,
    view.unit.title[lang],
    view.duty,
    view.title[lang],
    view.phase ?? '',
    t.status[view.status],
    time(view.dueAt),
    isLate ? span(lang, now - (view.lateAt ?? now)) : '',
    isLate ? t.level(view.level) : '',
    personsIn(lang, [person(view.doer)]),
    personsIn(lang, [person(view.answerable)]),
    personsIn(lang, view.told.map(person)),
    time(view.promiseAt),
    time(view.acceptedAt),
    view.source ?? '',
  ];
}
