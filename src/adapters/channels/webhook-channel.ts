import type { Label } from '../../courier/model.js';
import type { Channel, Letter } from '../../service/courier/channel-port.js';
import { lineText, linkOf, subjectOf, type Form } from './compose.js';
import { quarantining } from './outcomes.js';
import type { Poster } from './post.js';
import { oneLine } from './safe-text.js';
import { postSigned, type SignedPlace } from './signed-post.js';

export interface WebhookSetting extends SignedPlace {
  readonly name: string;
  readonly isForRehearsals: boolean;
  readonly carries: Label;
  readonly perMinute: number | null;
  readonly links: boolean;
}

/** Another system that tells people itself: it gets the letter in parts, the person by id and name, never his number. */
export function webhookChannel(
  setting: WebhookSetting,
  poster: Pick<Poster, 'post'>,
  now: () => number,
): Channel {
  const { name, isForRehearsals, perMinute } = setting;
  return {
    ...{ name, isForRehearsals, perMinute },
    reaches: () => true,
    send: quarantining((letter) =>
      postSigned(poster, setting, { id: letter.id, body: bodyOf(letter, setting) }, now()),
    ),
  };
}

function bodyOf(letter: Letter, { name, carries, links }: WebhookSetting): object {
  const form: Form = { carries, links, limit: Number.POSITIVE_INFINITY, safe: (text) => text };
  const { id, to, urgency, rehearsal, lang, lines, more, thread } = letter;
  return {
    ...{ id, channel: name, urgency, rehearsal, lang, more, thread },
    to: { person: to.person, name: oneLine(to.name), account: to.ids?.[name] ?? null },
    subject: subjectOf(letter, form),
    lines: lines.map((line) => ({ text: lineText(letter, line, form), code: line.code })),
    link: linkOf(letter, form),
  };
}
