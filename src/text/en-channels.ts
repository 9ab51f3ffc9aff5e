import type { zhChannels } from './zh-CN-channels.js';

export const enChannels = {
  rehearsal: '[REHEARSAL] ',
  subject: (lines: number) => (lines > 1 ? `Exam duties (${lines})` : 'Exam duty'),
  more: (count: number) => `and ${count} more`,
  answerAt: (link: string) => `Answer: ${link}`,
  code: (code: string) => ` (code ${code})`,
  test: {
    subject: 'Channel test',
    line: (channel: string, at: string) =>
      `This is a test message (channel ${channel}, ${at}). Nothing needs to be done.`,
  },
  command: {
    channel: 'channels: list, test',
    list: 'the channels: kind, what they may carry, limits, order',
    test: 'send somebody one test message, and show what the provider answers',
  },
  option: { name: 'name of a channel', to: 'id of the person who is to get it' },
  heads: [
    ...['channel', 'kind', 'rehearsals', 'titles', 'link', 'a minute'],
    ...['critical', 'urgent', 'ordinary'],
  ],
  kind: {
    wecom: 'WeCom robot',
    dingtalk: 'DingTalk robot',
    feishu: 'Feishu robot',
    sms: 'text message',
    webhook: 'webhook',
    mail: 'mail',
    file: 'file',
    terminal: 'terminal',
  },
  label: { public: 'public', internal: 'internal', sensitive: 'sensitive' },
  yes: 'yes',
  unlimited: 'no limit',
  taken: (channel: string, person: string, ref: string | null) =>
    `${channel} took the test message for ${person}${ref === null ? '' : ` (${ref})`}; ask whether it arrived`,
  notTaken: (channel: string, person: string, reason: string) =>
    `${channel} did not take the test message for ${person}: ${reason}`,
} satisfies typeof zhChannels;
