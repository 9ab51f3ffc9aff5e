import type { EpochMs } from '../engine/model.js';
import type { Prepared } from '../service/prepare.js';
import { dayName } from '../text/when.js';
import type { Desk } from './desk.js';
import { holderOf, repeatsIn, titlesOf } from './plan-names.js';
import type { SaidWord, Word } from './said-word.js';
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
  const title = titlesOf(prepared, desk);
  const holder = holderOf(prepared.posts);
  const isRepeat = repeatsIn(prepared);
  const rowOf = ({ unit, event }: SaidWord): Cell[] => [
    calendar.timeOf(event.owedAt),
    wordCell(desk, event, isRepeat(unit, event)),
    title.unit(unit),
    title.duty(event.duty),
    event.to.map((post) => holder(post, calendar.dateOf(event.owedAt))).join(t.list) || t.none,
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
  if (event.type === 'judged') {
    const isReady = event.missing.length + event.silent.length === 0;
    const items = t.say.items(event.missing.length + event.silent.length);
    const verdict = isReady ? t.say.ready : t.say.notReady(items);
    return {
      text: `${t.action.gate}${t.colon}${verdict}`,
      style: isReady ? paper.green : paper.red,
    };
  }
  const words = event.side === 'acceptor' ? t.acceptorAction : t.action;
  if (event.action !== 'escalate') return words[event.action];
  const level = isRepeat ? t.say.again : t.level(event.rung + 1);
  return {
    text: event.side === 'acceptor' ? `${words.escalate}${t.comma}${level}` : level,
    style: paper.red,
  };
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
