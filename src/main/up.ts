import { join } from 'node:path';
import type { UpOptions } from '../cli/context.js';
import type { Season } from '../adapters/store/types.js';
import { prepare, type Prepared } from '../service/prepare.js';
import { assembleApi, type ServedApi } from './assemble-api.js';
import { CONSOLE, hereAt } from './console.js';
import { mayDemo, openDoors } from './doormen.js';
import { openLog } from './log.js';
import type { Loop } from './loops.js';
import { startMachine, type Machine } from './machine.js';
import { holdFolder } from './only-one.js';
import type { Place } from './place.js';
import { isPortFree } from '../setup/ports.js';
import { counted } from '../text/en-counted.js';
import { trialOf } from '../service/start-bundle.js';
import type { Trial } from '../service/seasons.js';
import { texts } from '../text/texts.js';
import { fullTime } from '../text/when.js';
import type { Lang } from '../text/lang.js';
import { introduction } from './tour.js';
import { watch, type Shown } from './watch.js';

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
  if (options.demo && !mayDemo(place, options)) {
    out(texts(options.lang).accounts.say.demoRefused);
    return 1;
  }
  const asked = options.plan === undefined ? null : preparedFor(options.plan, options, out);
  if (asked === undefined) return 1;
  const trial = trialOf(options.showOnly, CONSOLE.person, options.rehearsal === true);
  const release = await holdFolder(place.dataFolder);
  if (release === null) {
    out(inUse[options.lang](place.dataFolder));
    return 1;
  }
  try {
    return await serve(place, { ...options, trial }, asked, out, stopped);
  } finally {
    await release();
  }
}

const inUse: Record<Lang, (folder: string) => string> = {
  zh: (folder) => `另一个 kaowu 正在使用数据目录 ${folder}，请先停止它，或用 KAOWU_DATA 另指目录`,
  en: (folder) =>
    `another kaowu is using the data folder ${folder}: stop it first, or name another in KAOWU_DATA`,
};

interface Wish extends UpOptions {
  readonly trial: Trial | null;
}

async function serve(
  place: Place,
  options: Wish,
  asked: Prepared | null,
  out: (line: string) => void,
  stopped: Promise<void>,
): Promise<number> {
  const machine = await startMachine({ ...place, lang: options.lang }, options, out);
  const loops: Loop[] = [];
  const served = await assembleApi(place, machine, openLog(place.logFile, place.logLevel));
  try {
    const url = await listen(served, place);
    out(pages[options.lang](url));
    const resumed = await machine.service.resumeAll();
    for (const { trouble } of resumed) if (trouble) out(`⚠ ${trouble[options.lang]}`);
    const known = (await machine.store.seasons()).at(-1) ?? null;
    const shown = await begin(
      { machine, terminal: served.terminal },
      options,
      asked ?? playedOnEmpty(place, options, known, out),
      out,
    );
    await openDoors({ accounts: served.accounts, store: machine.store }, options, url, out);
    if (shown?.season.rehearsal) loops.push(watch(machine, shown, options.lang, out));
    await stopped;
    return 0;
  } finally {
    out(options.lang === 'zh' ? '正在停止，数据已保存 …' : 'stopping; everything is saved …');
    for (const loop of loops) await loop.stop();
    await served.close();
    await machine.stop();
  }
}

/** On the usual port, or on any free one where that is taken and nobody has asked for it. */
async function listen(served: ServedApi, { api }: Place): Promise<string> {
  const isFree = api.isPortSet || (await isPortFree(api.port));
  return hereAt(api.host, await served.listen(api.host, isFree ? api.port : 0));
}

const pages: Record<Lang, (url: string) => string> = {
  zh: (url) => `网页与接口：${url}（接口说明 ${url}/api/docs）`,
  en: (url) => `pages and API: ${url} (API described at ${url}/api/docs)`,
};

/** The season to play on a store that holds none, or when one is to be rehearsed; null: go on with what there is. */
function playedOnEmpty(
  { root }: Place,
  options: UpOptions,
  known: Season | null,
  out: (line: string) => void,
): Prepared | null {
  if (known !== null && !options.rehearsal) return null;
  const folder = join(root, 'plans', 'county-zhongkao');
  return preparedFor(folder, { ...options, rehearsal: true }, out) ?? null;
}

/** The plan ready to be started; undefined, and every fault said, where it is not. */
function preparedFor(
  folder: string,
  { season, examDay, rehearsal = false, lang }: UpOptions,
  out: (line: string) => void,
): Prepared | undefined {
  const name = season ?? (rehearsal ? rehearsalName(new Date()) : undefined);
  const named = { ...(name && { season: name }), ...(examDay && { examDay }) };
  const prepared = prepare(folder, { ...named, rehearsal });
  if (!('faults' in prepared)) return prepared;
  for (const { file, line, column, code, ...said } of prepared.faults)
    out(`${file}:${line}:${column}: ${code}: ${said[lang]}`);
  out(notStarted[lang](prepared.faults.length));
  return undefined;
}

const notStarted: Record<Lang, (count: number) => string> = {
  zh: (count) => `方案有${count}处问题，考季未启动`,
  en: (count) => `the plan has ${counted(count, 'fault')}: the season has not been started`,
};

async function begin(
  { machine, terminal }: { readonly machine: Machine } & Pick<ServedApi, 'terminal'>,
  options: Wish,
  prepared: Prepared | null,
  out: (line: string) => void,
): Promise<Shown | null> {
  const { service, store, address, uiAddress } = machine;
  if (prepared === null) return goOn(machine, options.lang, out);
  const clock = prepared.rehearsal ? service.rehearsalClock(prepared, options.seconds) : null;
  const { plan, hash } = prepared;
  const target = { season: plan.season, path: plan.units[0]?.path ?? '' };
  const deed = { operation: 'season.start', target, content: hash } as const;
  const { season, showsUntilAt } = await terminal.change(deed, () =>
    service.startPrepared(prepared, clock, options.trial),
  );
  out(introduction({ lang: options.lang, address, uiAddress, season: plan }));
  if (showsUntilAt !== undefined)
    out(texts(options.lang).proof.preview.shadow(fullTime(prepared.calendar, showsUntilAt)));
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
    out(
      `${id}  ${title[lang]}  ${texts(lang).seasonStatus[status]}${rehearsal ? texts(lang).proof.paper.rehearsal : ''}`,
    );
  out(introduction({ lang, address, uiAddress, season: null }));
  const playing = seasons.findLast(({ status, rehearsal }) => rehearsal && status === 'running');
  if (!playing) return null;
  const heads = (await store.units(playing.id)).map(({ path, head }) => [path, head] as const);
  return { season: playing, seen: Object.fromEntries(heads) };
}

// Its own id, so that a rehearsal is never taken for the season.
const rehearsalName = (now: Date): string =>
  `rehearsal-${now.toISOString().slice(5, 16).replace(/[-:T]/g, '')}`;
