import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { BlockList, isIP } from 'node:net';

export type Exposure =
  /** Only this machine or a private network can reach it. */
  | { readonly kind: 'private' }
  /** It listens on this machine, on an address that others reach. */
  | { readonly kind: 'bound'; readonly address: string }
  /** It is elsewhere, and not on a private network. */
  | { readonly kind: 'public'; readonly host: string };

const closed = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  closed.addSubnet(network, bits, 'ipv4');
closed.addAddress('::1', 'ipv6');
closed.addSubnet('fc00::', 7, 'ipv6');
closed.addSubnet('fe80::', 10, 'ipv6');

/** Whether an address is of this machine or of a private network. */
export function isPrivate(ip: string): boolean {
  const plain = ip.replace(/^::ffff:/i, '');
  const version = isIP(plain);
  return version !== 0 && closed.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

/** Who can reach the port of `host:port`, as far as this machine can tell. */
export async function exposureOf(address: string): Promise<Exposure> {
  const cut = address.lastIndexOf(':');
  const host = address.slice(0, cut).replace(/^\[|\]$/g, '');
  const port = Number(address.slice(cut + 1));
  const ips = await lookup(host, { all: true }).catch(() => []);
  const isLocal = ips.some(({ address: ip }) => ip === '127.0.0.1' || ip === '::1');
  if (isLocal) {
    const wide = (await listeningOn(port)).find((ip) => !isPrivate(ip));
    return wide === undefined ? { kind: 'private' } : { kind: 'bound', address: `${wide}:${port}` };
  }
  const outside = ips.find(({ address: ip }) => !isPrivate(ip));
  return outside === undefined ? { kind: 'private' } : { kind: 'public', host };
}

const LISTENING = '0A';

/** Addresses of this machine on which somebody listens at the port; none where the system does not say. */
async function listeningOn(port: number): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [file, toIp] of [
    ['/proc/net/tcp', ipv4],
    ['/proc/net/tcp6', ipv6],
  ] as const) {
    const text = await readFile(file, 'utf8').catch(() => '');
    for (const line of text.split('\n').slice(1)) {
      const [, local = '', , state] = line.trim().split(/\s+/);
      const [ip = '', hex = ''] = local.split(':');
      if (state === LISTENING && Number.parseInt(hex, 16) === port) found.push(toIp(ip));
    }
  }
  return found;
}

/** The kernel writes words of 32 bits in the machine's order: `0100007F`. */
const ipv4 = (hex: string): string => [...Buffer.from(hex, 'hex')].reverse().join('.');

function ipv6(hex: string): string {
  const bytes = [0, 8, 16, 24].flatMap((at) =>
    [...Buffer.from(hex.slice(at, at + 8), 'hex')].reverse(),
  );
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff;
  if (isMapped) return bytes.slice(12).join('.');
  const words = [0, 2, 4, 6, 8, 10, 12, 14].map((at) =>
    (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16),
  );
  // In full, but for the two that everybody writes short.
  const full = words.join(':');
  return full === '0:0:0:0:0:0:0:1' ? '::1' : full === '0:0:0:0:0:0:0:0' ? '::' : full;
}
