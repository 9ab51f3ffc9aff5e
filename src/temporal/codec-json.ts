import type { Payload, PayloadCodec } from '@temporalio/common';

/** A payload as Temporal's tools send it to a codec server: bytes in base64. */
export interface JsonPayload {
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly data?: string | undefined;
}

/**
 * The codec for Temporal's own pages and command line. What does not open stays as it is, each by itself: one
 * payload of a lost key does not blank a page.
 */
export function jsonCodec(codec: PayloadCodec) {
  const opened = async (payload: Payload): Promise<Payload> =>
    (await codec.decode([payload]).catch(() => [payload]))[0] ?? payload;
  return {
    encode: async (payloads: readonly JsonPayload[]): Promise<JsonPayload[]> =>
      (await codec.encode(payloads.map(fromJson))).map(toJson),
    decode: async (payloads: readonly JsonPayload[]): Promise<JsonPayload[]> =>
      (await Promise.all(payloads.map(fromJson).map(opened))).map(toJson),
  };
}

const fromJson = ({ metadata = {}, data }: JsonPayload): Payload => ({
  metadata: mapped(metadata, (text) => Buffer.from(text, 'base64')),
  ...(data !== undefined && { data: Buffer.from(data, 'base64') }),
});

const toJson = ({ metadata, data }: Payload): JsonPayload => ({
  metadata: mapped(metadata ?? {}, base64),
  ...(data && { data: base64(data) }),
});

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const mapped = <From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
