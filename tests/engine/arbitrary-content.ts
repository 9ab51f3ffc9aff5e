import type { Duty } from '../../src/engine/model.js';

const line = (id: string, state: 'normal' | 'abnormal' = 'normal') => ({
  line: id,
  state,
  ...(state === 'abnormal' && { note: 'broken' }),
});
/** Answers to an ask of up to three lines: whole, in part, strange, empty, without words. */
export const LINES = [
  [line('*')],
  [line('l0')],
  [line('l1')],
  [line('l2')],
  [line('l0'), line('l1', 'abnormal')],
  [line('l9')],
  [],
  [line('l0', 'abnormal'), line('*')],
  [line('*'), line('l1', 'abnormal')],
  [{ line: 'l0', state: 'abnormal' as const }],
];

/** One side of a shift change: mostly of the sender himself, now and then too small or no crew at all. */
export const crewFor = (m: number, by: string) => ({
  post: m % 3 === 0 ? 'outgoing' : 'incoming',
  content:
    m === 9 ? 'nobody' : m === 8 ? `${by} |` : m % 3 > 0 && m < 6 ? `${by} | m1` : 'wang | m2',
});

/** A form where one is asked for, and now and then where none is; it adds up, mostly. */
export const formFor = (found: Duty | undefined, m: number) =>
  (found?.fields.length ?? 0) === 0 && m !== 5
    ? {}
    : {
        form: {
          present: m,
          absent: 1,
          all: m === 6 ? 0 : m + 1,
          ...(m === 8 && { normal: 'abnormal' }),
        },
      };
