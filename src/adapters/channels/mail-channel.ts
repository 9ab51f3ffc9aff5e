import { createTransport } from 'nodemailer';
import type { CodeChannel } from '../../service/desks/ports.js';

export interface MailPlace {
  /** `smtp://user:password@host:port`, or `smtps://…`. */
  readonly url: string;
  readonly from: string;
  readonly subject: string;
  /** A person's address; null where none is known. */
  readonly mailOf: (person: string) => Promise<string | null>;
}

const WAIT_MS = 10_000;

/** Codes by mail. Rejects where the server does not take it: nothing is said to have been sent. */
export function mailChannel({ url, from, subject, mailOf }: MailPlace): CodeChannel {
  const transport = createTransport({
    url,
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    socketTimeout: WAIT_MS,
  });
  return {
    async sendCode(person, text) {
      const to = await mailOf(person);
      if (to === null) return null;
      await transport.sendMail({ from, to, subject, text });
      return { hint: maskedMail(to) };
    },
  };
}

/** `l****@example.cn`: enough to know one's own. */
const maskedMail = (mail: string): string => mail.replace(/^(.)[^@]*/u, '$1****');

/** The first of several ways on which something went out. */
export const firstOf = (channels: readonly CodeChannel[]): CodeChannel => ({
  async sendCode(person, text) {
    for (const channel of channels) {
      const went = await channel.sendCode(person, text);
      if (went) return went;
    }
    return null;
  },
});
