import { createHmac } from 'node:crypto';
import type { Wording } from './answers.js';
import type { Dialect, Mention } from './robot.js';

const MINUTE_MS = 60_000;

/** Both say it alike: `{ "errcode": 0, "errmsg": "ok" }`. */
const errcode = { codeIn: ['errcode'], messageIn: ['errmsg'], refIn: [], success: 0 } as const;

/** Group robots of WeCom (企业微信 群机器人): the token in the address is all there is. */
export const wecom: Dialect = {
  textLimit: 2_048,
  bodyLimit: 20_000,
  byMobile: true,
  everybody: /^@|^all$/i,
  wording: {
    ...errcode,
    refused: new Set([
      ...[40_008, 40_035, 40_058, 44_004, 45_002, 48_002],
      ...[60_020, 93_000, 93_004, 93_008, 93_017],
    ]),
    limits: new Map([
      [45_009, MINUTE_MS],
      [45_033, MINUTE_MS],
    ]),
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
  textLimit: 20_000,
  bodyLimit: 20_000,
  byMobile: true,
  everybody: /^@|^all$/i,
  wording: {
    ...errcode,
    refused: new Set([
      ...[40_035, 43_004, 300_001, 310_000, 400_013, 400_101, 400_102, 400_105, 400_106],
      ...[430_101, 430_102, 430_103, 430_104, 460_101],
    ]),
    // Whoever goes over is shut out for ten minutes.
    limits: new Map([
      [130_101, 10 * MINUTE_MS],
      [410_100, 10 * MINUTE_MS],
    ]),
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
    refused: new Set([19_001, 19_002, 19_007, 19_021, 19_022, 19_024]),
    limits: new Map([
      [11_232, MINUTE_MS],
      [99_991_400, MINUTE_MS],
    ]),
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
