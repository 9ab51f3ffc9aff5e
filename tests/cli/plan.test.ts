import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
}
const simulated = async (...argv: string[]): Promise<Line[]> => {
  const { out } = await terminal().run('plan', 'simulate', COUNTY, '--json', ...argv);
  return out === '' ? [] : out.split('\n').map((line) => JSON.parse(line) as Line);
};

describe('plan check', () => {
  it('counts what a sound plan holds', async () => {
    const { code, out } = await terminal().run('plan', 'check', COUNTY);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^方案无误：24个单位，\d+个事项，\d+条任务$/),
    ]);
  });

  it('names each fault by file, line, column, code and sentence; exit code 1', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kaowu-'));
    cpSync(COUNTY, folder, { recursive: true });
    const file = join(folder, 'plan.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('ladder: funds', 'ladder: fnds'));
    const { code, out, err } = await terminal().run('plan', 'check', folder, '--lang', 'en');
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^\S+plan\.yaml:\d+:\d+: [a-z-]+: .*fnds/),
    ]);
    expect(err).toBe('the plan has 1 fault');
    const { json } = await terminal().run('plan', 'check', folder, '--json');
    expect(json()).toMatchObject({ ok: false, faults: [{ file, line: expect.any(Number) }] });
  });

  it('needs no service', async () => {
    const open = () => Promise.reject(new Error('not needed'));
    expect((await terminal(undefined, { open }).run('plan', 'check', COUNTY)).code).toBe(0);
  });
});

describe('plan simulate', () => {
  it('prints every word in time order, in the shape others rely on', async () => {
    const lines = await simulated();
    expect(lines[0]).toEqual({
      ...{ at: '2026-12-01T09:00:00+08:00', unit: 'lanxi', step: 'joint-meeting' },
      ...{ occurrence: null, action: 'open', to: ['lanxi#doer'] },
    });
    const times = lines.map((line) => Date.parse(line.at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(lines.map(({ action }) => action))).toEqual(
      new Set(['open', 'remind', 'due', 'escalate', 'gate']),
    );
    expect(lines.find(({ occurrence }) => occurrence !== null)?.step).not.toContain('@');
  });

  it('follows the ladder to its end where nobody does anything', async () => {
    const site = ['--unit', 'lanxi/site-3', '--from', '2027-06-13', '--to', 'E-2d 23:59'];
    const told = (await simulated(...site)).filter(({ step }) => step === 'listening-tried');
    expect(told.map(({ at, action, rung, to }) => [at.slice(5, 16), action, rung, to[0]])).toEqual([
      ['06-13T17:00', 'due', undefined, 'lanxi/site-3#technician'],
      ['06-13T17:00', 'escalate', 0, 'lanxi/site-3#leader'],
      ['06-13T21:00', 'escalate', 1, 'lanxi/site-3#head'],
      ['06-14T01:00', 'escalate', 2, 'lanxi/site-3#patron'],
      ['06-14T09:00', 'escalate', 3, 'lanxi#office'],
      ['06-14T17:00', 'escalate', 4, 'lanxi#director'],
    ]);
  });

  it('moves with the exam day', async () => {
    const [first] = await simulated(
      '--unit',
      'lanxi/power',
      '--exam-day',
      '2027-06-18',
      '--from',
      '2027-06-01',
    );
    expect(first).toMatchObject({ step: 'power-lines', at: '2027-06-08T09:00:00+08:00' });
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
      09:00  上报第4级  东湾中学考点  外语听力设备试播，备用功放和电源到位    示荷石
      09:00  启动       东湾中学考点  讲明开卷考试携带资料范围，禁带存储设备  示元野
      09:00  启动       东湾中学考点  考场布置、封闭验收，后勤物资到位        示文月
      15:00  提醒       东湾中学考点  考场布置、封闭验收，后勤物资到位        示文月
      17:00  上报第5级  东湾中学考点  外语听力设备试播，备用功放和电源到位    示岚竹

      共9条"
    `);
  });
});
