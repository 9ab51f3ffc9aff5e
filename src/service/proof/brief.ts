import { OPEN } from '../../adapters/store/list-types.js';
import type { DutyView, Season } from '../../adapters/store/types.js';
import type { EpochMs } from '../../engine/model.js';
import { epochMs } from '../../engine/model.js';
import type { Title } from '../../engine/season-plan.js';
import { maskPhone } from '../../policy/mask.js';
import { traitsOfDuty } from '../courier/duty-traits.js';
import { onDuty } from '../courier/on-duty.js';
import { createSeasonTraits } from '../courier/season-hours.js';
import { personOf, type Person } from '../persons.js';
import type { Seal } from '../seal-port.js';
import { known, planNow } from '../seasons.js';
import { aboutContact } from '../registers/changes.js';
import type { ProofParts } from './proof.js';
import { zeroReport, type ZeroLine } from './zero.js';

/** Somebody to call. */
export interface Called extends Person {
  /** Masked, unless it was asked for in full; null: none is known. */
  readonly phone: string | null;
}

/** A duty as a brief names it. */
export interface BriefLine {
  readonly path: string;
  readonly unitTitle: Title;
  readonly title: Title;
  readonly label: 'public' | 'internal' | 'sensitive' | null;
  readonly dueAt: EpochMs;
  readonly level: number;
  /** A promise that still runs. */
  readonly promiseAt: EpochMs | null;
  readonly doer: Called;
}

/** A part of it: how many there are, and the first of them. */
export interface BriefPart {
  readonly count: number;
  readonly first: readonly BriefLine[];
}

export interface Brief {
  readonly season: string;
  readonly title: Title;
  readonly rehearsal: boolean;
  readonly timezone: string;
  /** Plan time. */
  readonly now: EpochMs;
  readonly under: { readonly path: string; readonly title: Title } | null;
  /** Late, and not a word from whoever owes it. */
  readonly silent: BriefPart;
  /** Late all the same, and in hand: signed for, promised, returned, submitted. */
  readonly late: BriefPart;
  /** Reported as abnormal in the latest round. */
  readonly abnormal: readonly ZeroLine[];
  /** Due within the next twelve hours. */
  readonly next: BriefPart;
}

export interface BriefWish {
  readonly under?: string;
  /** Telephone numbers in full: whoever asks needs the right, and stands on record. */
  readonly isFull?: boolean;
}

export interface BriefParts extends ProofParts {
  readonly seal: Pick<Seal, 'open'>;
}

const MOST_NAMED = 3;
const NEXT_MS = 12 * 3_600_000;
const MOST_READ = 5_000;

/** Where a season stands, in ten lines: who is silent before who is late, each with whom to call. */
export async function brief(parts: BriefParts, id: string, wish: BriefWish = {}): Promise<Brief> {
  const { store } = parts;
  const season = await known(parts, id);
  const now = await planNow(parts, season);
  const { under } = wish;
  const within = under === undefined ? {} : { under };
  const late = await store.overdue({ season: id, at: now, ...within });
  const coming = await store.lists.page(
    { season: id, ...within, status: OPEN, dueFrom: now, dueTo: epochMs(now + NEXT_MS) },
    { sort: 'due', isDescending: false, lang: 'zh' },
    null,
    MOST_READ,
  );
  const silent = late.filter(isSilent);
  const inHand = late.filter((view) => !isSilent(view));
  const next = coming.rows.filter(({ kind }) => kind !== 'series');
  const named = [silent, inHand, next].flatMap((all) => all.slice(0, MOST_NAMED));
  const call = await callable(parts, season, now, named, wish.isFull === true);
  const labels = await labelsOf(parts, season, named);
  const part = (all: readonly DutyView[]): BriefPart => ({
    count: all.length,
    first: all.slice(0, MOST_NAMED).map((view) => lineOf(view, labels.get(view) ?? null, call)),
  });
  const zero = await zeroReport(parts, id, within);
  const unit = under === undefined ? undefined : (await store.units(id, under))[0];
  return {
    ...{ season: id, title: season.title, rehearsal: season.rehearsal, timezone: season.timezone },
    now,
    under: unit ? { path: unit.path, title: unit.title } : null,
    ...{ silent: part(silent), late: part(inHand), next: part(next) },
    abnormal: zero.lines.filter(({ state }) => state === 'abnormal'),
  };
}

/** Nobody has signed for it, promised, answered or reported. */
const isSilent = ({ status, promiseAt }: DutyView): boolean =>
  status === 'open' && promiseAt === null;

/** What was added at run time is as sensitive as what it belongs to. */
async function labelsOf(
  { store }: BriefParts,
  { id }: Season,
  views: readonly DutyView[],
): Promise<ReadonlyMap<DutyView, BriefLine['label']>> {
  const traits = await createSeasonTraits({ store })(id);
  const labels = new Map<DutyView, BriefLine['label']>();
  for (const view of views) {
    const above = view.label === null && traits && (await traitsOfDuty({ store }, traits, view));
    labels.set(view, above ? above.label : view.label);
  }
  return labels;
}

function lineOf(
  view: DutyView,
  label: BriefLine['label'],
  call: (post: string) => Called,
): BriefLine {
  const { path, unit, title, dueAt, level, promiseAt, doer } = view;
  return { path, unitTitle: unit.title, title, label, dueAt, level, promiseAt, doer: call(doer) };
}

async function callable(
  parts: BriefParts,
  season: Season,
  now: EpochMs,
  views: readonly DutyView[],
  isFull: boolean,
): Promise<(post: string) => Called> {
  const posts = [...new Set(views.map(({ doer }) => doer))];
  const serving = await onDuty(parts, season, posts, now);
  const persons = posts.flatMap((post) => serving(post)?.person ?? []);
  const contacts = await parts.store.registers.contacts([...new Set(persons)]);
  const phones = new Map(
    contacts
      .filter(({ field }) => field === 'phone')
      .map((one) => [one.person, parts.seal.open(one.sealed, aboutContact(one.person, 'phone'))]),
  );
  return (post) => {
    const one = serving(post);
    const phone = phones.get(one?.person ?? '') ?? null;
    return { ...personOf(post, one), phone: phone === null || isFull ? phone : maskPhone(phone) };
  };
}
