/** The minute sheet of a session at a site (分钟表). */
export const zhMinute = {
  command: '分钟表：一个考点一场的各环节，按时间排列，A4 一页，附短码，留实际时间和签名栏',
  session: '场次编号',
  title: (unit: string, session: string) => `${unit} ${session} 分钟表`,
  hours: (day: string, start: string, end: string) => `${day} ${start}–${end}`,
  phone: (phone: string) => `值班台电话：${phone}`,
  duties: '各环节',
  heads: ['时间', '环节', '责任人', '短码', '实际时间', '签名'] as readonly string[],
  start: '开考',
  end: '考试结束',
  needed: '需要时启动',
  begin: (titles: string, code: string) =>
    `${titles}：在现场席位启动，或致电值班台，报本考点短码 ${code} 和流程名称、事由`,
  howTo:
    '在现场席位办理，或致电值班台：报短码、姓名、实际时间；值班员复述无误后代录，本人24小时内确认。数目只报例外考场。',
  link: '分钟表（打印）',
  page: '分钟表',
  none: '本考点没有场次。',
};

export type Minute = typeof zhMinute;
