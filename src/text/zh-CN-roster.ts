interface Staying {
  readonly name: string;
  readonly post: string;
  readonly first: string;
  readonly last: string;
}

/** Who serves in another's place (顶岗、换班), and posts with nobody to reach (值守名册). */
export const zhRoster = {
  group: '顶岗、换班与在岗人员',
  handOver: '一次将某人在一段时间内的全部岗位和班次交他人代行',
  handOvers: '列出一个考季的顶岗',
  back: '结束一次顶岗（本人已返岗）',
  swap: '两人互换同一值守的两个班次',
  onDuty: '此刻（或某时）各岗位由谁在岗，联系不上时依次找谁',
  roster: '核对名册：事项涉及的岗位是否有人、是否联系得上',
  options: {
    from: '交出人（人员编号）',
    to: '接手人（人员编号）',
    since: '自何时，如 2027-06-10 或 "2027-06-10 08:00"',
    until: '至何时（不含），写法同上',
    reason: '事由',
    id: '顶岗编号',
    unit: '单位路径',
    step: '值守事项编号',
    shift: '交出人班次的开始时间',
    other: '接手人班次的开始时间',
    post: '岗位，如 lanxi#office；可写多次',
    at: '某一时刻，缺省为现在',
    day: '从哪天起核对，缺省为今天',
  },
  handed: (from: string, to: string, since: string, until: string) =>
    `${to}代${from}：${since} 至 ${until}`,
  season: (season: string, posts: number, shifts: number) =>
    `${season}：岗位${posts}个，班次${shifts}个`,
  shift: (unit: string, step: string, at: string) => `${unit} ${step} ${at} 班`,
  swapped: (one: string, other: string) => `已换班：${one}；${other}`,
  ended: (from: string, to: string) => `${from}已返岗，${to}不再代行`,
  none: '没有顶岗',
  calledBack: '未开始即撤销',
  heads: ['编号', '岗位', '在岗', '自', '至', '事由', '经办人'],
  dutyHeads: ['岗位', '在岗', '其次'],
  as: {
    shift: '带班',
    'stand-in': '顶岗',
    holder: '本岗',
    deputy: '副职',
    'on-shift': '当班',
  },
  nobody: '无人',
  reportHeads: ['最早用到', '岗位', '问题', '事项', '涉及'],
  why: { vacant: '无人担任', unreachable: '无联系方式' },
  uses: (count: number) => `${count}项`,
  complete: (posts: number, day: string) => `自${day}：${posts}个岗位均有人担任，联系得上`,
  lacking: (lacking: number, posts: number, day: string) =>
    `自${day}：${posts}个岗位中${lacking}个无人担任或联系不上`,
  refused: {
    'may-not-leave': ({ name, post, first, last }: Staying) =>
      `${name}任 ${post}，考试期间（${first} 至 ${last}）不得离岗，不能由他人顶岗`,
    'nothing-held': (name: string) => `${name}在这段时间没有岗位和班次可交`,
    'same-person': (name: string) => `交出人与接手人是同一人：${name}`,
    'times-reversed': () => '结束时间须晚于开始时间，且晚于现在',
    'handed-over-before': (post: string, name: string) => `${post} 在这段时间已由${name}代行`,
    'also-absent': (name: string) => `${name}在这段时间已将岗位交他人代行，不能再接手`,
    'signs-both': (name: string, one: string, other: string) =>
      `${name}将同时任 ${one} 和 ${other}，同一事项须由两人会签，不能一人兼`,
    'hands-joined': (name: string, post: string) =>
      `${name}接手 ${post} 后，保密室钥匙和密码将由一人掌管`,
    'twice-on-shift': (name: string, unit: string, step: string) =>
      `${name}已在 ${unit} ${step} 同一班次，不能一人顶两人`,
    'no-such-shift': (person: string, unit: string, step: string) =>
      `${person}在 ${unit} ${step} 没有这个班次`,
    'not-a-leader': () => '带班与组员的班次不能互换',
    'unknown-take-over': (id: string) => `没有编号为 ${id} 的顶岗，或已结束`,
    'reason-missing': () => '请写明事由',
  },
};
