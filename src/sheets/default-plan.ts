/** The top of a plan where a sheet comes without a template: kinds of units and chains of responsibility. */
export const DEFAULT_PLAN: Readonly<Record<string, unknown>> = {
  timezone: 'Asia/Shanghai',
  coordinator: 'root.office',
  kinds: [
    { id: 'area', title: { zh: '考区', en: 'Exam area' } },
    { id: 'site', title: { zh: '考点', en: 'Site' } },
    { id: 'department', title: { zh: '成员单位', en: 'Member department' } },
  ],
  phases: [],
  ladders: {
    general: {
      rungs: [
        { after: '0m', to: 'own.leader' },
        { after: '12h', to: 'root.office' },
        { after: '24h', to: 'root.director' },
      ],
      repeat: { every: '24h', times: 3 },
    },
    papers: {
      rungs: [
        { after: '0m', to: 'own.leader' },
        { after: '0m', to: 'root.office' },
        { after: '30m', to: 'root.director' },
      ],
      repeat: { every: '30m', times: 4 },
    },
  },
};

/** One session in place of those that the sheet does not say. */
export const DEFAULT_SESSIONS = `# 任务分解表没有科目时间，请按考试时间表补全。
# The task sheet has no timetable: complete it.
sessions:
  - { id: session-1, title: { zh: 第一场, en: First session }, day: 0, start: '09:00', end: '11:30' }
`;
