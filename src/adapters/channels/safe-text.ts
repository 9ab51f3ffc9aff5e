/** Marks that hide text, turn its direction, or tag it unseen; joiners of emoji stay. */
const UNSEEN =
  /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
const BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;
const CONTROLS = /(?!\n)\p{Cc}/gu;
const HALVES = /\p{Cs}/gu;
const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Text as it looks: whole characters, no controls but line ends, nothing that hides or turns it around. */
export const seenText = (text: string): string =>
  text.replace(HALVES, '\ufffd').replace(BREAKS, '\n').replace(UNSEEN, '').replace(CONTROLS, ' ');

/** The same as one line without blanks at its ends: for headers, parameters, lines of a list. */
export const oneLine = (text: string): string => seenText(text).replace(/\s+/gu, ' ').trim();

/**
 * What chat programs read as more than text – calling everybody, links, markup – in the full-width forms, which look
 * alike and do nothing. Every `@` goes: whom a message calls is said beside it, by id.
 */
export const forChat = (text: string): string =>
  text.replace(/[@<>&[\]*_~`\\]|^#+|(?<=\n)#+/gu, (found) =>
    [...found]
      .map((char) => String.fromCodePoint((char.codePointAt(0) ?? 0) + FULL_WIDTH))
      .join(''),
  );

/** From `!` to its full-width form. */
const FULL_WIDTH = 0xfee0;

/** In text messages these brackets are the sender's signature: no text may bring a second one. */
export const forTextMessage = (text: string): string =>
  text.replace(/[【［[]/gu, '〔').replace(/[】］\]]/gu, '〕');

export const bytesOf = (text: string): number => Buffer.byteLength(text);

/**
 * The text in at most `limit` bytes of UTF-8: all of it, or its longest beginning that ends between two
 * characters as people see them, and `…`. Empty where not even that has room.
 */
export function cutTo(text: string, limit: number): string {
  if (bytesOf(text) <= limit) return text;
  const room = limit - bytesOf(ELLIPSIS);
  if (room < 0) return '';
  return beginning(text, room).trimEnd() + ELLIPSIS;
}

const ELLIPSIS = '…';
/** Around the cut: no character that people see as one is longer, but for nonsense. */
const WINDOW = 64;

function beginning(text: string, room: number): string {
  const bytes = Buffer.from(text);
  let end = room;
  // Bytes that continue a character begin with 10.
  while (end > 0 && ((bytes[end] ?? 0) & 0b1100_0000) === 0b1000_0000) end -= 1;
  const cut = bytes.subarray(0, end).toString('utf8').length;
  const from = Math.max(0, cut - WINDOW);
  let whole = from;
  for (const { index } of segmenter.segment(text.slice(from, cut + WINDOW)))
    if (from + index <= cut) whole = from + index;
  return text.slice(0, whole > from ? whole : cut);
}
