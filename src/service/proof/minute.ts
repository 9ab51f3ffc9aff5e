import type { DutyView } from '../../adapters/store/types.js';
import { epochMs, type Duty, type EpochMs, type Post } from '../../engine/model.js';
import type { SeasonPlan, Title } from '../../engine/season-plan.js';
import { shortCode } from '../../policy/short-code.js';
import { sessionHours } from '../../registers/engagement.js';
import { Refusal } from '../outcome.js';
import { laterIn } from '../courier/later.js';
import { alternatives } from '../courier/on-duty.js';
import { personOf, type Person } from '../persons.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';

/** One duty of a session, as it stands on the sheet. */
export interface MinuteLine {
  readonly duty: string;
  readonly title: Title;
  readonly label: DutyView['label'];
  /** What is read to the duty desk by telephone. */
  readonly code: string;
  /** Null: it may be done at any time before. */
  readonly opensAt: EpochMs | null;
  readonly dueAt: EpochMs;
  /** Who does it; of what is signed, everybody who signs. */
  readonly who: readonly Person[];
}

/** A session at a site minute by minute, to be printed: where it is held nobody has a telephone of his own. */
export interface MinuteSheet {
  readonly season: string;
  readonly title: Title;
  readonly rehearsal: boolean;
  readonly timezone: string;
  /** Plan time. */
  readonly now: EpochMs;
  readonly unit: { readonly path: string; readonly title: Title; readonly code: string };
  readonly session: { readonly id: string; readonly title: Title };
  /** As planned. */
  readonly startAt: EpochMs;
  /** As planned, or as much later as has been approved for this unit. */
  readonly endAt: EpochMs;
  /** In the order of their times. */
  readonly lines: readonly MinuteLine[];
  /** What may be begun by telephone when it is needed. */
  readonly procedures: readonly { readonly id: string; readonly title: Title }[];
  /** The duty desk's number; null: none is set. */
  readonly phone: string | null;
}

type MinuteParts = Pick<Parts, 'store' | 'now'> & { readonly dutyPhone?: string | null };

/** The sheet of a session at a unit. Refuses an unknown session, and one in which the unit owes nothing. */
export async function minuteSheet(
  parts: MinuteParts,
  id: string,
  path: string,
  session: string,
): Promise<MinuteSheet> {
  const { store } = parts;
  const season = await known(parts, id);
  const unitPlan = await store.signings.unitPlan(id, path);
  const plan = (await store.planVersion(id))?.plan;
  const source = plan?.sessions.find((one) => one.id === session);
  const hours = plan && sessionHours(plan).find((one) => one.id === session);
  const views = (await store.duties({ season: id, path })).filter((view) => isOf(view, session));
  if (!unitPlan || !plan || !source || !hours || views.length === 0) throw noSession(path, session);
  const planned = new Map(unitPlan.duties.map((duty) => [duty.id, duty]));
  const postsOf = ({ duty, doer }: DutyView): readonly Post[] =>
    planned.get(duty)?.sign?.posts ?? [doer];
  const laterMs =
    laterIn(await store.extensions(id, path))
      .get(path)
      ?.get(session) ?? 0;
  const [startAt, endAt] = [epochMs(hours.startAt), epochMs(hours.endAt + laterMs)];
  const serving = await alternatives(parts, season, views.flatMap(postsOf), startAt);
  const code = (duty: string | null): string => shortCode({ season: id, path, duty });
  const lines = views.map(
    (view): MinuteLine => ({
      ...{ duty: view.duty, title: view.title, label: view.label, code: code(view.duty) },
      ...{ opensAt: opensAt(view, planned.get(view.duty)), dueAt: view.dueAt },
      who: whoIn(postsOf(view), serving),
    }),
  );
  return {
    ...{ season: id, title: season.title, rehearsal: season.rehearsal, timezone: season.timezone },
    now: await planNow(parts, season),
    unit: { path, title: titleOf(plan, path), code: code(null) },
    session: { id: session, title: source.title },
    ...{ startAt, endAt },
    lines: lines.sort((a, b) => timeOf(a) - timeOf(b) || a.dueAt - b.dueAt),
    procedures: (unitPlan.procedures ?? []).map((one) => ({
      id: one.id,
      title: plan.procedures?.find((known) => known.id === one.id)?.title ?? both(one.id),
    })),
    phone: parts.dutyPhone ?? null,
  };
}

/** The sessions in which a unit owes something, in their order. */
export async function minuteSessions(
  { store }: Pick<Parts, 'store'>,
  id: string,
  path: string,
): Promise<readonly MinuteSheet['session'][]> {
  const views = await store.duties({ season: id, path });
  const own = new Set(views.map(({ session }) => session));
  const sessions = (await store.planVersion(id))?.plan.sessions ?? [];
  return sessions
    .filter((one) => own.has(one.id))
    .map(({ id: name, title }) => ({ id: name, title }));
}

/** A post that is named twice is signed for by two who hold it. */
const whoIn = (posts: readonly Post[], serving: Awaited<ReturnType<typeof alternatives>>) =>
  posts.map((post, n) => {
    const before = posts.slice(0, n).filter((other) => other === post).length;
    return personOf(post, serving(post)[before] ?? null);
  });

const isOf = (view: DutyView, session: string): boolean =>
  view.session === session && view.status !== 'void' && view.kind !== 'gate';

/** A duty that was moved opens as much later as it is due. */
const opensAt = ({ dueAt }: DutyView, duty: Duty | undefined): EpochMs | null =>
  duty && duty.openAt !== null ? epochMs(duty.openAt + dueAt - duty.dueAt) : null;

const timeOf = ({ opensAt: from, dueAt }: MinuteLine): number => from ?? dueAt;

const titleOf = ({ units }: SeasonPlan, path: string): Title =>
  units.find((unit) => unit.path === path)?.title ?? both(path);

const both = (text: string): Title => ({ zh: text, en: text });

const noSession = (path: string, session: string): Refusal =>
  new Refusal(
    'no-session',
    `${path} 没有场次 ${session}，或该场没有事项`,
    `${path} has no session ${session}, or owes nothing in it`,
  );
