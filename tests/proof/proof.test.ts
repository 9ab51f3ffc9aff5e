import { describe, expect, it } from 'vitest';
import { epochMs, type UnitEvent } from '../../src/engine/model.js';
import { makeMorning, morningReport } from '../../src/service/proof/morning.js';
import { prove, type Proof } from '../../src/service/proof/proof.js';
import { on } from '../engine/unit.js';
import { aProvedSeason, STARTED, VAULT, zero } from './a-season.js';

const WHOLE = { from: epochMs(0), until: epochMs(on('2027-07-01 00:00')) };
const faults = (proof: Proof) =>
  proof.faults.map(({ kind, unit, action, rung }) => `${kind} ${unit} ${action} ${rung}`);

const told = (over: Partial<Extract<UnitEvent, { type: 'told' }>>): UnitEvent => ({
  ...{ type: 'told', duty: 'vault-zero', action: 'due', rung: -1, side: 'owner' },
  ...{ owedAt: on('2027-06-10 21:30'), at: on('2027-06-10 21:30'), to: [`${VAULT}#doer`] },
  ...over,
});

describe('the proof of a season', () => {
  it('finds nothing where everything was said in time', async () => {
    const season = await aProvedSeason();
    await season.at('2027-06-10 21:30');
    await season.at('2027-06-10 22:00');
    season.passTo('2027-06-11 07:30');
    const proof = await prove(season.parts, 's', WHOLE);
    expect(proof).toMatchObject({ expected: 3, said: 3, faults: [], counts: {} });
    expect(proof.notices).toMatchObject({ owed: 3, handed: 0, waiting: 3, withheld: 0, seen: 0 });
  });

  it('names a word that was never said, with whom it was for', async () => {
    const season = await aProvedSeason();
    await season.at('2027-06-10 21:30');
    season.passTo('2027-06-10 22:05');
    const proof = await prove(season.parts, 's', WHOLE);
    expect(faults(proof)).toEqual([`missing ${VAULT} escalate 1`]);
    expect(proof.faults[0]?.to).toEqual(['county#director']);
    expect([proof.expected, proof.said]).toEqual([3, 2]);
  });

  it('calls nothing missing in the minute in which it falls due', async () => {
    const season = await aProvedSeason();
    await season.at('2027-06-10 21:30');
    season.passTo('2027-06-10 22:00');
    expect((await prove(season.parts, 's', WHOLE)).faults).toEqual([]);
  });

  it('says by how much a word was late, beyond 30 seconds', async () => {
    const season = await aProvedSeason();
    await season.at('2027-06-10 21:34');
    season.passTo('2027-06-10 21:50');
    const proof = await prove(season.parts, 's', WHOLE);
    expect(faults(proof)).toEqual([`late ${VAULT} due -1`, `late ${VAULT} escalate 0`]);
    expect(proof.faults[0]?.lateMs).toBe(4 * 60_000);
  });

  it('finds what was said early, twice, without being owed, or after it was done', async () => {
    const season = await aProvedSeason();
    await season.forge([told({ at: on('2027-06-10 21:00') })], on('2027-06-10 21:00'));
    await season.forge([told({}), told({ action: 'remind' })], on('2027-06-10 21:30'));
    season.passTo('2027-06-10 21:35');
    const proof = await prove(season.parts, 's', WHOLE);
    expect(faults(proof).sort()).toEqual(
      [
        `early ${VAULT} due -1`,
        `doubled ${VAULT} due -1`,
        `missing ${VAULT} escalate 0`,
        `unowed ${VAULT} remind 0`.replace('0', '-1'),
      ].sort(),
    );
  });

  it('asks who served as the courier does: who was named to stand in for that time, and not beyond it', async () => {
    const season = await aProvedSeason(undefined, [`${VAULT}#leader`]);
    const standIn = async (until: string) =>
      season.at('2027-06-10 20:00', {
        ...{ type: 'standIn', post: `${VAULT}#doer`, person: 'p-wang', by: 'li', key: until },
        ...{ from: on('2027-06-10 20:00'), until: on(until) },
      });
    await standIn('2027-06-10 21:30');
    await season.at('2027-06-10 21:30');
    season.passTo('2027-06-10 21:40');
    expect(faults(await prove(season.parts, 's', WHOLE))).toEqual([`nobody ${VAULT} due -1`]);
    season.passTo('2027-06-10 20:00');
    await standIn('2027-06-10 21:31');
    season.passTo('2027-06-10 21:40');
    expect(faults(await prove(season.parts, 's', WHOLE))).toEqual([]);
  });

  it('finds words for a post that nobody holds, and such as the ledger has lost', async () => {
    const season = await aProvedSeason(undefined, [`${VAULT}#leader`]);
    await season.at('2027-06-10 21:30');
    season.passTo('2027-06-10 21:40');
    expect(faults(await prove(season.parts, 's', WHOLE))).toEqual([`nobody ${VAULT} due -1`]);
    const { store } = season;
    const proof = { ...store.proof, ledgerLines: async () => [] };
    const parts = { ...season.parts, store: { ...store, proof } };
    expect(faults(await prove(parts, 's', WHOLE)).filter((one) => /lost/.test(one))).toHaveLength(
      2,
    );
  });

  it('owes nothing of before the season was started: what was due then is due at its start', async () => {
    const season = await aProvedSeason([zero({ dueAt: on('2027-06-09 21:30') })]);
    await season.at('2027-06-10 09:00');
    season.passTo('2027-06-10 09:05');
    expect((await prove(season.parts, 's', WHOLE)).faults).toEqual([]);
    const before = await prove(season.parts, 's', { from: epochMs(0), until: STARTED });
    expect(before.expected).toBe(0);
  });
});

describe('the morning report', () => {
  it('proves the day that ended at 07:30, and says so also when nothing was due', async () => {
    const season = await aProvedSeason();
    await season.at('2027-06-10 21:30');
    await season.at('2027-06-10 22:00');
    season.passTo('2027-06-11 07:31');
    const morning = await morningReport(season.parts, 's');
    expect(morning).toMatchObject({ expected: 3, said: 3, faults: [] });
    expect([morning.from, morning.until]).toEqual(
      ['2027-06-10 07:30', '2027-06-11 07:30'].map(on).map((at) => at),
    );
    season.passTo('2027-06-12 07:31');
    expect(await morningReport(season.parts, 's')).toMatchObject({ expected: 0, said: 0 });
    expect(await morningReport(season.parts, 's', '2027-06-11')).toMatchObject({ expected: 3 });
  });

  it('is kept as it was made', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-11 07:31');
    const { proof: made } = await makeMorning(season.parts, 's');
    expect(made.counts).toEqual({ missing: 3 });
    // The words come at last; what was said of that morning stays.
    await season.at('2027-06-11 08:00');
    expect(await morningReport(season.parts, 's')).toEqual(made);
  });

  it('refuses a morning that has not come, and what is no day', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-11 07:31');
    await expect(morningReport(season.parts, 's', '2027-06-20')).rejects.toThrow('not come');
    await expect(morningReport(season.parts, 's', 'yesterday')).rejects.toThrow('no day');
  });
});
