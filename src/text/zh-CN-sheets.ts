interface Made {
  readonly tasks: number;
  readonly units: number;
  readonly people: number;
  readonly folder: string;
}

/** What is said about task sheets (任务分解表) and new season folders. */
export const zhSheets = {
  imported: ({ tasks, units, people, folder }: Made) =>
    `已导入${tasks}项任务、${units}个单位、${people}人，方案在 ${folder}`,
  doubts: (count: number, sheet: string) =>
    `${sheet} 有${count}处待核对（另存于 import-doubts.csv）：`,
  doubtHeads: ['行', '列', '原文', '如何处理'],
  printed: (count: number, files: readonly string[]) => `已写出${count}项任务：${files.join('、')}`,
  made: (folder: string, files: readonly string[]) =>
    `已建立 ${folder}（${files.join('、')}），请按实际情况修改后再检查`,
  sound: (steps: number, units: number) => `方案无误：${units}个单位，${steps}个事项`,
  page: {
    body: (unit: string) => `制表单位：${unit}`,
    examDay: (day: string) => `考试首日：${day}`,
    count: (count: number) => `共${count}项`,
    issued: '审核人（签字）',
    seal: '单位（盖章）',
    date: '日期（年 月 日）',
    before: '第 ',
    between: ' 页，共 ',
    after: ' 页',
  },
};
