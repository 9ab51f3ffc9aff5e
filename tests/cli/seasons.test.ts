import { describe, expect, it } from 'vitest';
import { Refusal } from '../../src/service/outcome.js';
import { prepare } from '../../src/service/prepare.js';
import type { SeasonStatus } from '../../src/service/seasons.js';
import type { Verdict } from '../../src/service/verify.js';
import { smallFolder } from './a-folder.js';
import { at, season } from './a-season.js';
import { fakeService, terminal } from './a-terminal.js';

const FOLDER = smallFolder();
const status: SeasonStatus = {
  season: { ...season, rehearsal: true },
  now: at('2027-06-13', '22:03'),
  counts: { open: 120, accepted: 500, submitted: 14, void: 1 },
  overdue: 3,
  units: { all: 24, recorded: 23, alarms: ['lanxi/site-3: the store refuses'] },
};

describe('season start', () => {
  const starting = (now: number, planHash = 'other') => {
    const started: unknown[] = [];
    const { service } = fakeService({
      seasons: async () => [{ ...season, id: 'small', planHash }],
      startSeason: async ({ folder, files }, wish) => {
        started.push([folder, 'plan.yaml' in files, wish]);
        return { season: 'small', version: 1, fresh: true, seconds: wish.seconds ?? null };
      },
    });
    return { ...terminal(service, { now: () => now }), started };
  };

  it('starts a plan by the real clock', async () => {
    const { run, started } = starting(at('2026-11-01', '09:00'));
    const { code, out } = await run('season', 'start', FOLDER, '--exam-day', '2027-06-16');
    expect([code, out]).toEqual([0, '小考季已启动（第1版方案）']);
    expect(started).toEqual([[FOLDER.split('/').at(-1), true, { examDay: '2027-06-16' }]]);
  });

  it('refuses to start late unless told to, and counts what would escalate at once', async () => {
    const { run, started } = starting(at('2027-06-02', '09:00'));
    const late = await run('season', 'start', FOLDER, '--exam-day', '2027-06-16');
    expect(late.code).toBe(1);
    expect(late.err).toMatch(/^past-due: 1条任务已过完成时限，.*--anyway$/);
    expect(started).toEqual([]);
    const anyway = await run('season', 'start', FOLDER, '--exam-day', '2027-06-16', '--anyway');
    expect([anyway.code, started.length]).toEqual([0, 1]);
    expect(anyway.err).toContain('将立即上报');
  });

  it('begins as a trial where told to, and says until when nothing goes out', async () => {
    const { service } = fakeService({
      seasons: async () => [],
      startSeason: async (_, { showOnly }) => ({
        ...{ season: 'small', version: 1, fresh: true, seconds: null },
        ...(showOnly === '7d' && { showsUntilAt: at('2026-11-08', '09:00') }),
      }),
    });
    const { run } = terminal(service, { now: () => at('2026-11-01', '09:00') });
    const args = ['season', 'start', FOLDER, '--exam-day', '2027-06-16', '--show-only', '7d'];
    const { out } = await run(...args);
    expect(out).toContain('2026-11-08 09:00 之前只看不发');
    const json = JSON.parse((await run(...args, '--json')).out) as { showsUntilAt: string };
    expect(json.showsUntilAt).toBe('2026-11-08T09:00:00+08:00');
  });

  it('may be repeated however late: the same plan changes nothing', async () => {
    const same = prepare(FOLDER, { examDay: '2027-06-16' });
    if ('faults' in same) throw new Error('the small season has faults');
    const { run } = starting(at('2027-06-02', '09:00'), same.hash);
    expect((await run('season', 'start', FOLDER, '--exam-day', '2027-06-16')).code).toBe(0);
  });

  it('rehearses on a fast clock, without an exam day', async () => {
    const { run, started } = starting(at('2027-06-02', '09:00'));
    const { out } = await run(
      'season',
      'start',
      FOLDER,
      '--rehearsal',
      '--seconds',
      '90',
      '--season',
      'try',
    );
    expect(started).toEqual([
      [FOLDER.split('/').at(-1), true, { season: 'try', rehearsal: true, seconds: 90 }],
    ]);
    expect(out).toContain('演练约90秒');
  });
});

