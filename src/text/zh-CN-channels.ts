import type { Label } from '../courier/model.js';

/** Channels: what they add to a letter, their test, their list. */
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
  command: {
    channel: '渠道：查看、测试',
    list: '列出渠道：种类、可带内容、限额、先后',
    test: '给一个人发一条测试消息，并显示服务商的答复',
  },
  option: { name: '渠道名', to: '收信人的人员编号' },
  heads: ['渠道', '种类', '演练用', '可带标题', '带链接', '每分钟', '特急', '急', '一般'],
  kind: {
    wecom: '企业微信机器人',
    dingtalk: '钉钉机器人',
    feishu: '飞书机器人',
    sms: '短信',
    webhook: '推送',
    mail: '邮件',
    file: '文件',
    terminal: '终端',
  } as Readonly<Record<string, string>>,
  label: { public: '公开', internal: '内部', sensitive: '涉密' } satisfies Record<Label, string>,
  yes: '是',
  unlimited: '不限',
  taken: (channel: string, person: string, ref: string | null) =>
    `${channel} 已收下给 ${person} 的测试消息${ref === null ? '' : `（${ref}）`}；请本人确认是否收到`,
  notTaken: (channel: string, person: string, reason: string) =>
    `${channel} 未收下给 ${person} 的测试消息：${reason}`,
};
