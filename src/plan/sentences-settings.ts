import type { Sentences } from './sentences.js';

/** What is said of the settings of channels and courier. */
export const SETTINGS_SENTENCES = {
  'bad-channel-name': [
    '“{text}”不能作渠道名：用小写字母、数字和连字符，不超过 32 个字符',
    'channel name "{text}": use lower-case letters, digits, hyphens, at most 32',
  ],
  'channel-twice': ['渠道“{name}”写了两次', 'channel "{name}" is there twice: rename one'],
  'channel-unknown': [
    '没有渠道“{name}”，是否应为“{nearest}”？',
    'no channel "{name}": did you mean "{nearest}"?',
  ],
  'channel-no-codes': [
    '渠道“{name}”不能发验证码：只有邮件，以及设了 codeTemplate 的短信可以',
    'channel "{name}" sends no codes: only mail does, and text messages with a codeTemplate',
  ],
  'bad-secret': [
    '“{key}”须写作 env:变量名 或 file:文件路径，不把密钥写在这里',
    '"{key}": write env:NAME or file:PATH; no secret stands here',
  ],
  'secret-missing': [
    '“{key}”所指的 {from} 没有内容，请补上',
    '"{key}": {from} holds nothing: provide it',
  ],
  'secret-no-url': [
    '“{key}”所指的 {from}，内容不是 https 地址',
    '"{key}": what {from} holds is no https address',
  ],
  'bad-channel-url': [
    '“{key}”须为 https:// 地址，其中不写用户和密码；在内网可为 http://，并设 reach: private',
    '"{key}": write https://… without user and password; http:// only with reach: private',
  ],
  'bad-smtp-url': [
    '“{key}”须为 smtp:// 或 smtps:// 地址，其中不写用户和密码',
    '"{key}": write smtp://host:port or smtps://…, without user and password',
  ],
  'bad-mail-from': ['“{text}”不是发件人地址', '"{text}" is no sender like kaowu@example.cn'],
  'carries-too-much': [
    '短信与机器人不得带涉密事项的标题：carries 只能是 public 或 internal',
    'text messages and robots carry no sensitive titles: carries is public or internal',
  ],
  'over-the-limit': [
    '这一渠道每分钟至多 {limit} 条',
    'this channel takes at most {limit} messages a minute',
  ],
  'bad-patience': [
    '“{key}”须为时长，如 15m、2h，或写 never（不另行转告）',
    '"{key}": write a time like 15m or 2h, or never',
  ],
  'last-call-quiet': [
    '每日末次发送时刻 {at} 落在免打扰时段内，请改早或调整 quiet',
    'the last call, {at}, lies within the quiet hours: move one of them',
  ],
} as const satisfies Sentences;
