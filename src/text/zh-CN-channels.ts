/** Channels: what they add to a letter, their test, their list, their settings. */
export const zhChannels = {
  rehearsal: '【演练】',
  subject: (lines: number) => (lines > 1 ? `考务提醒（${lines}项）` : '考务提醒'),
  more: (count: number) => `另有${count}项`,
  answerAt: (link: string) => `办理：${link}`,
  code: (code: string) => `（报码${code}）`,
  test: {
    subject: '渠道测试',
    line: (channel: string, at: string) =>
      `这是一条测试消息（渠道${channel}，${at}），收到即可，无须办理。`,
  },
};
