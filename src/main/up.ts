import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UpOptions } from '../cli/context.js';
import type { Season } from '../adapters/store/types.js';
import { prepare } from '../service/prepare.js';
import { handNotices } from './hand-notices.js';
import { startLoop, type Loop } from './loops.js';
import { startMachine, type Machine } from './machine.js';
import type { Place } from './place.js';
import { texts } from '../text/texts.js';
import type { Lang } from '../text/lang.js';
import { introduction } from './tour.js';
import { watch, type Shown } from './watch.js';

const NOTICES_MS = 300;

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
    const resumed = await machine.service.resumeAll();
    for (const { trouble } of resumed) if (trouble) out(`⚠ ${trouble[options.lang]}`);
    const known = (await machine.store.seasons()).at(-1) ?? null;
    const shown = await begin(place, machine, options, known, out);
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
    if (shown?.season.rehearsal) loops.push(watch(machine, shown, options.lang, out));
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
  machine: Machine,
  options: UpOptions,
  known: Season | null,
  out: (line: string) => void,
): Promise<Shown | null> {
  const { service, store, address, uiAddress } = machine;
  const isRehearsal = options.rehearsal === true || (known === null && options.plan === undefined);
  const folder =
    options.plan ?? (isRehearsal ? join(place.root, 'plans', 'county-zhongkao') : null);
  if (folder === null) return goOn(machine, options.lang, out);
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
  const clock = isRehearsal ? service.rehearsalClock(prepared, options.seconds) : null;
  const { season } = await service.startSeason(prepared, clock);
  out(introduction({ lang: options.lang, address, uiAddress, season: prepared.plan }));
  const started = await store.season(season);
  return started && { season: started, seen: {} };
}

async function goOn(
  { store, address, uiAddress }: Machine,
  lang: Lang,
  out: (line: string) => void,
): Promise<Shown | null> {
  const seasons = await store.seasons();
  for (const { id, title, status, rehearsal } of seasons)
    out(`${id}  ${title[lang]}  ${texts(lang).seasonStatus[status]}${rehearsal ? '（演练）' : ''}`);
  out(introduction({ lang, address, uiAddress, season: null }));
  const playing = seasons.findLast(({ status, rehearsal }) => rehearsal && status === 'running');
  if (!playing) return null;
  const heads = (await store.units(playing.id)).map(({ path, head }) => [path, head] as const);
  return { season: playing, seen: Object.fromEntries(heads) };
}

// Its own id, so that a rehearsal is never taken for the season.
const rehearsalName = (now: Date): string =>
  `rehearsal-${now.toISOString().slice(5, 16).replace(/[-:T]/g, '')}`;
