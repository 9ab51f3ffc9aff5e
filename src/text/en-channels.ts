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
} satisfies typeof zhChannels;
