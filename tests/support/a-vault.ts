import { epochMs, type Duty, type UnitPlan } from '../../src/engine/model.js';
import { duty, HOUR, ladder, MINUTE, on, unitPlan } from '../engine/unit.js';

export const KEEPER = 'site#keeper';
export const KEEPER_TWO = 'site#keeper-two';
/** Handed out two days before, papers in at noon the day before, out again the next evening. */
export const HANDED_OUT = on('2027-06-14 16:00');
export const INTAKE = on('2027-06-15 12:00');
export const OUT = on('2027-06-16 20:00');

const rungs = ladder({ 'site#leader': 0, 'county#admissions': 10 * MINUTE });
const span = {
  ...{ fromAt: INTAKE, untilAt: OUT },
  ...{ from: { duty: 'received', offsetMs: 0 }, until: { duty: 'issued', offsetMs: 0 } },
};

/** A vault with all that the templates give it. */
export const vaultDuties: readonly Duty[] = [
  duty('hands', epochMs(HANDED_OUT + 2 * HOUR), {
    ...{ kind: 'signed', openAt: HANDED_OUT, ladder: rungs },
    sign: { posts: [KEEPER, KEEPER_TWO], withinMs: 30 * MINUTE, ordered: false },
  }),
  duty('permit', epochMs(HANDED_OUT - HOUR), { ladder: rungs, doer: 'secrecy#doer' }),
  duty('received', INTAKE, {
    ...{ openAt: epochMs(INTAKE - 4 * HOUR), needs: [{ step: 'permit', scope: 'own' }] },
    notBefore: { at: epochMs(OUT - 48 * HOUR), unless: 'early' },
  }),
  duty('guard', OUT, {
    ...{ kind: 'watch', ladder: rungs },
    watch: {
      ...{ ...span, minimum: 4, heads: 2, shiftMs: 8 * HOUR },
      ...{ withinMs: 15 * MINUTE, graceMs: 10 * MINUTE, badges: true },
    },
  }),
  duty('patrol', OUT, {
    ...{ kind: 'series', quiet: true, ladder: rungs },
    series: { ...span, everyMs: 30 * MINUTE, instants: null, of: 'signed', leadMs: 10 * MINUTE },
    sign: {
      ...{ posts: ['site#shift', 'site#shift'], withinMs: 10 * MINUTE, ordered: false },
      onDuty: 'guard',
    },
  }),
  duty('issued', OUT, { openAt: epochMs(OUT - 2 * HOUR) }),
];

const window = (from: string, until: string) => ({ fromAt: on(from), untilAt: on(until) });

export const vaultPlan = (): UnitPlan =>
  unitPlan(vaultDuties, {
    vault: {
      ...{ handedOut: 'hands', posts: { key: KEEPER, combination: KEEPER_TWO } },
      withinMs: 15 * MINUTE,
      windows: [window('2027-06-16 07:00', '2027-06-16 07:40')],
      ...{ during: ['received', 'issued'], graceMs: 10 * MINUTE },
      alarm: {
        ...{ title: '保密室非正常开启', doer: 'site#leader', answerable: 'site#head' },
        ...{ withinMs: 5 * MINUTE, ladder: rungs },
      },
      permit: { duty: 'permit', againMs: 4 * HOUR },
    },
  });
