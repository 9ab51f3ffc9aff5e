import type { Command } from 'commander';
import { calendarOf } from '../engine/calendar.js';
import { epochMs, type EpochMs } from '../engine/model.js';
import type { ComingWord } from '../service/proof/coming-words.js';
import type { Preview } from '../service/proof/preview.js';
import { fullTime } from '../text/when.js';
import type { Desk } from './desk.js';
import { eraOf, instantSaid, seasonMeant, type Season } from './era.js';
import type { Http } from './http.js';
import { inIso } from './in-iso.js';
import { group, leaf } from './leaf.js';
import { table, type Cell } from './table.js';

interface Options {
  readonly season?: string;
  readonly unit?: string;
  readonly day?: string;
  readonly until?: string;
  readonly reason?: string;
  readonly text?: string;
}

/** `notices preview|stop|line|shadow`: what will go out, and how it is held back. */
export function previewCommands(program: Command, desk: Desk): void {
  const { command, option } = desk.t.proof;
  const known = program.commands.find((one) => one.name() === 'notices');
  const notices = known ?? group(program, 'notices', command.notices, desk);
  const { season, unit } = desk.t.options;
  leaf(notices, 'preview', command.preview, desk)
    .option('--season <id>', season)
    .option('--unit <path>', unit)
    .option('--day <date>', option.previewDay)
    .action((options: Options) =>
      about(desk, options, async (http, meant) => {
        const query = { day: options.day, unit: options.unit?.replaceAll('/', '.') };
        const made = await http.get<Preview>(`${addressOf(meant)}/preview`, query);
        desk.answer(
          () => inIso(calendarOf(made.timezone), made),
          () => previewLines(desk, made),
        );
      }),
    );
  leaf(notices, 'stop', command.stop, desk)
    .argument('<word>', option.word)
    .requiredOption('--reason <text>', option.reason)
    .option('--season <id>', season)
    .action((word: string, options: Options) =>
      about(desk, options, async (http, meant) => {
        const body = { reason: options.reason };
        const address = `${addressOf(meant)}/${encodeURIComponent(word)}/stop`;
        const stopped = await http.send<ComingWord>('POST', address, body);
        desk.answer(
          () => inIso(calendarOf(meant.timezone), stopped),
          () => [desk.paper.yellow(desk.t.proof.preview.stoppedNow(word))],
        );
      }),
    );
  leaf(notices, 'line', command.line, desk)
    .argument('<word>', option.word)
    .requiredOption('--text <text>', option.text60)
    .option('--season <id>', season)
    .action((word: string, options: Options) =>
      about(desk, options, async (http, meant) => {
        const body = { text: options.text };
        const address = `${addressOf(meant)}/${encodeURIComponent(word)}/line`;
        const told = await http.send<ComingWord>('POST', address, body);
        desk.answer(
          () => inIso(calendarOf(meant.timezone), told),
          () => [desk.paper.green(desk.t.proof.preview.lineNow(word))],
        );
      }),
    );
  leaf(notices, 'shadow', command.shadow, desk)
    .requiredOption('--until <when>', option.until)
    .option('--season <id>', season)
    .action((options: Options) =>
      about(desk, options, async (http, meant) => {
        const era = eraOf(desk, meant);
        const { until = '' } = options;
        const at = until === 'now' ? null : instantSaid(desk, '--until', until, era);
        const set = await http.send<{ until: number }>('POST', `${addressOf(meant)}/shadow`, {
          until: at,
        });
        desk.answer(
          () => inIso(era.calendar, set),
          () => [shadowLine(desk, meant, at === null ? null : epochMs(set.until))],
        );
      }),
    );
}

const addressOf = ({ id }: Season): string => `/api/v1/seasons/${id}/notices`;

function about(
  desk: Desk,
  { season }: Options,
  work: (http: Http, meant: Season) => Promise<void>,
): Promise<void> {
  return desk.withBoth(async (service, http) =>
    work(http, await seasonMeant(desk, service, season)),
  );
}

function shadowLine({ t, paper }: Desk, { timezone }: Season, until: EpochMs | null): string {
  const { shadow, noShadow } = t.proof.preview;
  return until === null
    ? paper.green(noShadow)
    : paper.yellow(shadow(fullTime(calendarOf(timezone), until)));
}

function previewLines(desk: Desk, made: Preview): string[] {
  const { t, paper } = desk;
  const say = t.proof.preview;
  const calendar = calendarOf(made.timezone);
  const shadow =
    made.shadowUntil === null
      ? []
      : [paper.yellow(say.shadow(fullTime(calendar, made.shadowUntil)))];
  if (made.words.length === 0) return [...shadow, say.none];
  const { word, at, to, what, held } = say.columns;
  return [
    ...shadow,
    ...table(
      [word, at, to, what, held],
      made.words.map((one) => rowOf(desk, calendar.timeOf(one.owedAt), one)),
      paper,
    ),
    say.sums(made.words.length, made.people.length, made.people[0]?.messages ?? 0),
  ];
}

function rowOf({ t, lang, paper }: Desk, time: string, word: ComingWord): Cell[] {
  const { action, rung, stopped } = word;
  const said = action === 'escalate' ? t.level(rung + 1) : t.action[action];
  const held = stopped
    ? { text: t.proof.preview.stopped(stopped.by, stopped.reason), style: paper.yellow }
    : word.isStatutory
      ? { text: t.proof.preview.statutory, style: paper.dim }
      : word.line
        ? { text: t.proof.preview.line(word.line.name, word.line.text), style: paper.green }
        : '';
  const what = `${word.unitTitle[lang]} ${word.title[lang]}${t.colon}${said}`;
  return [word.word, time, word.person ?? word.to, what, held];
}