describe('season', () => {
  it('shows how far it is', async () => {
    const { service } = fakeService({ statusOf: async () => status });
    const { out } = await terminal(service).run('season', 'status');
    expect(out).toMatchInlineSnapshot(`
      "岚溪县2027年中招考试 【演练】  2027-zhongkao
      状态      进行中，第1版
      当前时间  2027-06-13 22:03
      考试首日  2027-06-16
      待办      120项
      已报送    14项
      办结      500项
      作废      1项
      逾期      3项
      单位      23/24个已有记录
      警报      lanxi/site-3: the store refuses"
    `);
    const { json } = await terminal(service).run('season', 'status', '--json');
    expect(json()).toMatchObject({ now: '2027-06-13T22:03:00+08:00', overdue: 3, rehearsal: true });
  });

  it('pauses, resumes and closes in somebody’s name', async () => {
    const told: string[] = [];
    const { service } = fakeService({
      governSeason: async (id, type, by) => void told.push(`${type} ${id} ${by}`),
      closeSeason: async (id, by) => {
        told.push(`close ${id} ${by}`);
        return status;
      },
    });
    const { run } = terminal(service);
    expect((await run('season', 'pause', '--by', 'p1')).out).toContain('已暂停');
    expect((await run('season', 'resume', '--by', 'p1', '--lang', 'en')).out).toContain('goes on');
    expect((await run('season', 'close', '--by', 'p1')).out).toContain('已收尾，134条任务未办结');
    expect((await run('season', 'close')).code).toBe(2);
    expect(told).toEqual(['pause', 'resume', 'close'].map((type) => `${type} 2027-zhongkao p1`));
  });

  it('hands on what the service refuses', async () => {
    const governSeason = () => Promise.reject(new Refusal('paused-before', '已处于暂停', 'paused'));
    const { run } = terminal(fakeService({ governSeason }).service);
    const { code, err } = await run('season', 'pause', '--by', 'p1');
    expect([code, err]).toEqual([1, 'paused-before: 已处于暂停']);
  });
});

describe('verify', () => {
  const verdict: Verdict = {
    season: season.id,
    units: 24,
    events: 3_000,
    words: 2_000,
    violations: [],
    silent: [],
    audit: null,
  };
  const verified = (changes: Partial<Verdict>) => {
    const { service } = fakeService({ verify: async () => ({ ...verdict, ...changes }) });
    return terminal(service).run('verify');
  };

  it('is done where all holds', async () => {
    const { code, out } = await verified({});
    expect([code, out]).toEqual([0, '符合：24个单位，3000条记录，2000条通知']);
  });

  it('is refused where something does not hold', async () => {
    const violations = [{ invariant: 'I2', unit: 'lanxi/site-3', detail: 'twice: …' }] as const;
    const { code, out } = await verified({ violations });
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "规则  单位          不符之处
      I2    lanxi/site-3  twice: …
      不符1处"
    `);
  });

  it('does not claim what it could not ask', async () => {
    const { code, out } = await verified({ silent: ['lanxi/site-3'] });
    expect([code, out]).toEqual([3, '未答复，无法核对：lanxi/site-3']);
  });
});

describe('store and up', () => {
  it('rebuilds and reseeds, and names what was left', async () => {
    const { service } = fakeService({
      rebuild: async () => ({ units: 23, left: ['lanxi/site-3: still writing'] }),
      reseed: async () => ({ units: 24, left: [] }),
    });
    const rebuilt = await terminal(service).run('store', 'rebuild');
    expect([rebuilt.code, rebuilt.out]).toEqual([
      1,
      '已重建23个单位的台账\n未处理：lanxi/site-3: still writing',
    ]);
    const reseeded = await terminal(service).run('store', 'reseed', '--json');
    expect([reseeded.code, reseeded.json()]).toEqual([
      0,
      { season: season.id, units: 24, left: [] },
    ]);
  });

  it('hands its options on, and answers what `up` answers', async () => {
    const { run, upped } = terminal();
    const plan = ['--plan', 'p', '--season', 's', '--exam-day', '2027-06-16'];
    await run('up', ...plan, '--port', '7233', '--ui-port', '8233', '--lang', 'en');
    await run('up', '--rehearsal', '--seconds', '30');
    expect(upped).toEqual([
      {
        lang: 'en',
        plan: 'p',
        season: 's',
        examDay: '2027-06-16',
        port: 7233,
        uiPort: 8233,
      },
      { lang: 'zh', rehearsal: true, seconds: 30 },
    ]);
    expect((await terminal(undefined, { up: async () => 3 }).run('up')).code).toBe(3);
  });
});
