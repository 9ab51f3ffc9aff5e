import { calendarOf } from '../engine/calendar.js';
import type { Brief, BriefLine, BriefPart } from '../service/proof/brief.js';
import type { ZeroLine } from '../service/proof/zero.js';
import type { Lang } from '../text/lang.js';
import { personIn } from '../text/notices.js';
import { plain } from '../text/plain.js';
import { texts } from '../text/texts.js';
import { dayTime, fullTime, span } from '../text/when.js';

/** A brief as a message: its heading above, and for whoever can show no more, its counts. */
export function briefBody(
  lang: Lang,
  brief: Brief,
): { readonly subject: string; readonly bare: string; readonly lines: readonly string[] } {
  const [subject = '', ...lines] = briefLines(lang, brief);
  const { silent, late, abnormal, next } = brief;
  const { briefBare } = texts(lang).circulars;
  const bare = briefBare(silent.count, late.count, abnormal.length, next.count);
  return { subject, bare, lines };
}

const MOST_ABNORMAL = 3;

/**
 * A brief as it is pasted into a chat group: a heading, then who is silent, who is late, what is abnormal, what is next. Ten
 * lines at most. Titles of sensitive duties do not leave the house by a chat.
 */
export function briefLines(lang: Lang, brief: Brief): string[] {
  const t = texts(lang);
  const say = t.proof.brief;
  const calendar = calendarOf(brief.timezone);
  const { now, silent, late, abnormal, next } = brief;
  const rehearsal = brief.rehearsal ? t.notice.rehearsal : '';
  const about = brief.under ? `${brief.title[lang]} ${brief.under.title[lang]}` : brief.title[lang];
  const lateBy = (line: BriefLine) =>
    line.promiseAt === null
      ? say.lateBy(span(lang, now - line.dueAt))
      : say.promised(dayTime(lang, calendar, line.promiseAt));
  const dueAt = (line: BriefLine) => say.dueAt(dayTime(lang, calendar, line.dueAt));
  return [
    `${rehearsal}${say.heading(about, fullTime(calendar, now))}`,
    ...partLines(lang, say.silent(silent.count), silent, lateBy),
    say.late(late.count) + inOneLine(lang, late, lateBy),
    say.abnormal(abnormal.length) + abnormalLine(lang, abnormal),
    say.next(next.count) + inOneLine(lang, next, dueAt),
  ].map(plain);
}

type Added = (line: BriefLine) => string;

/** Those who are silent have a line each: these are the calls to make. */
function partLines(lang: Lang, heading: string, part: BriefPart, added: Added): string[] {
  const { comma, proof } = texts(lang);
  const lines = part.first.map(
    (line, n) => `${n + 1}. ${lineOf(lang, line)}${comma}${added(line)}`,
  );
  const more = part.count - part.first.length;
  const rest = more > 0 ? [proof.brief.more(more)] : [];
  return [heading, ...lines, ...rest];
}

function inOneLine(lang: Lang, part: BriefPart, added: Added): string {
  const { comma, proof } = texts(lang);
  const say = proof.brief;
  const lines = part.first.map((line) => `${lineOf(lang, line)}${comma}${added(line)}`);
  const more = part.count - part.first.length;
  return say.several([...lines, ...(more > 0 ? [say.more(more)] : [])]);
}

function lineOf(lang: Lang, { unitTitle, title, label, doer }: BriefLine): string {
  const say = texts(lang).proof.brief;
  const named = label === 'sensitive' ? say.hidden : title[lang];
  const who = doer.name === null ? say.nobody : personIn(lang, { ...doer, title: null });
  return say.line(unitTitle[lang], named, who, doer.phone);
}

function abnormalLine(lang: Lang, lines: readonly ZeroLine[]): string {
  const say = texts(lang).proof.brief;
  const named = lines
    .slice(0, MOST_ABNORMAL)
    .map(({ unitTitle, note }) => unitTitle[lang] + (note === null ? '' : ` ${note}`));
  const more = lines.length - named.length;
  return say.several([...named, ...(more > 0 ? [say.more(more)] : [])]);
}
