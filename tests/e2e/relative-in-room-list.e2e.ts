import { afterAll, beforeAll, expect, it } from 'vitest';
import { calendarOf, plusDays } from '../../src/engine/calendar.js';
import { epochMs } from '../../src/engine/model.js';
import type { SeasonPlan } from '../../src/engine/season-plan.js';
import { createCircularCourier } from '../../src/service/courier/circulars.js';
import { createAddressing } from '../../src/service/courier/on-duty.js';
import type { CircularPage } from '../../src/service/courier/told.js';
import type { Replaced } from '../../src/service/rooms/replace.js';
import type { RosterReport } from '../../src/service/rooms/accept.js';
import type { SheetView, StandingCheck } from '../../src/service/rooms/look.js';
import { aChannel } from '../adapters/a-courier.js';
import { RULES } from '../rooms/a-roster.js';
import { csv, invigilator, putDown } from '../support/a-room-season.js';
import { serveWorld, type ApiWorld } from '../support/api-world.js';
import { recorded, startSeason } from '../support/real-waiting.js';
import { openWorld, type World } from '../support/real.js';
import { preparedOf, step, unit } from '../support/skipping-season.js';

const SEASON = 'relative';
const SITE = 'lanxi/site-3';
const ROSTERS = `/api/v1/seasons/${SEASON}/room-rosters`;
const SHEET = `${ROSTERS}/maths/lanxi.site-3`;
const TYPE = 'application/octet-stream';
let world: World;
let api: ApiWorld;
beforeAll(async () => {
  world = await openWorld({ worker: 'inside' });
  api = await serveWorld(world);
}, 90_000);
afterAll(async () => {
  await api?.close();
  await world?.close();
});

/** An exam that begins tomorrow: the area draws its rooms, the sites close each session. */
function tomorrow(): SeasonPlan {
  const calendar = calendarOf('Asia/Shanghai');
  const examDay = plusDays(calendar.dateOf(epochMs(Date.now())), 1);
  const session = (id: string, start: string, end: string) => ({
    ...{ id, title: { zh: id === 'maths' ? '数学' : '物理', en: id }, day: 0, start, end },
  });
  const drawn = { step: 'rooms-drawn', sessions: 'all', source: 'B3' } as const;
  return {
    ...{ season: SEASON, title: { zh: '考季', en: 'Season' }, timezone: 'Asia/Shanghai', examDay },
    units: [
      { ...unit('lanxi', 'city'), rooms: 2 },
      unit('lanxi/site-1', 'site'),
      unit(SITE, 'site'),
      ...['east', 'west', 'north'].map((name) => ({
        ...unit(`lanxi/${name}`, 'county'),
        rooms: 0,
      })),
    ],
    sessions: [session('maths', '08:30', '10:30'), session('physics', '15:00', '16:00')],
    ladders: { general: { rungs: [{ after: '0m', to: 'own.leader' }], repeat: null } },
    steps: [
      step({ id: 'rooms-drawn', due: 'E 06:00', scope: { kinds: ['city'] } }),
      step({ id: 'closed', due: 'S.end+40m', sessions: ['maths', 'physics'] }),
    ],
    coordinator: 'root.office',
    rooms: { ...RULES, drawn },
  };
}

/** Long before whatever day this runs on. */
const LONG_AGO = { exam: SEASON, on: '2026-01-10' };
const holder = (person: string, post: string) => ({
  ...{ person, post, name: `示${person}`, title: '', from: '', to: '' },
});
const POSTS = [
  holder('office', 'lanxi#office'),
  holder('chief-1', 'lanxi/site-1#head'),
  holder('chief-3', `${SITE}#head`),
];
const rows = (session: string, site: string, [a, b, p, r]: readonly string[]) => [
  ...[a, b].map((one) => `${session},${site},1,监考员,${one},示${one},,`),
  `${session},${site},1,巡考,${p},示${p},,`,
  `${session},${site},,备用,${r},示${r},,`,
];
const here = ['a1', 'b1', 'p1', 'r1'];
const there = ['a2', 'b2', 'p2', 'r2'];
/** In the afternoon the same one invigilates at the other site. */
const afternoon = [
  ...rows('physics', 'lanxi/site-1', ['a1', 'b2', 'p2', 'r2']),
  ...rows('physics', SITE, ['a2', 'b1', 'p1', 'r1']),
];

