import type { Label } from '../../courier/model.js';
import type { Channel, Letter, Sent } from '../../service/courier/channel-port.js';
import { texts } from '../../text/texts.js';
import { lineText, linkOf, subjectOf, type Form } from './compose.js';
import { quarantining, refused } from './outcomes.js';
import type { Poster } from './post.js';
import { forTextMessage } from './safe-text.js';
import { postSigned, type SignedPlace } from './signed-post.js';

export interface SmsSetting extends SignedPlace {
  readonly name: string;
  readonly isForRehearsals: boolean;
  readonly carries: Label;
  readonly perMinute: number | null;
  readonly links: boolean;
  /** The provider's name of the approved text with `text`, `more`, `code` and `link` to fill in. */
  readonly template: string;
  /** Of the text with a `code` for one-time links; null: this channel sends none. */
  readonly codeTemplate: string | null;
  /** Characters that a parameter may have. */
  readonly most: number;
}

/** A text message: the provider's approved text, of which we fill in the parameters and nothing else. */
export interface Sms extends Channel {
  /** A code for a one-time link; the answer as of any message. */
  sendCode(id: string, phone: string, code: string): Promise<Sent>;
}

export function smsChannel(
  setting: SmsSetting,
  poster: Pick<Poster, 'post'>,
  now: () => number,
): Sms {
  const { name, isForRehearsals, perMinute, template, codeTemplate } = setting;
  const send = (id: string, phone: string, sort: string, params: object): Promise<Sent> =>
    postSigned(poster, setting, { id, body: { id, to: phone, template: sort, params } }, now());
  return {
    ...{ name, isForRehearsals, perMinute },
    reaches: ({ phone }) => numberOf(phone) !== null,
    send: quarantining(async (letter) => {
      const phone = numberOf(letter.to.phone);
      if (phone === null) return refused('no-address');
      return send(letter.id, phone, template, paramsOf(letter, setting));
    }),
    async sendCode(id, phone, code) {
      const number = numberOf(phone);
      if (number === null) return refused('no-address');
      if (codeTemplate === null) return refused('no-template');
      return send(id, number, codeTemplate, { code });
    },
  };
}

/** The first line, how many others there are, and how to answer. */
function paramsOf(letter: Letter, { carries, links, most }: SmsSetting): Record<string, string> {
  const form: Form = { carries, links, limit: Number.POSITIVE_INFINITY, safe: forTextMessage };
  const [first] = letter.lines;
  const line = first
    ? lineText(letter, { ...first, code: null }, form)
    : subjectOf({ ...letter, rehearsal: false }, form);
  const mark = forTextMessage(texts(letter.lang).channels.rehearsal).trim();
  const isMarked = !letter.rehearsal || line.includes(mark);
  return {
    text: shortened(isMarked ? line : `${mark}${line}`, most),
    more: String(letter.more + Math.max(0, letter.lines.length - 1)),
    code: first?.code ?? '',
    link: linkOf(letter, form) ?? '',
  };
}

function shortened(text: string, most: number): string {
  const chars = [...text];
  return chars.length <= most ? text : `${chars.slice(0, most - 1).join('')}…`;
}

const NUMBER = /^\+?\d{5,18}$/;

/** Only what a telephone can be reached by: an extension or a name in a number is none. */
function numberOf(phone: string | undefined): string | null {
  const plain = (phone ?? '').replace(/[\s()-]/g, '');
  return NUMBER.test(plain) ? plain : null;
}
