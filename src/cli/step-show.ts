import type { Command } from 'commander';
import type { DutyDossier } from '../service/steps.js';
import { dutyTitle } from '../text/duty-title.js';
import { dayTime, span } from '../text/when.js';
import type { Desk } from './desk.js';
import { eraOf, seasonMeant, type Era, type Season } from './era.js';
import { inIso } from './in-iso.js';
import { leaf, withDuty } from './leaf.js';
import { facts, table, type Cell } from './table.js';
import { timeline } from './timeline.js';
import { whoIn, type Dossier, type Who } from './who.js';

interface Options {
  readonly season?: string;
  readonly session?: string;
}

type View = DutyDossier['duty'];

/** `step show`: all facts of a duty, and all that happened to it. */
export function addShow(step: Command, desk: Desk): void {
  const { t } = desk;
  withDuty(leaf(step, 'show', t.commands.stepShow, desk), desk)
    .option('--season <id>', t.options.season)
    .action((unit: string, id: string, { season: named, session }: Options) =>
      desk.withService(async (service) => {
        const season = await seasonMeant(desk, service, named);
        const era = eraOf(desk, season);
        const duty = session === undefined ? id : `${id}@${session}`;
        const dossier: Dossier = await service.showDuty(season.id, unit, duty);
        desk.answer(
          () => inIso(era.calendar, { ...dossier, now: dossier.now ?? era.now }),
          () => linesOf(desk, season, era, dossier),
        );
      }),
    );
}

function linesOf(desk: Desk, season: Season, era: Era, dossier: Dossier): string[] {
  const { t, lang, paper } = desk;
  const { duty } = dossier;
  const who = whoIn(desk, dossier);
  const title = dutyTitle(lang, duty);
  const marked = season.rehearsal ? ` ${paper.yellow(`【${t.rehearsal}】`)}` : '';
  return [
    `${paper.bold(title)}${marked}`,
    paper.dim(`${duty.unit.title[lang]}  ${duty.path}  ${duty.duty}`),
    '',
    ...facts(factsOf(desk, duty, { ...era, now: dossier.now ?? era.now }, who), paper),
    ...formLines(desk, dossier),
    '',
    paper.bold(t.say.history),
    ...table([], timeline(desk, dossier, era.calendar, who), paper),
  ];
}

/** What is asked of whoever still has to report it: how each field is called on the command line. */
function formLines({ t, lang, paper }: Desk, { duty, fields }: Dossier): string[] {
  if (duty.acceptedAt !== null || fields.length === 0) return [];
  const rows = fields.map(({ id, title, type, required, expected }) => [
    ...[id, title[lang], t.say.fieldType[type]],
    expected === undefined
      ? required && type !== 'rooms'
        ? ''
        : t.say.optional
      : t.say.usually(expected),
  ]);
  return ['', paper.bold(t.say.formAsks), ...table([], rows, paper)];
}

function factsOf(desk: Desk, duty: View, { calendar, now }: Era, who: Who): [string, Cell][] {
  const { t, lang } = desk;
  const names = t.say.facts;
  const when = (at: View['dueAt']): string => dayTime(lang, calendar, at);
  const rows: [string, Cell | null][] = [
    [names.status, statusCell(desk, duty, now)],
    [names.due, when(duty.dueAt)],
    [names.kind, t.kind[duty.kind]],
    [names.doer, who.post(duty.doer)],
    [names.answerable, who.post(duty.answerable)],
    [names.promise, duty.promiseAt === null ? null : when(duty.promiseAt)],
    [names.told, duty.toldAt === null ? null : `${when(duty.toldAt)} ${who.posts(duty.told)}`],
    [names.unreached, unreachedCell(desk, duty, who)],
    [names.next, nextOf(desk, duty, when, who)],
    [names.returns, duty.returns === 0 ? null : t.say.times(duty.returns)],
    [names.missing, duty.missing === 0 ? null : t.say.items(duty.missing)],
    [names.acceptedAt, duty.acceptedAt === null ? null : when(duty.acceptedAt)],
    [names.source, duty.source],
  ];
  return rows.flatMap(([name, what]) =>
    what === null ? [] : [[name, what] satisfies [string, Cell]],
  );
}

function statusCell({ t, lang, paper }: Desk, { status, lateAt, level }: View, now: number): Cell {
  const word = t.status[status];
  if (lateAt === null || lateAt > now)
    return status === 'accepted' ? { text: word, style: paper.green } : word;
  const parts = [
    word,
    t.say.overdueFor(span(lang, now - lateAt)),
    ...(level > 0 ? [t.level(level)] : []),
  ];
  return { text: parts.join(t.comma), style: paper.red };
}

const unreachedCell = ({ paper }: Desk, { unreached }: View, who: Who): Cell | null =>
  unreached.length === 0 ? null : { text: who.posts(unreached), style: paper.red };

function nextOf(
  { t }: Desk,
  { nextAt, nextAction, nextTo, status }: View,
  when: (at: View['dueAt']) => string,
  who: Who,
) {
  if (nextAt === null || nextAction === null) return null;
  const words = status === 'submitted' ? t.acceptorAction : t.action;
  return `${when(nextAt)} ${words[nextAction]} ${who.posts(nextTo)}`.trimEnd();
}
