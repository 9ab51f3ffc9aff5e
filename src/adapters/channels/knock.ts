import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import {
  AddressRefused,
  allowedLookup,
  literalOf,
  literalRefused,
  type Reach,
} from './addresses-allowed.js';
import { failureOf } from './post.js';

export interface Door {
  readonly url: URL;
  readonly reach: Reach;
  /** Certificates (PEM) of whoever signs the server's. */
  readonly ca: string | null;
}

const WITHIN_MS = 3_000;
const PORTS: Readonly<Record<string, number>> = {
  ...{ 'http:': 80, 'https:': 443, 'smtp:': 587, 'smtps:': 465 },
};

/** Whether somebody answers at an address and can show who he is; nothing is said to him. Null: all is well. */
export function knock({ url, reach, ca }: Door, withinMs = WITHIN_MS): Promise<string | null> {
  const { hostname, protocol } = url;
  const refused = literalRefused(url, reach);
  if (refused !== null) return Promise.resolve(`address: ${refused}`);
  const host = literalOf(url) ?? hostname;
  const where = { host, port: Number(url.port) || (PORTS[protocol] ?? 443) };
  const options = { ...where, lookup: allowedLookup(reach) };
  const isTls = protocol === 'https:' || protocol === 'smtps:';
  return new Promise((resolve) => {
    const servername = literalOf(url) === null ? { servername: hostname } : {};
    const socket = isTls
      ? connectTls({ ...options, ...servername, rejectUnauthorized: true, ...(ca && { ca }) })
      : connectTcp(options);
    const end = (said: string | null) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(said);
    };
    const timer = setTimeout(() => end('timeout'), withinMs);
    socket.once(isTls ? 'secureConnect' : 'connect', () => end(null));
    socket.once('error', (error) => {
      const { failed, detail } = failureOf(error);
      end(error instanceof AddressRefused ? `address: ${detail}` : `${failed}: ${detail}`);
    });
  });
}
