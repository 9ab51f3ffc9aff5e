import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCodec, PayloadLocked } from '../../src/temporal/codec.js';
import { aRing } from './a-ring.js';

const FIVE_SECONDS = 5_000;
const PHONE = '13812345678';
const payloadOf = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const valueOf = (payload: Payload | undefined): unknown =>
  payload && defaultPayloadConverter.fromPayload(payload);
const bytesOf = (payload: Payload | undefined): Buffer =>
  Buffer.concat([...Object.values(payload?.metadata ?? {}), payload?.data ?? new Uint8Array()]);
const anyPayload = fc.record({
  metadata: fc.dictionary(fc.string(), fc.uint8Array()),
  data: fc.uint8Array({ minLength: 1 }),
});

describe('a locked payload', () => {
  it('says how it is locked and by which key, and nothing else', async () => {
    const ring = aRing();
    const [one] = await createCodec(ring, true).encode([payloadOf({ form: { phone: PHONE } })]);
    const metadata = Object.entries(one?.metadata ?? {});
    expect(metadata.map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['encoding', 'binary/encrypted'],
      ['encryption-key-id', ring.sealing('payload').id],
    ]);
    expect(bytesOf(one).toString('latin1')).not.toMatch(/138|phone|json/);
  });

  it('opens to the very bytes it was, whatever they were', async () => {
    const codec = createCodec(aRing(), true);
    await fc.assert(
      fc.asyncProperty(fc.array(anyPayload, { maxLength: 5 }), async (payloads) => {
        const plain = (all: readonly Payload[]) => all.map((one) => [bytesOf(one).toString('hex')]);
        const encoded = await codec.encode(payloads);
        expect(plain(await codec.decode(encoded))).toEqual(plain(payloads));
        // Even one that is locked already: two locks are opened one after the other.
        expect(plain(await codec.decode(await codec.encode(encoded)))).toEqual(plain(encoded));
      }),
    );
  });

  it('does not open when a byte is changed, or with another ring', async () => {
    const codec = createCodec(aRing(), true);
    const [one] = await codec.encode([payloadOf(PHONE)]);
    const data = one?.data ?? new Uint8Array();
    for (let at = 0; at < data.length; at += 1) {
      const changed = { ...one, data: data.with(at, (data[at] ?? 0) ^ 1) };
      await expect(codec.decode([changed])).rejects.toThrow(PayloadLocked);
    }
    const stranger = createCodec(aRing(), true);
    await expect(stranger.decode([one as Payload])).rejects.toThrow(/no key [0-9a-f]{8}/);
    await expect(codec.decode([{ ...one, data: new Uint8Array(3) }])).rejects.toThrow(
      PayloadLocked,
    );
  });
});

describe('what is not ours', () => {
  it('passes: a stranger signals in plain JSON', async () => {
    const plain = payloadOf({ step: 'power-lines', by: 'system:power' });
    expect(await createCodec(aRing(), true).decode([plain])).toEqual([plain]);
  });
});

describe('through a season', () => {
  it('what one key has locked opens when others have come', async () => {
    const ring = aRing();
    const codec = createCodec(ring, true);
    const [first] = await codec.encode([payloadOf('first')]);
    const id = ring.rotate();
    ring.pass(FIVE_SECONDS);
    const [second] = await codec.encode([payloadOf('second')]);
    expect(Buffer.from(second?.metadata?.['encryption-key-id'] ?? []).toString()).toBe(id);
    const all = await codec.decode([first, second] as Payload[]);
    expect(all.map(valueOf)).toEqual(['first', 'second']);
  });

  it('switched off, nothing more is locked, and what was still opens', async () => {
    const ring = aRing();
    const [locked] = await createCodec(ring, true).encode([payloadOf('before')]);
    const off = createCodec(ring, false);
    const plain = payloadOf('after');
    expect(await off.encode([plain])).toEqual([plain]);
    expect((await off.decode([locked as Payload, plain])).map(valueOf)).toEqual([
      'before',
      'after',
    ]);
  });
});
