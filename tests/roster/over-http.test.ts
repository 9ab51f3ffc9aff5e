import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rosterRoutes } from '../../src/api/routes/roster.js';
import { httpTo } from '../../src/cli/http.js';
import { createConcerned } from '../../src/service/concerned.js';
import { createGuard } from '../../src/service/guarded.js';
import { guardedRoster } from '../../src/service/roster/guarded.js';
import { anApi, auditInMemory } from '../api/a-api.js';
import { season } from '../cli/a-season.js';
import { fakeService, terminal } from '../cli/a-terminal.js';
import { aRoster, JUNE } from './a-roster.js';

/** The command line over real HTTP on a real roster. */
async function aDesk(as = 'coordinator') {
  const made = await aRoster(['li', 'head-1', 'office']);
  const audit = auditInMemory();
  const guard = createGuard(audit.log);
  const concerned = createConcerned({ store: made.store, now: () => JUNE(1, '10:00') });
  const { api } = await anApi({}, [
    rosterRoutes((visitor) => guardedRoster({ roster: made.roster, guard, concerned }, visitor)),
  ]);
  await api.listen({ port: 0 });
  onTestFinished(() => api.close());
  const { port } = api.server.address() as AddressInfo;
  const { service } = fakeService({ seasons: async () => [{ ...season, id: '2027' }] });
  const { run } = terminal(service, {
    open: async (lang) => ({
      ...{ service, close: async () => {} },
      http: httpTo({ url: `http://127.0.0.1:${port}`, token: as }, lang),
    }),
  });
  return { ...made, audit, run };
}

const HAND_OVER = [
  ...['person', 'hand-over', '--from', 'li', '--to', 'zhao', '--since', '2027-06-08 00:00'],
  ...['--until', '2027-06-12 00:00', '--reason', '出差'],
] as const;

describe('kaowu person', () => {
  it('hands over in one command, lists it, and ends it', async () => {
    const { run, audit } = await aDesk();
    const done = await run(...HAND_OVER);
    expect(done.out).toContain('示zhao代示li：6月8日 00:00 至 6月12日 00:00');
    expect(done.out).toContain('2027：岗位2个，班次0个');
    expect(done.code).toBe(0);
    const duty = ['person', 'on-duty', '--post', 'lanxi/site-1#keeper', '--at', '2027-06-09 12:00'];
    expect((await run(...duty)).out).toContain('示zhao（教师）（代示li） 顶岗');
    const list = await run('person', 'hand-overs', '--json');
    const { handOvers } = list.json() as { handOvers: { id: string; fromAt: string }[] };
    expect(handOvers).toHaveLength(2);
    expect(handOvers[0]?.fromAt).toBe('2027-06-08T00:00:00+08:00');
    const back = await run('person', 'back', handOvers[0]?.id ?? '');
    expect(back.out).toBe('示li已返岗，示zhao不再代行');
    expect(audit.rows.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ['roster.change', 'done'],
      ['roster.change', 'done'],
    ]);
  });

  it('swaps two shifts', async () => {
    const { run } = await aDesk();
    const watch = ['person', 'swap', '--unit', 'lanxi/site-1', '--step', 'vault-watch'];
    const who = ['--from', 'li', '--to', 'wang', '--reason', '换班'];
    const when = ['--shift', '2027-06-15 18:00', '--other', '2027-06-16 06:00'];
    const done = await run(...watch, ...who, ...when);
    expect(done.out).toBe('已换班：示wang（代示li） 6月15日 18:00；示li（代示wang） 6月16日 06:00');
  });

  it('says why the rules do not allow it: exit code 1', async () => {
    const { run, audit } = await aDesk();
    const refused = await run(...HAND_OVER, '--to', 'wang');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('signs-both');
    expect(audit.rows.at(-1)).toMatchObject({ operation: 'roster.change', outcome: 'refused' });
  });

  it('is the business of whoever has the right for each unit it touches', async () => {
    const mayHandOver = { site: false, other: true, auditor: false, nobody: false };
    for (const [as, may] of Object.entries(mayHandOver)) {
      const { run, audit, roster } = await aDesk(as);
      const { code } = await run(...HAND_OVER);
      expect([as, code]).toEqual([as, may ? 0 : 1]);
      expect(audit.rows.at(-1)?.outcome).toBe(may ? 'done' : 'denied');
      expect(await roster.takeOvers('2027')).toHaveLength(may ? 2 : 0);
    }
  });
});

describe('kaowu season roster', () => {
  it('names what is lacking, and fails where anything is', async () => {
    const { run } = await aDesk();
    const { out, code } = await run('season', 'roster', '--season', '2027');
    expect(code).toBe(1);
    expect(out).toContain('自2027-06-01：6个岗位中2个无人担任或联系不上');
    expect(out).toMatch(/6月9日 08:00 +lanxi\/site-1#witness +示wang，无联系方式/);
    const later = await run('season', 'roster', '--from', '2027-06-12', '--json');
    expect(later.code).toBe(0);
    expect(later.json()).toMatchObject({ day: '2027-06-12', posts: 0, gaps: [] });
  });
});
