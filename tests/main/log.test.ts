import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from '../../src/main/log.js';
import { scrubbed } from '../../src/main/redact.js';

const PHONE = '13812345678';
const TOKEN = 'kw_Zk3vQ9sD0bA7xY2mN5pR8tW1cE4fG6h';
const LINK = 'Zk3vQ9sD0bA7xY2mN5pR8tW1';
const SECRETS = [PHONE, TOKEN, LINK, 'hunter22', '保密柜', 'li@example.cn', '11010519491231002X'];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaowu-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What stands in the log after `work`; each line is JSON. */
function logged(work: (log: ReturnType<typeof openLog>) => void): Record<string, unknown>[] {
  const file = join(folder, 'log', 'kaowu.log');
  work(openLog(file));
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('says what happened', () => {
    const [line] = logged((log) =>
      log.info({ unit: 'lanxi/site-3', seq: 7, at: 1_813_812_345_678 }, 'recorded'),
    );
    expect(line).toMatchObject({
      unit: 'lanxi/site-3',
      seq: 7,
      at: 1_813_812_345_678,
      msg: 'recorded',
    });
  });

  it('holds no secret, whichever way it came in', () => {
    const error = new Error(`no answer from ${PHONE}`, { cause: new Error(`Bearer ${TOKEN}`) });
    const lines = logged((log) => {
      log.info({ form: { note: '保密柜 hunter22' }, step: 'vault' }, 'completed');
      log.info({ command: { lines: [{ note: '保密柜' }], deep: { password: 'hunter22' } } });
      log.info({
        headers: { authorization: `Bearer ${TOKEN}` },
        cookie: TOKEN,
        'set-cookie': LINK,
      });
      log.warn(
        { url: `/l/${LINK}?token=hunter22&lang=zh`, mail: 'li@example.cn' },
        `/ical/${LINK}.ics`,
      );
      log.error({ err: error }, 'a defect');
      log.error(error);
      log.warn(`called ${PHONE}, wrote to li@example.cn, 11010519491231002X`);
      log.warn('%s at %s', PHONE, 'postgres://kaowu:hunter22@db/kaowu');
      log.child({ reqId: 'r1', token: TOKEN }).info({ phone: PHONE }, 'from a child');
      log.info({ list: [PHONE, { secret: LINK }], [PHONE]: 1 });
    });
    const text = JSON.stringify(lines);
    for (const secret of SECRETS) expect(text).not.toContain(secret);
    expect(lines).toHaveLength(10);
    expect(text).toContain('138****5678');
    expect(lines[0]).toMatchObject({ step: 'vault', form: '[redacted]' });
    expect(lines[4]).toMatchObject({ err: { type: 'Error', cause: { message: 'Bearer ***' } } });
    expect(lines[3]).toMatchObject({ url: '/l/***?token=***&lang=zh' });
  });

  it('takes anything: requests, circles, depth', () => {
    const circle: Record<string, unknown> = { form: PHONE };
    circle['self'] = circle;
    const lines = logged((log) => {
      log.info({ req: createServer(), circle, nothing: null, missing: undefined });
    });
    expect(lines[0]).toMatchObject({ req: '[Server]', nothing: null });
    expect(JSON.stringify(lines)).not.toContain(PHONE);
  });
});

describe('a text that is scrubbed', () => {
  it('keeps what operators look for', () => {
    const kept = [
      'unit/2027-zhongkao/lanxi/site-3 recorded 12 events',
      '/work/node_modules/fastify-type-provider-zod/dist/index.js:12:3',
      'run 01a20224-162d-72d9-9258-4aeb29452c38 at 1813812345678',
      'Temporal 127.0.0.1:7233: ECONNREFUSED',
      '考点 lanxi/site-3 逾期 2 项',
    ];
    for (const text of kept) expect(scrubbed(text)).toBe(text);
  });

  it('is scrubbed once, and a number in any words is found', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const text = scrubbed(`${before} ${PHONE} ${after}`);
        expect(text).not.toContain(PHONE);
        expect(scrubbed(text)).toBe(text);
      }),
    );
  });
});
