import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDoor } from '../../src/cli/open-door.js';
import { calendarOf, plusDays } from '../../src/engine/calendar.js';
import { epochMs } from '../../src/engine/model.js';
import { smallFolder } from '../cli/a-folder.js';
import { contextOf } from '../cli/a-terminal.js';
import { runCli } from '../../src/cli/program.js';
import { serveWorld, type ApiWorld } from '../support/api-world.js';
import { openWorld, type World } from '../support/real.js';

/** The exam is in six days: words are due within the eight that can be acted on ahead. */
const { dateOf } = calendarOf('Asia/Shanghai');
const EXAM = plusDays(dateOf(epochMs(Date.now())), 6);
const EVE = plusDays(EXAM, -1);
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

/** A command line as a client of the API, at the machine itself. */
async function kaowu(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const env = { KAOWU_PROFILES: join(world.folder, 'profiles.json') };
  const context = contextOf({
    open: async (lang, profile) => openDoor(env, world.folder, lang, profile),
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    ...{ env, now: Date.now, columns: 200 },
  });
  const code = await runCli(context, argv);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** What a command prints that has to do what it is told. */
async function done(...argv: string[]): Promise<string> {
  const { code, out, err } = await kaowu(...argv);
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${code} ${err} ${out}`);
  return out;
}
const json = async <Answer>(...argv: string[]) =>
  JSON.parse(await done(...argv, '--json')) as Answer;

it('starts a season as a trial', async () => {
  // Whoever holds a post only next year holds none now.
  const folder = smallFolder('2027-01-01,2027-07-01', ',');
  const started = await done('season', 'start', folder, '--exam-day', EXAM, '--show-only', '7d');
  expect(started).toContain('小考季已启动');
  expect(started).toContain('之前只看不发');
  const bad = await kaowu('season', 'start', folder, '--exam-day', EXAM, '--show-only', 'soon');
  expect([bad.code, bad.err]).toEqual([1, expect.stringContaining('bad-trial')]);
});

it('briefs, and says who cannot be reached', async () => {
  expect(await done('brief')).toContain('一、失联未报');
  expect(await done('brief', '--unit', 'top/one', '--full', '--lang', 'en')).toContain('Silent');
  expect((await kaowu('brief', '--unit', 'top/nine')).code).toBe(1);
  const roster = await kaowu('season', 'roster');
  expect([roster.code, roster.out]).toEqual([1, expect.stringContaining('top/one#doer')]);
});

it('reports the morning, the round of reports, and on paper', async () => {
  expect(await done('report', 'morning')).toMatch(/应发 \d+ 条，实发 \d+ 条/);
  expect(await done('report', 'zero')).toContain('此时没有应报的报告');
  const papers = [
    ['daily', ['report', 'daily']],
    ['special', ['report', 'special', '--unit', 'top/one', '--text', '设备已恢复']],
    ['site', ['report', 'site', '--unit', 'top/one']],
  ] as const;
  for (const [name, argv] of papers) {
    const [docx, page] = [join(world.folder, `${name}.docx`), join(world.folder, `${name}.html`)];
    await done(...argv, '--docx', docx, '--html', page);
    expect([existsSync(docx) && statSync(docx).size > 1_000, existsSync(page)]).toEqual([
      true,
      true,
    ]);
  }
});

it('shows what is ahead, adds a sentence to it, holds it back', async () => {
  interface Word {
    readonly word: string;
    readonly action: string;
    readonly stopped: unknown;
    readonly line: { readonly text: string } | null;
  }
  const ahead = async () =>
    (await json<{ words: readonly Word[] }>('notices', 'preview', '--day', EVE)).words;
  const words = await ahead();
  const rung = words.find(({ action }) => action === 'escalate')?.word ?? '';
  const due = words.find(({ action }) => action === 'due')?.word ?? '';
  expect(await done('notices', 'line', rung, '--text', '已派人到场')).toContain('已附言');
  expect(await done('notices', 'stop', due, '--reason', '已当面告知')).toContain('已扣发');
  const after = await ahead();
  expect(after.find(({ word }) => word === rung)?.line?.text).toBe('已派人到场');
  expect(after.find(({ word }) => word === due)?.stopped).not.toBeNull();
  const link = await kaowu('notices', 'line', rung, '--text', '见 https://a.example');
  expect([link.code, link.err]).toEqual([1, expect.stringContaining('no-links')]);
  const read = await done('notices', 'preview', '--day', EVE);
  expect(read).toContain('附言：已派人到场');
  expect(read).toContain('之前只看不发');
});

it('lists notices and circulars, and ends the trial', async () => {
  expect((await kaowu('notices', 'list')).code).toBe(0);
  expect(await done('notices', 'list', '--undelivered')).toBe('没有未送达的通知');
  expect(await done('notices', 'circulars')).toBe('还没有通报');
  expect(await done('notices', 'shadow', '--until', 'now')).toBe('即刻起正常发出');
  const until = `${EXAM} 08:00`;
  expect(await done('notices', 'shadow', '--until', until)).toContain('之前只看不发');
});

it('lists channels and tests them', async () => {
  expect(await done('channel', 'list')).toContain('file');
  expect(await done('channel', 'test', 'file', '--to', 'a1')).toContain('已收下给 a1 的测试消息');
  const unknown = await kaowu('channel', 'test', 'pigeon', '--to', 'a1');
  expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('no-channel')]);
});

it('hands duties over for a time, says who is on duty then, and ends it', async () => {
  const on = [
    'person',
    'on-duty',
    '--post',
    'top/one#leader',
    '--at',
    `${plusDays(EXAM, -4)} 10:00`,
  ];
  expect(await done(...on)).toContain('示六');
  const [since, until] = [`${plusDays(EXAM, -5)} 08:00`, `${plusDays(EXAM, -3)} 18:00`];
  const period = ['--since', since, '--until', until, '--reason', '住院'];
  await done('person', 'hand-over', '--from', 'a2', '--to', 'l1', ...period);
  expect(await done(...on)).toContain('示四');
  const listed = await json<{ handOvers: readonly { id: string }[] }>('person', 'hand-overs');
  await done('person', 'back', listed.handOvers[0]?.id ?? '');
  expect(await done(...on)).not.toContain('示四');
  const nobody = await kaowu('person', 'hand-over', '--from', 'nobody', '--to', 'l1', ...period);
  expect(nobody.code).toBe(1);
});
