import type { EpochMs } from '../engine/model.js';
import { repeatsIn, titlesOf } from '../report/titles.js';
import { wordSaid } from '../report/word-said.js';
import type { SaidWord, Word } from '../report/words.js';
import type { Prepared } from '../service/prepare.js';
import { dayName } from '../text/when.js';
import type { Desk } from './desk.js';
import { table, type Cell } from './table.js';

/** The words of a simulation for people: a table for each day. */
export function simulationTable(
  desk: Desk,
  prepared: Prepared,
  words: readonly SaidWord[],
): string[] {
  const { t, lang, paper } = desk;
  const { columns } = t.say;
  const { calendar } = prepared;
  const titles = titlesOf(prepared, lang);
  const isRepeat = repeatsIn(prepared);
  const rowOf = ({ unit, event }: SaidWord): Cell[] => [
    calendar.timeOf(event.owedAt),
    wordCell(desk, event, isRepeat(unit, event)),
    titles.unit(unit),
    titles.duty(event.duty),
    event.to.map((post) => titles.holder(post, calendar.dateOf(event.owedAt))).join(t.list) ||
      t.none,
  ];
  const days = byDay(words, (at) => calendar.dateOf(at));
  const lines = [...days].flatMap(([day, said]) => [
    paper.bold(dayName(lang, day)),
    ...table(
      [columns.at, columns.what, columns.unit, columns.duty, columns.to],
      said.map(rowOf),
      paper,
    ),
    '',
  ]);
  return [...lines, t.say.simulated(words.length)];
}

function wordCell({ t, paper }: Desk, event: Word, isRepeat: boolean): Cell {
  const text = wordSaid(t, event, isRepeat);
  if (event.type === 'judged') {
    const isReady = event.missing.length + event.silent.length === 0;
    return { text, style: isReady ? paper.green : paper.red };
  }
  return event.action === 'escalate' ? { text, style: paper.red } : text;
}

function byDay(
  words: readonly SaidWord[],
  dayOf: (at: EpochMs) => string,
): Map<string, SaidWord[]> {
  const days = new Map<string, SaidWord[]>();
  for (const word of words) {
    const day = dayOf(word.event.owedAt);
    const said = days.get(day);
    if (said) said.push(word);
    else days.set(day, [word]);
  }
  return days;
}
