import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smallFolder } from './a-folder.js';
import { terminal } from './a-terminal.js';

const COUNTY = 'plans/county-zhongkao';
interface Line {
  readonly at: string;
  readonly unit: string;
  readonly step: string;
  readonly occurrence: string | null;
  readonly action: string;
  readonly rung?: number;
  readonly to: readonly string[];
  readonly side?: string;
}
const simulated = async (folder: string, ...argv: string[]): Promise<Line[]> => {
  const { out } = await terminal().run('plan', 'simulate', folder, '--json', ...argv);
  return out === '' ? [] : out.split('\n').map((line) => JSON.parse(line) as Line);
};

describe('plan check', () => {
  it('counts what a sound plan holds', async () => {
    const { code, out } = await terminal().run('plan', 'check', COUNTY);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^方案无误：36个单位，\d+个事项，\d+条任务$/),
    ]);
  });

  it('names each fault by file, line, column, code and sentence; exit code 1', async () => {
    const folder = smallFolder('ladder: general', 'ladder: genral');
    const file = join(folder, 'plan.yaml');
    const { code, out, err } = await terminal().run('plan', 'check', folder, '--lang', 'en');
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^\S+plan\.yaml:\d+:\d+: [a-z-]+: .*genral/),
    ]);
    expect(err).toBe('the plan has 1 fault');
    const { json } = await terminal().run('plan', 'check', folder, '--json');
    expect(json()).toMatchObject({ ok: false, faults: [{ file, line: expect.any(Number) }] });
  });

  it('needs no service', async () => {
    const open = () => Promise.reject(new Error('not needed'));
    expect((await terminal(undefined, { open }).run('plan', 'check', smallFolder())).code).toBe(0);
  });
});

describe('plan simulate', () => {
  it('prints every word in time order, in the shape others rely on', async () => {
    const lines = await simulated(COUNTY);
    expect(lines[0]).toEqual({
      at: '2026-12-01T09:00:00+08:00',
      unit: 'lanxi',
      step: 'joint-meeting',
      occurrence: null,
      action: 'open',
      to: ['lanxi#doer'],
    });
    const times = lines.map((line) => Date.parse(line.at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(lines.map(({ action }) => action))).toEqual(
      new Set(['open', 'remind', 'due', 'escalate', 'gate']),
    );
    expect(lines.find(({ occurrence }) => occurrence !== null)?.step).not.toContain('@');
  });

  it('follows the ladder to its end where nobody does anything', async () => {
    const site = ['--unit', 'top/two', '--from', '2027-06-15', '--to', 'E-1d 16:00'];
    const told = (await simulated(smallFolder(), ...site)).filter(({ step }) => step === 'safe');
    expect(told.map(({ at, action, rung, to }) => [at.slice(5, 16), action, rung, to[0]])).toEqual([
      ['06-15T10:00', 'remind', 1, 'top/two#doer'],
      ['06-15T12:00', 'due', undefined, 'top/two#doer'],
      ['06-15T12:00', 'escalate', 0, 'top/two#leader'],
      ['06-15T14:00', 'escalate', 1, 'top#director'],
      ['06-15T15:00', 'escalate', 2, 'top#director'],
      ['06-15T16:00', 'escalate', 3, 'top#director'],
    ]);
  });

  it('moves with the exam day, and marks the acceptor’s clock', async () => {
    const moved = ['--exam-day', '2027-06-18', '--season', 'other', '--rehearsal'];
    const words = await simulated(smallFolder(), ...moved);
    expect(words.find(({ step }) => step === 'safe')?.at).toBe('2027-06-14T09:00:00+08:00');
    expect(words.filter(({ side }) => side === 'acceptor').map(({ to }) => to[0])).toContain(
      'top#office',
    );
  });

  it('shows a rehearsal to people, day by day and by name', async () => {
    const site = ['--unit', 'lanxi/site-3', '--from', '2027-06-13', '--to', '2027-06-14'];
    const { out } = await terminal().run('plan', 'simulate', COUNTY, '--rehearsal', ...site);
    expect(out).toMatchInlineSnapshot(`
      "2027-06-13 周日
      时间   通知       单位          事项                                  收到人
      17:00  到期       东湾中学考点  外语听力设备试播，备用功放和电源到位  示淳湖
      17:00  上报第1级  东湾中学考点  外语听力设备试播，备用功放和电源到位  示元竹
      21:00  上报第2级  东湾中学考点  外语听力设备试播，备用功放和电源到位  示书竹

      2027-06-14 周一
      时间   通知       单位          事项                                    收到人
      01:00  上报第3级  东湾中学考点  外语听力设备试播，备用功放和电源到位    示竹桦
      08:00  启动       东湾中学考点  网上巡查系统自检                        示淳湖
      09:00  上报第4级  东湾中学考点  外语听力设备试播，备用功放和电源到位    示荷石
      09:00  启动       东湾中学考点  讲明开卷考试携带资料范围，禁带存储设备  示元野
      09:00  启动       东湾中学考点  考场布置、封闭验收，后勤物资到位        示文月
      17:00  上报第5级  东湾中学考点  外语听力设备试播，备用功放和电源到位    示荷石
      17:20  上报第6级  东湾中学考点  外语听力设备试播，备用功放和电源到位    示岚竹

      共10条"
    `);
  });
});