it('whoever finds a relative in the room list the day before sits nowhere, somebody lawful does, and who is concerned hears of it', async () => {
  await startSeason(world, { ...preparedOf(tomorrow()), posts: POSTS });
  await putDown(
    world.store,
    ...['a1', 'a2', 'p1', 'p2', 'inspector'].map((one) => invigilator(one, { ...LONG_AGO })),
    ...['b1', 'b2'].map((one) => invigilator(one, { ...LONG_AGO, home: 'lanxi/west' })),
    ...['r1', 'r2'].map((one) => invigilator(one, { ...LONG_AGO, home: 'lanxi/north' })),
  );
  const drawn = () =>
    api.port.act(SEASON, 'lanxi', 'completeSteps', { step: 'rooms-drawn', by: 'office' });

  // Nobody says that rooms are drawn before every list is there.
  await expect(drawn()).rejects.toMatchObject({ code: 'rooms-not-drawn' });
  await accepted(...rows('maths', SITE, here), ...rows('maths', 'lanxi/site-1', there));
  await expect(drawn()).rejects.toMatchObject({ code: 'rooms-not-drawn' });
  await accepted(...afternoon);
  expect(await drawn()).toMatchObject({ at: expect.any(Number) });
  expect(await faultsNow()).toEqual([]);

  // In the room list of the eve he finds a relative.
  const done = await api.http.send<Replaced>('POST', `${SHEET}/replacements`, {
    ...{ room: '001', absent: 'a1', reason: 'relative', inspector: 'inspector', by: 'chief-3' },
  });
  expect(done).toMatchObject({
    declared: true,
    replacement: { absent: 'a1', person: 'r1', by: 'chief-3' },
    also: ['lanxi/site-1 physics 001'],
  });
  const sheet = await api.http.get<SheetView>(SHEET);
  expect(sheet.seats.map(({ person }) => person)).toEqual(['r1', 'b1', 'p1']);

  // His other place stands out, and the list of yesterday is not taken in once more.
  expect(await faultsNow()).toEqual(['not-eligible lanxi/site-1 physics 001']);
  const again = await imported(...rows('maths', SITE, here));
  expect([again.applied, again.faults.map(({ code }) => code)]).toEqual([
    false,
    expect.arrayContaining(['not-eligible']),
  ]);

  // The office that coordinates, and the chief of the other site, have it in words.
  expect(await sentTo()).toEqual([
    ['chief-1', '示a1另在以下场次有编排，请一并更换：lanxi/site-1 physics 001'],
    ['office', '示a1另在以下场次有编排，请一并更换：lanxi/site-1 physics 001'],
  ]);
  const { items } = await api.http.get<CircularPage>(`/api/v1/seasons/${SEASON}/circulars`);
  expect(items.map(({ kind, post, state }) => `${kind} ${post} ${state}`).sort()).toEqual([
    'replacement lanxi#office handed',
    'replacement lanxi/site-1#head handed',
  ]);
  // Who it is nobody has written down anywhere.
  const [said] = await world.store.registers.ofOwners('declarations', ['a1']);
  expect(said?.body).toMatchObject({ relative: true, confirmedBy: '' });
  await recorded(world, SEASON, 'lanxi');
  expect((await api.port.verify(SEASON)).violations).toEqual([]);
}, 180_000);

const imported = (...lines: readonly string[]) =>
  api.http.upload<RosterReport>(`${ROSTERS}/import`, csv(...lines), TYPE, {
    ...{ file: 'rooms.csv', apply: true, by: 'office' },
  });

async function accepted(...lines: readonly string[]): Promise<void> {
  const report = await imported(...lines);
  expect([report.applied, report.faults]).toEqual([true, []]);
}

async function faultsNow(): Promise<string[]> {
  const address = `/api/v1/seasons/${SEASON}/room-roster-check`;
  const { faults } = await api.http.get<StandingCheck>(address);
  return faults.map(({ code, place }) => `${code} ${place}`);
}

/** Sends what waits by a channel of our own: to whom, and the last line of it. */
async function sentTo(): Promise<(readonly [string, string])[]> {
  const { channel, got } = aChannel('robot');
  const courier = createCircularCourier({
    store: world.store,
    channels: {
      all: [{ channel, kind: 'file', carries: 'internal', links: false }],
      order: { critical: ['robot'], urgent: ['robot'], ordinary: ['robot'] },
    },
    addressing: createAddressing({ store: world.store }),
    addresses: { of: async (person) => ({ to: { person, name: person }, lang: 'zh' }) },
    now: () => epochMs(Date.now()),
    alarm: () => {},
    write: () => {},
  });
  await courier.send();
  return got
    .map(({ to, lines }) => [to.person, lines.at(-1)?.text ?? ''] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
