import type { DataConverter, Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { fileURLToPath } from 'node:url';
import { lock, unlock } from '../adapters/secrets/box.js';
import type { KeyRing } from '../adapters/secrets/key-ring.js';

const { Payload: Wire } = proto.temporal.api.common.v1;

/** As Temporal's own examples name it and lay it out, so that codecs in other languages can be told the key. */
const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';

/** A payload that this installation has locked and cannot open. */
export class PayloadLocked extends Error {
  override readonly name = 'PayloadLocked';
}

/**
 * AES-256-GCM over each payload, its encoding and all. What is not ours passes as it is: a stranger's signal
 * in plain JSON is as good as before, and so is what was written before encryption was switched on. With
 * `encrypt` off nothing is locked any more, but what was still opens.
 */
export function createCodec(ring: KeyRing, encrypt: boolean): PayloadCodec {
  return {
    encode: async (payloads) => (encrypt ? payloads.map((one) => locked(ring, one)) : payloads),
    decode: async (payloads) => payloads.map((one) => opened(ring, one)),
  };
}

const isLocked = ({ metadata }: Payload): boolean => textOf(metadata?.['encoding']) === ENCODING;

function locked(ring: KeyRing, payload: Payload): Payload {
  const { id, secret } = ring.sealing('payload');
  return {
    metadata: { encoding: Buffer.from(ENCODING), [KEY_ID]: Buffer.from(id) },
    data: lock(secret, Wire.encode(payload).finish(), ''),
  };
}

function opened(ring: KeyRing, payload: Payload): Payload {
  if (!isLocked(payload)) return payload;
  const id = textOf(payload.metadata?.[KEY_ID]);
  const key = ring.find(id, 'payload');
  if (!key) throw new PayloadLocked(`no key ${id} in the ring`);
  try {
    return Wire.decode(unlock(key.secret, payload.data ?? new Uint8Array(), ''));
  } catch {
    throw new PayloadLocked(`changed since key ${id} locked it`);
  }
}

const textOf = (bytes: Uint8Array | null | undefined): string =>
  Buffer.from(bytes ?? []).toString();

// Loaded by the SDK itself, here and inside the sandbox, hence by its path.
const encodedFailures = fileURLToPath(
  new URL('../../workflows/encoded-failures.cjs', import.meta.url),
);

/** What client and worker are given; the words of failures are locked, too, where anything is. */
export const converterOf = (ring: KeyRing, encrypt: boolean): DataConverter => ({
  payloadCodecs: [createCodec(ring, encrypt)],
  ...(encrypt && { failureConverterPath: encodedFailures }),
});
