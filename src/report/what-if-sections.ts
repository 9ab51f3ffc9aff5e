import type { Calendar } from '../engine/calendar.js';
import type { Prepared } from '../service/prepare.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import type { Texts } from '../text/zh-CN.js';
import { fullTime } from '../text/when.js';
import type { Absence, FallenWord, Leave, VacantPost } from './absence.js';
import { noteOf, sectionOf, type Section } from './section.js';
import { repeatsIn, titlesOf, type Titles } from './titles.js';
import type { Aftermath, Consequence, FailedGate, Hearer, HeardWord, Missing } from './what-if.js';
import { wordSaid } from './word-said.js';
import type { Word } from './words.js';

interface Scene {
  readonly t: Texts;
  readonly calendar: Calendar;
  readonly titles: Titles;
  readonly said: (unit: string, event: Word) => string;
}

/** What follows when a step is not done, for people: who is told rung by rung, gates, what is dragged along. */
export function missingSections(
  prepared: Prepared,
  { missed, late, gates }: Missing,
  step: string,
  lang: Lang,
): Section[] {
  const scene = sceneOf(prepared, lang);
  const { miss } = scene.t.report;
  return [
    noteOf(miss.title(scene.titles.duty(step)), scene.t.report.premise.well),
    ...missed.map((one) => toldSection(scene, one)),
    ...aftermathSections(scene, { late, gates }, { gates: miss.noGates, late: miss.noDragged }),
  ];
}

/** What falls on whom while somebody is away, for people. */
export function absenceSections(
  prepared: Prepared,
  absence: Absence,
  { from, to }: Leave,
  lang: Lang,
): Section[] {
  const scene = sceneOf(prepared, lang);
  const { t, calendar } = scene;
  const { absent, columns, premise } = t.report;
  return [
    noteOf(
      absent.title(absence.name),
      absent.time(fullTime(calendar, from), fullTime(calendar, to)),
      premise.well,
    ),
    sectionOf(
      absent.posts,
      [columns.unit, columns.post, columns.term, columns.others],
      absence.posts.map((post) => postRow(scene, post)),
    ),
    absence.words.length === 0
      ? noteOf(absent.words, absent.noWords)
      : sectionOf(
          absent.words,
          [columns.at, columns.word, columns.unit, columns.duty, columns.instead],
          absence.words.map((word) => fallenRow(scene, word)),
        ),
    ...aftermathSections(
      scene,
      absence,
      { gates: t.report.miss.noGates, late: absent.noClimbs },
      absent.climbs,
    ),
  ];
}

function sceneOf(prepared: Prepared, lang: Lang): Scene {
  const t = texts(lang);
  const isRepeat = repeatsIn(prepared);
  return {
    t,
    calendar: prepared.calendar,
    titles: titlesOf(prepared, lang),
    said: (unit, event) => wordSaid(t, event, isRepeat(unit, event)),
  };
}

function toldSection(scene: Scene, { unit, duty, words }: Consequence): Section {
  const { t, titles } = scene;
  const { columns, miss } = t.report;
  return sectionOf(
    miss.told(titles.unit(unit), titles.duty(duty)),
    [columns.at, columns.word, columns.to],
    words.map((word) => wordRow(scene, unit, word)),
  );
}

function aftermathSections(
  scene: Scene,
  { late, gates }: Aftermath,
  none: { readonly gates: string; readonly late: string },
  title = scene.t.report.miss.dragged,
): Section[] {
  const { columns, miss } = scene.t.report;
  return [
    late.length === 0
      ? noteOf(title, none.late)
      : sectionOf(
          title,
          [columns.unit, columns.duty, columns.at, columns.word, columns.to],
          late.flatMap((one) => lateRows(scene, one)),
        ),
    gates.length === 0
      ? noteOf(miss.gates, none.gates)
      : sectionOf(
          miss.gates,
          [columns.at, columns.duty, columns.word, columns.missing, columns.to],
          gates.flatMap((gate) => gateRows(scene, gate)),
        ),
  ];
}

const lateRows = (scene: Scene, { unit, duty, words }: Consequence): string[][] =>
  words.map((word) => [
    scene.titles.unit(unit),
    scene.titles.duty(duty),
    ...wordRow(scene, unit, word),
  ]);

function gateRows(scene: Scene, { unit, duty, words, missing }: FailedGate): string[][] {
  const { t, titles } = scene;
  const lacks = missing.map((what) => {
    const [path = '', id] = what.split(':');
    return id === undefined ? titles.unit(path) : `${titles.unit(path)} ${titles.duty(id)}`;
  });
  return words.map((word) => {
    const [at = '', said = '', to = ''] = wordRow(scene, unit, word);
    return [at, titles.duty(duty), said, lacks.join(t.list), to];
  });
}

const wordRow = (
  { t, calendar, said }: Scene,
  unit: string,
  { event, to }: HeardWord,
): string[] => [
  fullTime(calendar, event.owedAt),
  said(unit, event),
  to.map((hearer) => hearerSaid(t, hearer)).join(t.list) || t.none,
];

const hearerSaid = (t: Texts, { name, title }: Hearer): string =>
  title ? t.person(name, title) : name;

function postRow({ t, titles }: Scene, { post, title, from, to, others }: VacantPost): string[] {
  const [unit = '', role = ''] = post.split('#');
  return [
    titles.unit(unit),
    title || role,
    from === '' && to === '' ? t.report.always : t.report.absent.time(from, to),
    others.map(({ name }) => name).join(t.list) || t.report.nobody,
  ];
}

function fallenRow(
  { t, calendar, titles, said }: Scene,
  { unit, event, instead }: FallenWord,
): string[] {
  return [
    fullTime(calendar, event.owedAt),
    said(unit, event),
    titles.unit(unit),
    titles.duty(event.duty),
    instead?.name ?? t.report.nobody,
  ];
}
