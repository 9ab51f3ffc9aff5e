import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPoster } from '../../src/adapters/channels/post.js';
import { dingtalk, feishu, wecom } from '../../src/adapters/channels/robot-dialects.js';
import {
  robotChannel,
  type Dialect,
  type RobotSetting,
} from '../../src/adapters/channels/robot.js';
import { letter, line, ZHOU } from './a-letter.js';
import { aProvider, says } from './a-provider.js';

const AT = 1_780_000_000_000;
const SECRET = 'SECthis is a test secret';
const poster = createPoster({ reach: 'any' });
const ok = says({ errcode: 0, errmsg: 'ok' });
const DIALECTS = { wecom, dingtalk, feishu };

const robot = (dialect: Dialect, webhook: URL, more: Partial<RobotSetting> = {}) =>
  robotChannel(
    {
      ...{ name: 'wecom', isForRehearsals: false, carries: 'internal', perMinute: 20 },
      ...{ links: false, webhook, secret: null, ...more },
    },
    dialect,
    poster,
    () => AT,
  );

describe('the request of each robot', () => {
  it('calls somebody of a WeCom group by his userid, in a text', async () => {
    const { awaits, address, got } = await aProvider();
    awaits(ok);
    const sent = await robot(wecom, address('/cgi-bin/webhook/send?key=k-1')).send(letter());
    expect(sent).toEqual({ outcome: 'taken', ref: null });
    expect(got[0]?.url.href).toBe('http://provider/cgi-bin/webhook/send?key=k-1');
    expect(got[0]?.body).toEqual({
      msgtype: 'text',
      text: {
        content:
          '【提醒】岚溪三中：试听设备\n【提醒】岚溪三中：试听设备。请于 6月15日 17:00 前办结（报码4K7-2MQX）',
        mentioned_list: ['zhoushishan'],
        mentioned_mobile_list: [],
      },
    });
  });

  it('signs for DingTalk as its documentation says', async () => {
    const { awaits, address, got } = await aProvider();
    awaits(ok);
    const more = { name: 'dingtalk', secret: SECRET };
    await robot(dingtalk, address('/robot/send?access_token=t-1'), more).send(letter());
    // T=1780000000000; printf '%s\n%s' $T "$S" | openssl dgst -sha256 -hmac "$S" -binary | base64
    expect(Object.fromEntries(got[0]?.url.searchParams ?? [])).toEqual({
      access_token: 't-1',
      timestamp: String(AT),
      sign: 'r3GsR0hTFkS5pJ0zXWQEGTwwBk8XEYI3Qr9T6yotODI=',
    });
    expect(got[0]?.url.search).not.toMatch(/sign=[^&]*[+=/]/);
    const at = { atMobiles: [], atUserIds: ['zhou01'], isAtAll: false };
    expect(got[0]?.body).toMatchObject({ msgtype: 'text', at });
  });

  it('signs for Feishu as its documentation says: keyed by timestamp and secret, over nothing', async () => {
    const { awaits, address, got } = await aProvider();
    awaits(says({ code: 0, msg: 'success', data: {} }));
    const more = { name: 'feishu', secret: SECRET };
    await robot(feishu, address('/open-apis/bot/v2/hook/h-1'), more).send(letter());
    // printf '' | openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf '1780000000\n%s' "$S" | xxd -p) -binary | base64
    expect(got[0]?.body).toMatchObject({
      timestamp: '1780000000',
      sign: 'G5ZHUOLPJp+zsxNnrGyMrTw5jFUMX5HKbcyezKzSFlw=',
      msg_type: 'text',
    });
    const content = got[0]?.body['content'] as { text: string } | undefined;
    expect(content?.text).toMatch(
      /^<at user_id="ou_84aad35d084aa403a838cf73ee18467">周示山<\/at> 【提醒】/,
    );
  });

  it('calls by telephone where the register says so and the program can', async () => {
    const { awaits, address, got } = await aProvider();
    awaits(ok, ok);
    const by = (channel: string, phone = '+8613800138000') =>
      letter({ to: { ...ZHOU, phone, ids: { [channel]: 'phone' } } });
    await robot(wecom, address()).send(by('wecom'));
    await robot(dingtalk, address(), { name: 'dingtalk' }).send(by('dingtalk'));
    expect(got.map(({ body }) => body)).toMatchObject([
      { text: { mentioned_list: [], mentioned_mobile_list: ['13800138000'] } },
      { at: { atMobiles: ['13800138000'], atUserIds: [] } },
    ]);
    expect(robot(feishu, address()).reaches(by('wecom').to)).toBe(false);
    expect(robot(wecom, address()).reaches(by('wecom', '0759-123456').to)).toBe(false);
  });
});

describe('whom a robot reaches', () => {
  it.each(Object.entries(DIALECTS))(
    '%s calls nobody by an id that means everybody',
    (_, dialect) => {
      const channel = robot(dialect, new URL('http://localhost/'));
      for (const id of ['all', 'ALL', '@all', '', 'a b', 'a"/><at user_id="all', 'x'.repeat(65)])
        expect([id, channel.reaches({ ...ZHOU, ids: { wecom: id } })]).toEqual([id, false]);
      expect(channel.reaches({ person: 'p', name: 'n', phone: '13800138000' })).toBe(false);
    },
  );

  it('refuses at once whom it does not reach, and asks nobody', async () => {
    const { address } = await aProvider();
    const sent = await robot(wecom, address()).send(letter({ to: { ...ZHOU, ids: {} } }));
    expect(sent).toEqual({ outcome: 'refused', reason: 'no-address' });
  });
});

