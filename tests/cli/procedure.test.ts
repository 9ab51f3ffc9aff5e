import { expect, it } from 'vitest';
import { epochMs, type UnitEvent } from '../../src/engine/model.js';
import { at, people, season, view } from './a-season.js';
import { fakeService, terminal } from './a-terminal.js';

const SITE = 'lanxi/site-3';
const BY = ['--by', 'p034', '--key', 'k1'] as const;

it('begins a procedure for a session, and says for which', async () => {
  const sent: unknown[] = [];
  const { service } = fakeService({
    act: async (_season, unit, name, message) => {
      sent.push([unit, name, message]);
      return { at: at('2027-06-16', '08:42'), session: 'chinese' };
    },
  });
  const { run } = terminal(service);
  const begin = ['procedure', 'begin', SITE, 'late-start', '--about', '停电', ...BY] as const;
  const { code, out } = await run(...begin, '--session', 'chinese');
  expect([code, out]).toEqual([0, `已启动  ${SITE}  late-start  chinese`]);
  expect((await run(...begin, '--json')).json()).toMatchObject({ session: 'chinese' });
  const message = { procedure: 'late-start', about: '停电', by: 'p034', key: 'k1' };
  expect(sent).toEqual([
    [SITE, 'begin', { ...message, session: 'chinese' }],
    [SITE, 'begin', message],
  ]);
});

it('shows what was begun, for which session, and how far it has come', async () => {
  const step = { id: 'late-approved', title: { zh: '批准顺延', en: 'Approved' } };
  const done = at('2027-06-16', '08:45');
  const { service } = fakeService({
    procedures: async () => [
      {
        ...{ id: 'late-start', title: { zh: '延迟开考', en: 'Late start' }, steps: [step] },
        begun: [
          {
            ...{ ordinal: 1, about: '停电', session: 'chinese', open: 0 },
            steps: [{ duty: 'late-approved@1', status: 'accepted', dueAt: done, acceptedAt: done }],
          },
        ],
      },
    ],
  });
  const { out } = await terminal(service).run('procedure', 'list', SITE);
  expect(out).toMatchInlineSnapshot(`
    "late-start  延迟开考
      步骤：批准顺延
      第1次  chinese  停电  全部办结
        late-approved@1  批准顺延  办结  6月16日 08:45"
  `);
});

it('shows in a duty’s story that its session lasts longer, and until when', async () => {
  const event: UnitEvent = {
    ...{ type: 'extended', duty: 'late-approved@1', session: 'chinese', from: 'start', by: 'p008' },
    ...{ at: at('2027-06-16', '08:45'), fromAt: at('2027-06-16', '08:30'), byMs: 720_000 },
    ...{ untilAt: at('2027-06-16', '10:42'), to: ['lanxi/site-3#head'] },
  };
  const recorded = { season: season.id, path: SITE, seq: 7, event, recordedAt: epochMs(0) };
  const dossier = {
    ...{ now: at('2027-06-16', '09:00'), duty: view(), events: [recorded], notices: [], people },
    ...{ names: { p008: '示楚星' }, fields: [], recordedLateMs: 900_000 },
  };
  const { service } = fakeService({ showDuty: async () => dossier });
  const { run } = terminal(service);
  const show = ['step', 'show', SITE, 'session-closed'] as const;
  expect((await run(...show)).out.split('\n').at(-1)).toMatchInlineSnapshot(
    `"6月16日 08:45  本场顺延  示楚星，12分钟，至6月16日 10:42结束，告知示书竹（东湾中学校长、主考）"`,
  );
  expect((await run(...show, '--lang=en')).out.split('\n').at(-1)).toMatchInlineSnapshot(
    `"16 Jun 08:45  session extended  示楚星, by 12 min, until 16 Jun 10:42, told 示书竹 (东湾中学校长、主考)"`,
  );
});
