import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import {
  buildCourierProgram,
  idOf,
  killCouriers,
  PERSONS,
  repeatedIn,
  WORDS,
} from './a-killed-courier.js';
import { anAddress } from './a-store.js';

const KILLS = 4;
let program = '';

beforeAll(async () => {
  program = await buildCourierProgram();
});
afterAll(() => rmSync(program, { force: true }));

it.each([
  { lanes: 1, seed: 7 },
  { lanes: 4, seed: 11 },
])(
  'loses nothing when it is killed while it sends, and repeats no more than was on its way: $lanes',
  async ({ lanes, seed }) => {
    const isShared = inject('postgres') !== undefined;
    const url = await anAddress();
    const { lines, received } = await killCouriers({
      ...{ url, program, kills: KILLS, lanes, seed, isShared },
    });
    expect(lines).toHaveLength(PERSONS * WORDS);
    // Every message arrived, under the id that the ledger has for it; each word in one message only.
    const ids = new Set(received.map(idOf));
    expect(new Set(lines.map(({ message }) => message))).toEqual(ids);
    expect(ids.size).toBe(PERSONS * WORDS);
    expect(received.length - ids.size).toBeLessThanOrEqual(KILLS * lanes);
    // The ledger says of each that arrived twice that it may have.
    const known = new Set(
      lines.flatMap(({ message, isPerhapsRepeated }) => (isPerhapsRepeated ? [message] : [])),
    );
    for (const id of repeatedIn(received)) expect(known).toContain(id);
    expect(new Set(received).size).toBe(ids.size);
  },
);
