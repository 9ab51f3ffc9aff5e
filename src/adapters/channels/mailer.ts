import { createTransport } from 'nodemailer';
import type { Sent } from '../../service/courier/channel-port.js';
import { later, refused, taken } from './outcomes.js';

export interface MailServer {
  /** `smtp://host:port` or `smtps://…`; a user and password in it count as such. */
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
  /** Whom mails are from: an address, or `Name <address>`. */
  readonly from: string;
  /**
   * `required` (the default): nothing is said before the line is encrypted, whoever stands between. `offered`: as the
   * server offers it; `none`: in the clear, for a server on this machine.
   */
  readonly tls?: 'required' | 'offered' | 'none';
  /** Certificates (PEM) of whoever signs the server's. */
  readonly ca?: string | null;
  readonly withinMs?: number;
}

/** One mail to one person, already made safe. */
export interface Mail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly isUrgent?: boolean;
}

export interface Mailer {
  /** Never throws; answers within ten seconds. */
  deliver(mail: Mail): Promise<Sent>;
}

const WITHIN_MS = 10_000;
/** One address and nothing else: neither quotes nor lists nor what a header could end by. */
const ADDRESS = /^[^\s@"<>,;:()[\]\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,188}[a-z0-9])?$/i;

export const isMailAddress = (text: string | undefined): text is string =>
  text !== undefined && ADDRESS.test(text);

/** Out-of-office programs and list servers know by these that nobody waits for an answer (RFC 3834, RFC 2919). */
const BY_MACHINE = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
  Precedence: 'bulk',
} as const;

/** Mails through one server. */
export function createMailer(server: MailServer): Mailer {
  const { url, user, password, from, tls = 'required', ca, withinMs = WITHIN_MS } = server;
  const transport = createTransport({
    url,
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'none',
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca && { ca }) },
    ...{ connectionTimeout: withinMs, greetingTimeout: withinMs, socketTimeout: withinMs },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return {
    async deliver({ to, headers, isUrgent, ...mail }) {
      if (!isMailAddress(to.address)) return refused('no-address');
      const signal = AbortSignal.timeout(withinMs);
      try {
        const { messageId } = await transport.sendMail({
          ...{ from, to, signal },
          ...mail,
          ...(mail.inReplyTo !== undefined && { references: mail.inReplyTo }),
          headers: { ...BY_MACHINE, ...headers },
          ...(isUrgent && { priority: 'high' as const }),
        });
        return taken(messageId);
      } catch (error) {
        return signal.aborted ? later('timeout') : failed(error);
      }
    },
  };
}

/** What a server refuses for good, it says with a five; anything else may be another matter in a minute. */
function failed(error: unknown): Sent {
  const { code = '', responseCode = 0 } = error as { code?: string; responseCode?: number };
  // What the server says beside its number may quote the letter.
  const detail = responseCode > 0 ? `${code} ${responseCode}` : code;
  if (code === 'ETLS' || isTls(error)) return refused('tls', detail);
  if (code === 'EAUTH') return responseCode >= 500 ? refused('sign-in') : later('sign-in', detail);
  return responseCode >= 500 ? refused('server', detail) : later('server', detail);
}

function isTls(error: unknown): boolean {
  const { cause, message = '' } = error as { cause?: { code?: string }; message?: string };
  return /certificate|SSL|TLS|altnames/i.test(`${cause?.code ?? ''} ${message}`);
}
