import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlaces } from '../../src/api/places.js';

const S = 1_000;

describe('the places of a process', () => {
  it('are as many as were given, and free again when left', () => {
    const places = createPlaces(2);
    places.take();
    expect(places.hasOne()).toBe(true);
    places.take();
    expect(places.hasOne()).toBe(false);
    places.free(0);
    expect(places.hasOne()).toBe(true);
  });

  it('call those who were sent away one by one: a thousand at once over as long as a thousand take', () => {
    const places = createPlaces(400);
    const told = Array.from({ length: 1_000 }, () => places.comeAgainS(0));
    // With nothing measured, 400 places are reckoned to be free again in four seconds.
    expect(told[0]).toBe(2);
    expect(told.at(-1)).toBe(11);
    const inASecond = (second: number) => told.filter((one) => one === second).length;
    for (const second of [3, 5, 8, 10]) expect(inASecond(second)).toBe(100);
  });

  it('call as fast as places come free, and half as many more', () => {
    const places = createPlaces(40);
    for (let at = 0; at < 30 * S; at += 5) {
      places.take();
      places.free(at);
    }
    const told = Array.from({ length: 3_000 }, () => places.comeAgainS(30 * S));
    expect(told.filter((one) => one === 5).length).toBeCloseTo(300, -1);
  });

  it('send nobody away for more than a minute, nor for less than a second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 300 }),
        (most, pauses) => {
          const places = createPlaces(most);
          let at = 0;
          for (const pause of pauses) {
            at += pause;
            if (pause % 3 === 0) {
              places.take();
              places.free(at);
            }
            for (let n = 0; n < 20; n += 1) {
              const after = places.comeAgainS(at);
              expect(Number.isInteger(after) && after >= 1 && after <= 60).toBe(true);
            }
          }
        },
      ),
    );
  });
});
