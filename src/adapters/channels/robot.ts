import type { Label } from '../../courier/model.js';
import type { Address, Channel, Letter } from '../../service/courier/channel-port.js';
import { sentOf, type Wording } from './answers.js';
import { composed, Unfit } from './compose.js';
import { quarantining, refused } from './outcomes.js';
import type { Poster } from './post.js';
import { bytesOf, forChat } from './safe-text.js';

/** Whom a message calls, as one chat program knows him. */
export type Mention = { readonly id: string } | { readonly mobile: string };

export interface RobotSetting {
  readonly name: string;
  readonly isForRehearsals: boolean;
  readonly carries: Label;
  readonly perMinute: number;
  /** A robot speaks to a group: whoever is in it could use the link. */
  readonly links: boolean;
  /** The address as the chat program shows it; a secret, since it holds the robot's token. */
  readonly webhook: URL;
  /** For signing; null where the robot checks none. */
  readonly secret: string | null;
}

/** How one chat program wants to be spoken to. */
export interface Dialect {
  /** Bytes of the text, and of the whole request. */
  readonly textLimit: number;
  readonly bodyLimit: number;
  readonly wording: Wording;
  /** Whether it can call somebody by the number of his telephone. */
  readonly byMobile: boolean;
  /** Ids that would call everybody. */
  readonly everybody: RegExp;
  request(
    spoken: { readonly text: string; readonly mention: Mention; readonly name: string },
    robot: Pick<RobotSetting, 'webhook' | 'secret'>,
    atMs: number,
  ): { readonly url: URL; readonly body: object };
}

/**
 * A robot of a chat group. It reaches whoever's entry in the register says that he is in the group: by an id, or –
 * `phone` – by the number of the register.
 */
export function robotChannel(
  setting: RobotSetting,
  dialect: Dialect,
  { post }: Pick<Poster, 'post'>,
  now: () => number,
): Channel {
  const { name, isForRehearsals, perMinute, carries, links } = setting;
  const mentionOf = (to: Address) => mentionIn(to, name, dialect);
  return {
    ...{ name, isForRehearsals, perMinute },
    reaches: (to) => mentionOf(to) !== null,
    send: quarantining(async (letter) => {
      const mention = mentionOf(letter.to);
      if (mention === null) return refused('no-address');
      const { url, body } = fitted(letter, mention);
      return sentOf(await post(url, body), dialect.wording);
    }),
  };

  /** What JSON adds to a text shows only when it is written: what is over is taken off the text's room. */
  function fitted(letter: Letter, mention: Mention): { url: URL; body: string } {
    const called = forChat(letter.to.name);
    for (let limit = dialect.textLimit; limit > 0; ) {
      const text = composed(letter, { carries, limit, links, safe: forChat });
      const made = dialect.request({ text, mention, name: called }, setting, now());
      const body = JSON.stringify(made.body);
      const over = bytesOf(body) - dialect.bodyLimit;
      if (over <= 0) return { url: made.url, body };
      limit = Math.min(limit, bytesOf(text)) - over;
    }
    throw new Unfit('no room');
  }
}

const ID = /^[\w.-]{1,64}$/;
const MOBILE = /^(?:\+?86)?(1\d{10})$/;

function mentionIn({ ids, phone }: Address, channel: string, dialect: Dialect): Mention | null {
  const id = ids?.[channel];
  if (id === undefined) return null;
  if (id === 'phone') {
    const mobile = dialect.byMobile ? MOBILE.exec(phone ?? '')?.[1] : undefined;
    return mobile === undefined ? null : { mobile };
  }
  return ID.test(id) && !dialect.everybody.test(id) ? { id } : null;
}
