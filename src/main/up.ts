import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { createFeed, type FeedLookup } from '../cli/rehearsal-feed.js';
import type { UpOptions } from '../cli/context.js';
import type { Season } from '../adapters/store/types.js';
import { prepare, type Prepared } from '../service/prepare.js';
import { personsOn, type OverdueLine } from '../service/overdue.js';
import type { Seen, SeasonEvent } from '../service/happenings.js';
import { feedWords, filled } from '../text/feed-words.js';
import { handNotices } from './hand-notices.js';
import { startLoop, type Loop } from './loops.js';
import { startMachine, type Machine } from './machine.js';
import type { Place } from './place.js';
import { farewell, introduction } from './tour.js';

const NOTICES_MS = 300;
const FEED_MS = 500;
// Some 60 events a second are comfortable for two cores; a shorter rehearsal would only be late.
const EVENTS_A_SECOND = 60;
const SHORTEST_S = 36;

/**
 * `kaowu up`: everything on one machine until it is told to stop. On an empty store it plays the
 * county season as a rehearsal; with a plan and an exam day it starts that season on the real clock;
 * else it goes on with what the store holds.
 */
export async function up(
  place: Place,
  options: UpOptions,
  out: (line: string) => void,
  stopped: Promise<void>,
): Promise<number> {
  const machine = await startMachine(place, options, out);
  const loops: Loop[] = [];
  try {
    const isEmpty = (await machine.store.seasons()).length === 0;
    await machine.service.resumeAll();
    const season = await begin(place, machine, options, isEmpty, out);
    loops.push(
      startLoop(
        NOTICES_MS,
        () =>
          handNotices(machine.store, options.lang, (lines) =>
            appendFileSync(place.noticesFile, lines.map((line) => `${line}\n`).join('')),
          ),
        out,
      ),
    );
    if (season?.rehearsal) loops.push(watch(machine, season, options.lang, out));
    await stopped;
    return 0;
  } finally {
    out(options.lang === 'zh' ? '正在停止，数据已保存 …' : 'stopping; everything is saved …');
    for (const loop of loops) await loop.stop();
    await machine.stop();
  }
}

async function begin(
  place: Place,
  { service, store, address, uiAddress }: Machine,
  options: UpOptions,
  isEmpty: boolean,
  out: (line: string) => void,
): Promise<Season | null> {
  const isRehearsal = options.rehearsal === true || (isEmpty && options.plan === undefined);
  const folder =
    options.plan ?? (isRehearsal ? join(place.root, 'plans', 'county-zhongkao') : null);
  if (folder === null) {
    for (const season of await store.seasons())
      out(`${season.id}  ${season.title[options.lang]}  ${season.status}`);
    out(introduction({ lang: options.lang, address, uiAddress, season: null }));
    return null;
  }
  const name = options.season ?? (isRehearsal ? rehearsalName(new Date()) : undefined);
  const prepared = prepare(folder, {
    ...(name && { season: name }),
    ...(options.examDay && { examDay: options.examDay }),
    rehearsal: isRehearsal,
  });
  if ('faults' in prepared) {
    for (const { file, line, column, code, ...said } of prepared.faults)
      out(`${file}:${line}:${column}: ${code}: ${said[options.lang]}`);
    return null;
  }
  const clock = isRehearsal
    ? service.rehearsalClock(prepared, options.seconds ?? lengthOf(prepared))
    : null;
  const { season } = await service.startSeason(prepared, clock);
  out(introduction({ lang: options.lang, address, uiAddress, season: prepared.plan }));
  return store.season(season);
}

const lengthOf = ({ unitPlans }: Prepared): number => {
  const commands = unitPlans.reduce((sum, { body }) => sum + (body.script?.length ?? 0), 0);
  return Math.max(SHORTEST_S, Math.round((commands * 2) / EVENTS_A_SECOND));
};

// Its own id, so that a rehearsal is never taken for the season.
const rehearsalName = (now: Date): string =>
  `rehearsal-${now.toISOString().slice(5, 16).replace(/[-:T]/g, '')}`;

function watch(
  { service, store }: Machine,
  season: Season,
  lang: 'zh' | 'en',
  out: (line: string) => void,
): Loop {
  const feed = createFeed(season, lang);
  let seen: Seen = {};
  let held: readonly SeasonEvent[] = [];
  let isOver = false;
  const show = (lines: readonly { text: string; loud: boolean }[]) => {
    for (const { text, loud } of lines) out(loud ? styleText('yellow', text) : text);
  };
  return startLoop(
    FEED_MS,
    async () => {
      if (isOver) return;
      const happened = await service.happenings(season.id, seen);
      seen = happened.seen;
      const status = await service.statusOf(season.id);
      const open = Object.entries(status.counts).reduce(
        (sum, [is, n]) => (is === 'accepted' || is === 'waived' || is === 'void' ? sum : sum + n),
        0,
      );
      const late = (await service.overdue({ season: season.id })).lines;
      const left = () => leftOf(lang, open, late);
      // Units do not keep step with each other: what the last has not come to yet is held back.
      held = [...held, ...happened.events].sort((a, b) => a.event.at - b.event.at);
      const ripe = open === 0 ? held : held.filter(({ event }) => event.at < status.now);
      held = held.slice(ripe.length);
      show(feed.tell(ripe, await lookupIn({ service, store }, season, status.now), left));
      const isDone = open === 0 && happened.events.length === 0 && status.units.onVersion > 0;
      if (!isDone) return;
      isOver = true;
      show(feed.end(left));
      out(await farewell(service, season, lang));
    },
    out,
  );
}

// The first few by name: one wants to see them go.
function leftOf(lang: 'zh' | 'en', open: number, late: readonly OverdueLine[]): string {
  const names = late
    .slice(0, 2)
    .map(({ view }) => `${view.unit.title[lang]}「${view.title[lang]}」`);
  const more = late.length > names.length ? ' …' : '';
  const list = names.length === 0 ? '' : `：${names.join('、')}${more}`;
  return filled(feedWords[lang].left, { open, overdue: late.length }) + list;
}

async function lookupIn(
  { store }: Pick<Machine, 'service' | 'store'>,
  season: Season,
  now: Season['startedAt'],
): Promise<FeedLookup> {
  const duties = await store.duties({ season: season.id });
  const byId = new Map(duties.map((view) => [`${view.path}:${view.duty}`, view]));
  const posts = duties.flatMap((view) => [
    view.doer,
    view.answerable,
    ...view.told,
    ...view.nextTo,
  ]);
  const version = await store.planVersion(season.id);
  const names = new Map(version?.posts.map(({ person, name }) => [person, name]));
  const person = await personsOn({ store }, season, posts, now);
  return {
    name: (id) => names.get(id) ?? id,
    duty: (path, duty) => byId.get(`${path}:${duty}`),
    person: (post) => {
      const { name, title } = person(post);
      return name === null ? post : `${title ?? ''}${name}`;
    },
  };
}
