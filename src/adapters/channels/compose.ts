import type { Label } from '../../courier/model.js';
import type { Letter, LetterLine } from '../../service/courier/channel-port.js';
import { letterHow } from '../../text/letters.js';
import { texts } from '../../text/texts.js';
import { bytesOf, cutTo, oneLine, seenText } from './safe-text.js';

/** What a channel lets through, and in which form. */
export interface Form {
  /** Lines above this label leave without titles. */
  readonly carries: Label;
  /** Bytes of UTF-8 that the whole may have. */
  readonly limit: number;
  /** Whether the link to answer goes along: where others read too, it would let them answer. */
  readonly links: boolean;
  /** Takes from a text what this channel would read as more than text. */
  readonly safe: (text: string) => string;
}

/** A text that cannot be made: the letter is put aside, its neighbours go out. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
}

const ORDER: readonly Label[] = ['public', 'internal', 'sensitive'];

/** Whether a text of one label may leave where `carries` is the highest allowed. */
const mayLeave = (label: Label, carries: Label): boolean =>
  ORDER.indexOf(label) <= ORDER.indexOf(carries);

/**
 * A letter as text within the form's bytes: subject, a line for each duty, how many more, the link. What does not fit is
 * counted instead of cut, from the end; only a line that is alone is cut. Throws `Unfit`.
 */
export function composed(letter: Letter, form: Form): string {
  const t = texts(letter.lang).channels;
  const head = subjectOf(letter, form);
  const lines = letter.lines.map((line, n) => numbered(lineText(letter, line, form), letter, n));
  const tail = answering(letter, form);
  for (let kept = lines.length; kept > 0; kept -= 1) {
    const more = letter.more + lines.length - kept;
    const end = (more > 0 ? `\n${t.more(more)}` : '') + tail;
    const whole = `${head}\n${lines.slice(0, kept).join('\n')}${end}`;
    if (bytesOf(whole) <= form.limit) return whole;
    if (kept === 1) return `${squeezed(head, lines[0] ?? '', form.limit - bytesOf(end))}${end}`;
  }
  const end = (letter.more > 0 ? `\n${t.more(letter.more)}` : '') + tail;
  return cutTo(head, form.limit - bytesOf(end)) + end;
}

/** The subject with the mark of a rehearsal; where a line may not leave whole, nor may what is said of it above. */
export function subjectOf({ lang, lines, subject, rehearsal }: Letter, form: Form): string {
  const t = texts(lang).channels;
  const isWhole = lines.every(({ label }) => mayLeave(label, form.carries));
  const said = form.safe(oneLine(isWhole ? subject : '')) || t.subject(lines.length);
  const short = cutTo(said, MOST_SUBJECT);
  return rehearsal && !short.includes(t.rehearsal) ? `${t.rehearsal}${short}` : short;
}

const MOST_SUBJECT = 300;

/** What a channel may say of a line, with its code. */
export function lineText(letter: Pick<Letter, 'lang'>, line: LetterLine, form: Form): string {
  const { text, bare, label, code } = line;
  const said = form.safe(oneLine(seenText(mayLeave(label, form.carries) ? text : bare)));
  if (said === '') throw new Unfit('empty line');
  const isCoded = code === null || said.includes(code);
  return isCoded ? said : `${said}${texts(letter.lang).channels.code(code)}`;
}

/** How to answer: with the link where it goes along, else by telephone. */
function answering(letter: Letter, form: Form): string {
  const { lang, how } = letter;
  const link = linkOf(letter, form);
  if (link === null) {
    const isSaid = how !== undefined && letter.link === null;
    return how === undefined
      ? ''
      : `\n${isSaid ? form.safe(oneLine(how)) : letterHow(lang, false, null)}`;
  }
  if (how === undefined) return `\n${texts(lang).channels.answerAt(link)}`;
  return `\n${form.safe(oneLine(how))}\n${link}`;
}

/** The link as it stands: it is ours, but a channel that is given anything else is given nothing. */
export function linkOf({ link }: Letter, { links }: Form): string | null {
  if (link === null || !links) return null;
  if (!/^https?:\/\/[!-~]+$/.test(link) || !URL.canParse(link)) throw new Unfit('link');
  return link;
}

/** A single line beside its head: the head gives way first, down to a third. */
function squeezed(head: string, line: string, room: number): string {
  const least = Math.floor(room / 3);
  const short = cutTo(head, Math.max(least, room - bytesOf(line) - 1));
  const left = room - bytesOf(short) - 1;
  const cut = cutTo(line, left);
  if (short === '' || cut === '') throw new Unfit('no room');
  return `${short}\n${cut}`;
}

const numbered = (text: string, { lines, isAsWritten }: Letter, n: number): string =>
  lines.length > 1 && isAsWritten !== true ? `${n + 1}. ${text}` : text;
