import type { Lang } from './lang.js';
import type { LetterWords, NoticeFacts } from './notice-facts.js';
import { saidOf } from './notices.js';
import { plain } from './plain.js';
import { texts } from './texts.js';

/** One notice in the words of a message to its reader. */
export interface SaidLine {
  /** `提醒`, `逾期·上报第2级`. */
  readonly label: string;
  /** The label as several are counted by it: `逾期`. */
  readonly group: string;
  /** What it is about, with the duty's title. */
  readonly about: string;
  readonly text: string;
  readonly bare: string;
}

/**
 * A notice for one reader; `behalf`: the holder of the post for whom he gets it; `added`: what somebody has put to it. That stays
 * where titles stay.
 */
export function letterLine(
  lang: Lang,
  facts: NoticeFacts,
  behalf: string | null = null,
  added: { readonly name: string; readonly text: string } | null = null,
): SaidLine {
  const { letters: t } = texts(lang);
  const words: LetterWords = t.kinds[facts.kind](saidOf(lang, facts));
  const { label, group = label, text, bare } = words;
  const mark = facts.rehearsal ? t.rehearsal : '';
  const head = mark + t.label(label) + (behalf === null ? '' : t.behalf(behalf));
  const about = t.about(facts.unit, facts.duty);
  const bareAbout = facts.duty === null ? facts.unit : t.bareAbout(facts.unit);
  const late = facts.delayed === undefined ? '' : t.delayed(facts.delayed);
  const own = added === null ? '' : t.added(added.name, added.text);
  return {
    label: plain(label),
    group: plain(group),
    about: plain(about),
    text: plain(t.line(head, about, text) + own + late),
    bare: plain(t.bareLine(mark + t.label(group), bareAbout, bare)),
  };
}

/** What a message is about, before it is opened. */
export interface SubjectFacts {
  readonly rehearsal: boolean;
  /** The season's title where all is of one season. */
  readonly season: string | null;
  /** Of the lines, in their order. */
  readonly lines: readonly Pick<SaidLine, 'label' | 'group' | 'about' | 'bare'>[];
  readonly more: number;
  /** Whether a title may stand in it. */
  readonly isOpen: boolean;
}

/** One duty is named where it may be; of several it says how many there are of each. */
export function letterSubject(lang: Lang, facts: SubjectFacts): string {
  const { letters: t, list, comma } = texts(lang);
  const { rehearsal, season, lines, more, isOpen } = facts;
  const mark = rehearsal ? t.rehearsal : '';
  const [only] = lines;
  if (only && lines.length + more === 1)
    return isOpen ? `${mark}${t.label(only.label)}${only.about}` : only.bare;
  const counts = new Map<string, number>();
  for (const { group } of lines) counts.set(group, (counts.get(group) ?? 0) + 1);
  const said = [...counts].map(([group, count]) => t.count(group, count)).join(list);
  const all = counts.size > 1 || more > 0 ? comma + t.all(lines.length + more) : '';
  return mark + t.subject(season, said + all);
}

/** How to answer a message, in a sentence: by its link, by telephone with the code. */
export function letterHow(lang: Lang, hasLink: boolean, deskPhone: string | null): string {
  const { how } = texts(lang).letters;
  const desk = deskPhone === null ? how.anyDesk : how.desk(deskPhone);
  const said = hasLink ? `${how.link}${how.or}${desk}` : `${how.please}${desk}`;
  return said.slice(0, 1).toUpperCase() + said.slice(1) + how.end;
}
