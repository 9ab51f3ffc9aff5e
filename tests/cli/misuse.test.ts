import { expect, it } from 'vitest';
import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program.js';
import { NotReachable } from '../../src/service/outcome.js';
import { season } from './a-season.js';
import { contextOf, fakeService, terminal } from './a-terminal.js';

const STEP = ['step', 'complete', 'lanxi/site-3', 'listening-tried', '--by', 'p1'];

it.each([
  [[], '用法：'],
  [['pln'], '没有命令 pln，是否应为 plan？'],
  [['step'], '用法：'],
  [['overdue', '--sesson', 'x'], '没有选项 --sesson，是否应为 --season？'],
  [['overdue', '--season'], '选项 --season <id> 缺少内容'],
  [['overdue', '--level', 'x'], '--level 应为正整数：x'],
  [['overdue', 'x'], '参数过多'],
  [['plan', 'check'], '缺少参数 <folder>'],
  [['plan', 'check', 'x', '--exam-day', '2027-02-30'], '--exam-day 不是日期：2027-02-30'],
  [['step', 'complete', 'lanxi', 'x'], '缺少选项 --by <person>'],
  [[...STEP, '--form', 'rooms'], '--form 应为 名称=内容：rooms'],
  [[...STEP, '--form-file', '/none'], '--form-file /none：'],
  [[...STEP, '--happened-at', 'soon'], '--happened-at 看不懂时间“soon”'],
  [['step', 'answer', 'a', 'b', '--by', 'p', '--line', 'x=bad'], '--line 应为'],
  [['step', 'hand-on', 'a', 'b', '--by', 'p', '--to', 'him'], '--to 不是岗位：him'],
  [['season', 'start', 'plans/county-zhongkao'], '缺少选项 --exam-day <day>'],
  [['overdue', '--lang', 'fr'], '--lang 只能是 zh 或 en：fr'],
])('%j is misuse, and says what helps', async (argv, sentence) => {
  const { code, err, out } = await terminal().run(...argv);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(sentence);
});

it('says it in English and to programs too', async () => {
  const { json, code } = await terminal().run('overdue', '--sesson', 'x', '--json', '--lang', 'en');
  expect(code).toBe(2);
  expect(json()).toEqual({
    misuse: 'there is no option --sesson; did you mean --season? (see --help)',
  });
  expect((await terminal().run('step', 'show')).err).toContain('缺少参数 <unit>');
});

it('helps in both languages, with exit code 0', async () => {
  const { out, code } = await terminal().run('season', 'start', '--help');
  expect(code).toBe(0);
  expect(out).toContain('考试首日');
  expect((await terminal().run('help', '--lang', 'en')).out).toContain('duties: show them');
  const french = terminal(undefined, { env: { KAOWU_LANG: 'en' } });
  expect((await french.run('--help')).out).toContain('Usage:');
});

it('gives every command --json and --lang', () => {
  const leaves = (command: Command): Command[] =>
    command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
  const commands = leaves(createProgram(contextOf())).filter(({ parent }) => parent !== null);
  expect(commands.map((command) => command.name())).toEqual(
    expect.arrayContaining(['up', 'overdue', 'verify', 'check', 'status', 'reseed', 'sign-for']),
  );
  for (const command of commands)
    expect([command.name(), command.options.map(({ long }) => long).slice(0, 2)]).toEqual([
      command.name(),
      ['--json', '--lang'],
    ]);
});

it('asks which season where there are several, and says where there is none', async () => {
  const two = fakeService({ seasons: async () => [season, { ...season, id: '2027-gaokao' }] });
  const { code, err } = await terminal(two.service).run(...STEP);
  expect([code, err]).toEqual([2, '有多个考季，请用 --season 指明：2027-zhongkao 2027-gaokao']);
  expect((await terminal(two.service).run(...STEP, '--season', '2027-gaokao')).code).toBe(0);
  const none = fakeService({ seasons: async () => [{ ...season, status: 'closed' }] });
  expect((await terminal(none.service).run(...STEP)).err).toContain('no-season: 没有进行中的考季');
  const { err: unknown } = await terminal(two.service).run(...STEP, '--season', 'x');
  expect(unknown).toBe('unknown-season: 没有考季 x；现有：2027-zhongkao、2027-gaokao');
});

it('says that the service does not answer: exit code 3', async () => {
  const open = () => Promise.reject(new NotReachable('127.0.0.1:7233'));
  const { code, err } = await terminal(undefined, { open }).run('overdue');
  expect([code, err]).toEqual([3, '服务未应答：127.0.0.1:7233']);
  const { json } = await terminal(undefined, { open }).run(...STEP, '--json');
  expect(json()).toEqual({
    notReachable: '127.0.0.1:7233',
    sentence: '服务未应答：127.0.0.1:7233',
  });
});

it('hides no defect', async () => {
  const open = () => Promise.reject(new TypeError('a defect'));
  await expect(terminal(undefined, { open }).run('overdue')).rejects.toThrow('a defect');
});
