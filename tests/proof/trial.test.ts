import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/adapters/store/store.js';
import { epochMs } from '../../src/engine/model.js';
import { createTrialKeeper } from '../../src/main/trial-ends.js';
import { NotReachable } from '../../src/service/outcome.js';
import type { StartWish } from '../../src/service/port.js';
import { startBundle } from '../../src/service/start-bundle.js';
import type { Parts } from '../../src/service/service.js';
import { isOnlyShown } from '../../src/service/proof/brake.js';
import { showOnly } from '../../src/service/proof/stops.js';
import { lazyClient } from '../../src/temporal/connect.js';
import { anAddress } from '../adapters/a-store.js';
import { on } from '../engine/unit.js';
import { seasonOf } from '../support/real-season.js';
import { aProvedSeason } from './a-season.js';

const BUNDLE = { folder: 'season', files: {} };

/** A service whose plan is prepared already, and whose Temporal is away: what is committed by then is committed. */
async function aService(now: number) {
  const store = await openStore(await anAddress(), { now: () => now });
  onTestFinished(() => store.close());
  const { calendar: _, ...prepared } = seasonOf('s', { county: [] });
  const planner = { prepare: async () => prepared, simulate: async () => [] };
  const client = lazyClient('127.0.0.1:1', 'kaowu');
  const parts: Parts = { store, client, taskQueue: 't', now: () => now, planner };
  const start = async (wish: StartWish) =>
    startBundle(parts, BUNDLE, wish).catch((error: unknown) => {
      if (!(error instanceof NotReachable)) throw error;
    });
  return { store, start };
}

describe('a season that begins as a trial', () => {
  const START = on('2027-05-01 09:00');

  it('is one before its workflow starts, so that not even the first word goes out', async () => {
    const { start, store } = await aService(START);
    await start({ showOnly: '7d', by: 'li' });
    const season = await store.season('s');
    if (!season) throw new Error('there is no season');
    expect(await isOnlyShown(store, season, epochMs(on('2027-05-08 08:59')))).toBe(true);
    expect(await isOnlyShown(store, season, epochMs(on('2027-05-08 09:00')))).toBe(false);
  });

  it('stays as it was begun, however often it is started', async () => {
    const { start, store } = await aService(START);
    await start({ by: 'li' });
    await start({ showOnly: '7d', by: 'li' });
    expect(await store.proof.shadowUntil('s')).toBeNull();
  });

  it.each([
    [{ showOnly: 'soon' }, 'bad-trial'],
    [{ showOnly: '61d' }, 'bad-trial'],
    [{ showOnly: '7d', rehearsal: true }, 'rehearsal-shows'],
  ])('is refused as %o, and nothing starts', async (wish, code) => {
    const { start, store } = await aService(START);
    await expect(start(wish)).rejects.toMatchObject({ code });
    expect(await store.seasons()).toEqual([]);
  });
});

describe('the end of a trial', () => {
  const END = on('2027-06-17 09:00');

  it('is told to the coordinator the day before, once; moved, anew', async () => {
    const season = await aProvedSeason();
    const { store, parts } = season;
    await showOnly(parts, 's', END, 'li');
    const keep = createTrialKeeper(store, 'zh', () => epochMs(parts.now()));
    season.passTo('2027-06-16 08:59');
    await keep();
    expect(await store.circulars.list('s', 10)).toEqual([]);
    season.passTo('2027-06-16 09:00');
    await keep();
    await keep();
    const told = await store.circulars.list('s', 10);
    expect(told).toMatchObject([{ kind: 'shadow-ends', post: 'county#office', state: 'waiting' }]);
    expect(told[0]?.body.bare).toBe('试运行将满，自2027-06-17 09:00起通知正常发出');
    await showOnly(parts, 's', on('2027-06-20 09:00'), 'li');
    season.passTo('2027-06-19 09:01');
    await keep();
    expect(await store.circulars.list('s', 10)).toHaveLength(2);
  });

  it('is told to nobody where everything goes out already', async () => {
    const season = await aProvedSeason();
    const { store, parts } = season;
    await showOnly(parts, 's', END, 'li');
    await showOnly(parts, 's', null, 'li');
    season.passTo('2027-06-16 12:00');
    await createTrialKeeper(store, 'zh', () => epochMs(parts.now()))();
    expect(await store.circulars.list('s', 10)).toEqual([]);
  });
});
