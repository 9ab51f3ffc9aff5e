import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { maskMail, maskPhone } from '../../policy/mask.js';
import type { CodeChannel } from '../../service/desks/ports.js';
import type { Sent } from '../../service/courier/channel-port.js';
import type { Mailer } from './mailer.js';
import { appendLine } from './plain-channels.js';
import type { Sms } from './sms-channel.js';

/** Where somebody is found; null where nothing is known. */
export type AddressOf = (person: string) => Promise<string | null>;

/** Codes for one-time links by mail. Rejects where the server does not take it: nothing is said to have been sent. */
export const codesByMail = (
  mailer: Mailer,
  { subject, mailOf }: { readonly subject: string; readonly mailOf: AddressOf },
): CodeChannel => ({
  async sendCode(person, text) {
    const address = await mailOf(person);
    if (address === null) return null;
    assertTaken(await mailer.deliver({ to: { name: '', address }, subject, text }));
    return { hint: maskMail(address) };
  },
});

/** The same by text message, through the provider's approved text. */
export const codesBySms = (sms: Pick<Sms, 'sendCode'>, phoneOf: AddressOf): CodeChannel => ({
  async sendCode(person, _text, code) {
    const phone = await phoneOf(person);
    if (phone === null) return null;
    assertTaken(await sms.sendCode(randomUUID(), phone, code));
    return { hint: maskPhone(phone) };
  },
});

/**
 * The machine's own file in place of a text message: whoever runs the service at this machine reads the code there.
 * Answers its name as where the code went.
 */
export const codesToFile = (file: string, now: () => number = Date.now): CodeChannel => ({
  async sendCode(person, text) {
    await appendLine(file, `${new Date(now()).toISOString()} ${person} ${text}`);
    return { hint: basename(file) };
  },
});

/** The first of several ways that knows the person and takes it; the last one's failure where none does. */
export const firstOf = (channels: readonly CodeChannel[]): CodeChannel => ({
  async sendCode(person, text, code) {
    let failure: unknown = null;
    for (const channel of channels) {
      try {
        const went = await channel.sendCode(person, text, code);
        if (went) return went;
      } catch (error) {
        failure = error;
      }
    }
    if (failure !== null) throw failure;
    return null;
  },
});

function assertTaken(sent: Sent): void {
  if (sent.outcome !== 'taken') throw new Error(`the code was not taken: ${sent.reason}`);
}
