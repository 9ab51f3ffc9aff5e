import type { Addressee, NoticeFacts, Said } from './notice-facts.js';
import type { Lang } from './lang.js';
import { plain } from './plain.js';
import { texts } from './texts.js';

export type { Addressee, NoticeFacts } from './notice-facts.js';

const MOST_NAMED = 5;

/**
 * A notice as one line, as an exam office would send it by text message: what it is, of which unit
 * and duty, by when, who is to act, and who hears of it next.
 */
export function noticeLine(lang: Lang, facts: NoticeFacts): string {
  const { notice } = texts(lang);
  const { label, text } = notice.kinds[facts.kind](saidOf(lang, facts));
  const about = notice.about(facts.unit, facts.duty);
  const prefix = facts.rehearsal ? notice.rehearsal : '';
  const delayed = facts.delayed === undefined ? '' : notice.delayed(facts.delayed);
  const code = facts.code === undefined ? '' : notice.code(facts.code);
  return plain(
    `${prefix}${notice.label(label)}${about}${text}${delayed}${code}${notice.signed(facts.season)}`,
  );
}

/** A person with his title, and in whose place he serves; his post where nobody holds it. */
export function personIn(lang: Lang, { post, name, title, insteadOf }: Addressee): string {
  if (name === null) return post;
  const { person, instead } = texts(lang);
  const said = title ? person(name, title) : name;
  return insteadOf === undefined ? said : instead(said, insteadOf);
}

/** Some persons, each once. */
export const personsIn = (lang: Lang, persons: readonly Addressee[]): string =>
  [...new Set(persons.map((person) => personIn(lang, person)))].join(texts(lang).list);

/** The first few of a list, and how many more there are. */
function someNamed(lang: Lang, names: readonly string[]): string {
  const { list, and } = texts(lang);
  const more = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(list) + (more > 0 ? and(more) : '');
}

/** Facts with persons and lists in words. */
export function saidOf(lang: Lang, facts: NoticeFacts): Said {
  const { to, doer, level = 0, next, missing = [], silent = [], ...rest } = facts;
  return {
    ...rest,
    to: personIn(lang, to),
    doer: doer ? personIn(lang, doer) : null,
    level,
    next: next && next.who.length > 0 ? { who: personsIn(lang, next.who), at: next.at } : null,
    missing: missing.length > 0 ? someNamed(lang, missing) : null,
    silent: silent.length > 0 ? someNamed(lang, silent) : null,
  };
}
