import { createHmac } from 'node:crypto';
import type { Wording } from './answers.js';
import type { Dialect, Mention } from './robot.js';

const MINUTE_MS = 60_000;

/** Which answers refuse a message for good, and which ask for so long a pause. */
const codes = (refused: readonly number[], limits: readonly number[], pauseMs: number) => ({
  refused: new Set(refused),
  limits: new Map(limits.map((code) => [code, pauseMs])),
});

/** What two of them have in common: `{ "errcode": 0, "errmsg": "ok" }`, and calling people by their telephone number. */
const ERRCODE_ROBOT = { bodyLimit: 20_000, byMobile: true, everybody: /^@|^all$/i } as const;
const ERRCODE = { codeIn: ['errcode'], messageIn: ['errmsg'], refIn: [], success: 0 } as const;

/** Group robots of WeCom (企业微信 群机器人): the token in the address is all there is. */
export const wecom: Dialect = {
  ...ERRCODE_ROBOT,
  textLimit: 2_048,
  wording: {
    ...ERRCODE,
    ...codes(
      [
        ...[40_008, 40_035, 40_058, 44_004, 45_002, 48_002],
        ...[60_020, 93_000, 93_004, 93_008, 93_017],
      ],
      [45_009, 45_033],
      MINUTE_MS,
    ),
  } satisfies Wording,
  request: ({ text, mention }, { webhook }) => ({
    url: webhook,
    body: {
      msgtype: 'text',
      text: {
        content: text,
        mentioned_list: 'id' in mention ? [mention.id] : [],
        mentioned_mobile_list: 'mobile' in mention ? [mention.mobile] : [],
      },
    },
  }),
};

/** Custom robots of DingTalk (钉钉 自定义机器人): timestamp and signature stand in the address. */
export const dingtalk: Dialect = {
  ...ERRCODE_ROBOT,
  textLimit: 20_000,
  wording: {
    ...ERRCODE,
    // Whoever goes over is shut out for ten minutes.
    ...codes(
      [
        ...[40_035, 43_004, 300_001, 310_000, 400_013, 400_101, 400_102, 400_105, 400_106],
        ...[430_101, 430_102, 430_103, 430_104, 460_101],
      ],
      [130_101, 410_100],
      10 * MINUTE_MS,
    ),
  } satisfies Wording,
  request({ text, mention }, { webhook, secret }, atMs) {
    const url = new URL(webhook);
    if (secret !== null) {
      url.searchParams.set('timestamp', String(atMs));
      url.searchParams.set('sign', hmac(secret, `${atMs}\n${secret}`));
    }
    const at = {
      atMobiles: 'mobile' in mention ? [mention.mobile] : [],
      atUserIds: 'id' in mention ? [mention.id] : [],
      isAtAll: false,
    };
    return { url, body: { msgtype: 'text', text: { content: text }, at } };
  },
};

/** Custom robots of Feishu (飞书 自定义机器人): the signature is keyed by timestamp and secret, over nothing. */
export const feishu: Dialect = {
  textLimit: 20_000,
  bodyLimit: 20_000,
  byMobile: false,
  everybody: /^all$/i,
  wording: {
    codeIn: ['code', 'StatusCode'],
    messageIn: ['msg', 'StatusMessage'],
    refIn: [],
    success: 0,
    ...codes([19_001, 19_002, 19_007, 19_021, 19_022, 19_024], [11_232, 99_991_400], MINUTE_MS),
  } satisfies Wording,
  request({ text, mention, name }, { webhook, secret }, atMs) {
    const timestamp = String(Math.floor(atMs / 1_000));
    const signed = secret === null ? {} : { timestamp, sign: hmac(`${timestamp}\n${secret}`, '') };
    const content = { text: `${called(mention, name)} ${text}` };
    return { url: webhook, body: { ...signed, msg_type: 'text', content } };
  },
};

const called = (mention: Mention, name: string): string =>
  'id' in mention ? `<at user_id="${mention.id}">${name}</at>` : name;

const hmac = (key: string, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64');
