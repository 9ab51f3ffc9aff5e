import { createHash } from 'node:crypto';
import type { Label } from '../../courier/model.js';
import type { Channel } from '../../service/courier/channel-port.js';
import { composed, subjectOf, type Form } from './compose.js';
import { isMailAddress, type Mailer } from './mailer.js';
import { quarantining, refused } from './outcomes.js';
import { oneLine } from './safe-text.js';

export interface MailSetting {
  readonly name: string;
  readonly isForRehearsals: boolean;
  readonly carries: Label;
  readonly perMinute: number | null;
  readonly links: boolean;
  /** The right side of message ids: the house that mails come from. */
  readonly domain: string;
}

const MOST_BYTES = 64 * 1024;
/** Mail servers take few connections of one client. */
const LANES = 4;

/**
 * Letters by mail. The same letter has the same Message-ID however often it is tried, and all about one duty hang
 * on one thread, whose root is a name that follows from the duty: nothing has to be remembered for it.
 */
export function mailChannel(setting: MailSetting, mailer: Mailer): Channel {
  const { name, isForRehearsals, perMinute, carries, links, domain } = setting;
  const form: Form = { carries, links, limit: MOST_BYTES, safe: (text) => text };
  const idOf = (sort: string, text: string): string =>
    `<${sort}.${createHash('sha256').update(text).digest('hex').slice(0, 40)}@${domain}>`;
  return {
    ...{ name, isForRehearsals, perMinute, lanes: LANES },
    reaches: ({ mail }) => isMailAddress(mail),
    send: quarantining(async (letter) => {
      const { to, id, thread, urgency } = letter;
      if (!isMailAddress(to.mail)) return refused('no-address');
      return mailer.deliver({
        to: { name: oneLine(to.name), address: to.mail },
        subject: subjectOf(letter, form),
        text: composed(letter, form),
        messageId: idOf('letter', id),
        ...(thread !== null && { inReplyTo: idOf('thread', thread) }),
        headers: { 'List-Id': `<kaowu.${domain}>` },
        isUrgent: urgency === 'critical',
      });
    }),
  };
}
