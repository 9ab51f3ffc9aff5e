import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const inside = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(network, bits, 'ipv4');

/** Of IPv6 the only addresses of the public internet, but for ways in which others are wrapped up. */
const outside = new BlockList();
outside.addSubnet('2000::', 3, 'ipv6');
const wrapped = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  wrapped.addSubnet(network, bits, 'ipv6');

const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

/** Whether an address is of the public internet: not of this machine, a private network, or one that wraps another up. */
export function isPublic(ip: string): boolean {
  const plain = MAPPED.exec(ip)?.[1] ?? ip;
  const version = isIP(plain);
  if (version === 4) return !inside.check(plain, 'ipv4');
  return version === 6 && outside.check(plain, 'ipv6') && !wrapped.check(plain, 'ipv6');
}

/** No address of the host may be used. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** Which addresses a channel may connect to. */
export type Reach =
  /** Of the public internet only. */
  | 'public'
  /** Not of the public internet: what is not encrypted stays in the house. */
  | 'private'
  | 'any';

const isWithin = (reach: Reach, ip: string): boolean =>
  reach === 'any' || isPublic(ip) === (reach === 'public');

/**
 * Looks up a host and answers its addresses only if every one of them may be used. The connection is made to what
 * is answered here and to nothing else: a name that points elsewhere a moment later changes nothing.
 */
export const allowedLookup =
  (reach: Reach, resolve: typeof lookup = lookup): LookupFunction =>
  (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '');
      const [first] = found;
      const bad = found.find(({ address }) => !isWithin(reach, address));
      if (bad || !first) return done(new AddressRefused(bad?.address ?? host), '');
      if (options.all) return done(null, found);
      return done(null, first.address, first.family);
    });
  };

/** The address that stands in place of a name in a URL, which nobody looks up; null where it is a name. */
export function literalOf(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? null : host;
}

/** The address that a URL names by itself, where it may not be used; names are looked up by `allowedLookup`. */
export function literalRefused(url: URL, reach: Reach): string | null {
  const literal = literalOf(url);
  return literal !== null && !isWithin(reach, literal) ? literal : null;
}