const textOf = (body: Record<string, unknown>): string =>
  (body['text'] as { content?: string } | undefined)?.content ??
  (body['content'] as { text?: string } | undefined)?.text ??
  '';

describe.each(Object.entries(DIALECTS))('what %s is given', (name, dialect) => {
  const success = name === 'feishu' ? says({ code: 0 }) : ok;
  const to = { ...ZHOU, ids: { wecom: 'someone' } };

  it('is never over its bytes, whatever is said, and calls nobody but the one', async () => {
    const { awaits, address, got } = await aProvider();
    const channel = robot(dialect, address());
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('<@all>', '@所有人', '<at user_id="all">', '"'.repeat(9_000), '\\"\n'),
      fc.constantFrom(
        '\ud800',
        '👨‍👩‍👧‍👦'.repeat(900),
        '汉'.repeat(22_000),
        '\r\nX: y',
        '[a](http://b)',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(nasty, { minLength: 1, maxLength: 5 }), async (texts) => {
        const lines = texts.map((text) => line(`甲${text}`));
        awaits(success);
        const sent = await channel.send(letter({ to, lines, subject: texts.join('') }));
        expect(sent).toEqual({ outcome: 'taken', ref: null });
        const message = got.at(-1);
        expect(Buffer.byteLength(message?.raw ?? '')).toBeLessThanOrEqual(dialect.bodyLimit);
        const text = textOf(message?.body ?? {});
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(dialect.textLimit + 200);
        const said = text.replace(/^<at user_id="someone">周示山<\/at> /, '');
        expect(said).not.toMatch(/[@<>[\]]|\p{Cs}|\r/u);
        expect(Buffer.byteLength(said)).toBeLessThanOrEqual(dialect.textLimit);
      }),
      { numRuns: 20 },
    );
  });

  it('has no sensitive title, and a link only where the group is told to have it', async () => {
    const { awaits, address, got } = await aProvider();
    awaits(success, success);
    const secret = letter({ to, lines: [line('开启试卷保密柜', { label: 'sensitive' })] });
    const subject = '开启试卷保密柜';
    await robot(dialect, address()).send({ ...secret, subject });
    await robot(dialect, address(), { links: true }).send({ ...secret, subject });
    for (const { body } of got) {
      expect(textOf(body)).toContain(
        '考务提醒\n岚溪三中1项，请于 6月15日 17:00 前办结（报码4K7-2MQX）',
      );
      expect(textOf(body)).not.toContain('保密柜');
    }
    expect(got.map(({ body }) => textOf(body).includes('/a/m-0001/'))).toEqual([false, true]);
  });
});

describe('an answer', () => {
  const cases: [string, Dialect, unknown, object][] = [
    [
      'WeCom’s limit',
      wecom,
      { errcode: 45009, errmsg: 'api freq out of limit' },
      { outcome: 'later', afterMs: 60_000, reason: 'limit: 45009 api freq out of limit' },
    ],
    [
      'WeCom’s dead address',
      wecom,
      { errcode: 93000, errmsg: 'invalid webhook url' },
      { outcome: 'refused' },
    ],
    ['WeCom too busy', wecom, { errcode: -1, errmsg: 'system busy' }, { outcome: 'later' }],
    [
      'DingTalk’s limit',
      dingtalk,
      {
        status: 1111,
        punish: 'deny',
        errcode: 130101,
        errmsg: 'send too fast, exceed 20 times per minute',
      },
      { outcome: 'later', afterMs: 600_000 },
    ],
    [
      'DingTalk’s refused signature',
      dingtalk,
      { errcode: 310000, errmsg: 'sign not match' },
      { outcome: 'refused' },
    ],
    [
      'Feishu’s limit',
      feishu,
      { code: 11232, msg: 'frequency limited' },
      { outcome: 'later', afterMs: 60_000 },
    ],
    [
      'Feishu’s refused signature',
      feishu,
      { code: 19021, msg: 'sign match fail' },
      { outcome: 'refused' },
    ],
    [
      'Feishu’s older success',
      feishu,
      { StatusCode: 0, StatusMessage: 'success' },
      { outcome: 'taken' },
    ],
    [
      'a code that nobody has written down',
      feishu,
      { code: 424_242 },
      { outcome: 'later', reason: 'provider: 424242' },
    ],
    ['success by another’s word', feishu, { errcode: 0 }, { outcome: 'later', reason: 'unclear' }],
    ['success in words', wecom, { errcode: '0' }, { outcome: 'later' }],
  ];
  it.each(cases)('of %s means what it says', async (_, dialect, said, wanted) => {
    const { awaits, address } = await aProvider();
    awaits(says(said));
    const to = { ...ZHOU, ids: { wecom: 'someone' } };
    expect(await robot(dialect, address()).send(letter({ to }))).toMatchObject(wanted);
  });
});
