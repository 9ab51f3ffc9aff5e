import { expect, it } from 'vitest';
import { custodySource } from '../support/a-consignment.js';
import { ONE, TWO, withVaults } from '../support/a-vault-season.js';
import { byPath, compiled } from './season.js';
import { clock } from './unit.js';

const plan = withVaults();

it('gives each vault its two hands, and the hours in which papers are planned to leave it', () => {
  const units = byPath(plan);
  expect(units[ONE]?.vault).toMatchObject({
    ...{ handedOut: 'hands', during: ['received'], withinMs: 900_000, graceMs: 2_700_000 },
    posts: { key: `${ONE}#keeper`, combination: `${ONE}#keeper-two` },
    permit: { duty: 'permit', againMs: 7_200_000 },
    alarm: { title: '保密室非正常开启', withinMs: 300_000, doer: `${ONE}#leader` },
  });
  const windows = units[ONE]?.vault?.windows ?? [];
  expect(windows.map(({ fromAt, untilAt }) => [clock(fromAt), clock(untilAt)])).toEqual([
    ['2027-06-16 05:15', '2027-06-16 06:45'],
  ]);
  // From the second nothing is fetched.
  expect(units[TWO]?.vault?.windows).toEqual([]);
  expect(units['county/one']?.vault).toBeUndefined();
});

it('makes of windows that meet one', () => {
  const source = custodySource();
  const legs = ['S-150m', 'S-120m', 'S+60m'].map((depart, n) => ({
    ...{ id: `way-${n}`, from: 'vault', to: 'safe', vehicle: 'car' },
    ...{ depart, arrive: depart, calls: [] },
  }));
  const consignments = source.consignments.map((one) => ({ ...one, legs }));
  const units = byPath({ ...plan, custody: { ...source, consignments } });
  const windows = units[ONE]?.vault?.windows ?? [];
  expect(windows.map(({ fromAt, untilAt }) => [clock(fromAt), clock(untilAt)])).toEqual([
    ['2027-06-16 05:15', '2027-06-16 07:15'],
    ['2027-06-16 08:45', '2027-06-16 10:15'],
  ]);
});

it('lets nothing be unloaded into a vault without its permit, or earlier than two days before', () => {
  const source = custodySource();
  const intake = { permit: 'permit', before: '2d', unless: 'early', source: 'C7' };
  const back = {
    ...{ id: 'back', from: 'safe', to: 'vault', vehicle: 'car' },
    ...{ depart: 'S+60m', arrive: 'S+90m', calls: [] },
  };
  const consignments = source.consignments.map((one) => ({ ...one, legs: [...one.legs, back] }));
  const custody = { ...source, rules: { ...source.rules, intake }, consignments };
  const duties = byPath({ ...plan, custody })['county/batch-chinese']?.duties ?? [];
  const unload = (leg: string) => duties.find(({ id }) => id === `custody-unload@${leg}`);
  expect(unload('back')?.needs).toEqual([{ step: 'permit', scope: 'unit', unit: ONE }]);
  expect(clock(unload('back')?.notBefore?.at ?? 0)).toBe('2027-06-14 08:30');
  // A site's safe has no permit.
  expect(unload('one')).toMatchObject({ needs: [] });
  expect(unload('one')?.notBefore).toBeUndefined();
});

it('says where key and combination would be handed to one post', () => {
  const steps = plan.steps.map((step) =>
    step.sign && step.vault
      ? { ...step, sign: { ...step.sign, by: ['own.keeper', 'own.keeper'] } }
      : step,
  );
  expect(compiled({ ...plan, steps }).faults).toMatchObject([
    { code: 'hands-not-two', step: 'hands', unit: ONE },
    { code: 'hands-not-two', step: 'hands', unit: TWO },
  ]);
});
