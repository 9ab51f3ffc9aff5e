import type { Sentences } from './sentences.js';

/** What is said of people and what they do: posts, registers, rosters, calendars, rehearsals. */
export const PEOPLE_SENTENCES = {
  'registers-missing': [
    '“{folder}”里没有人员、部门或设备库',
    'no people.csv, departments.csv or devices.csv in "{folder}"',
  ],
  'unknown-person': [
    '人员库里没有“{person}”，是否应为“{nearest}”？',
    'no person "{person}" in the register: did you mean "{nearest}"?',
  ],
  'unknown-department': [
    '没有部门“{department}”，是否应为“{nearest}”？',
    'no department "{department}": did you mean "{nearest}"?',
  ],
  'calendar-year': ['年份应与文件名一致：{year}', 'the year should be that of the file: {year}'],
  'calendar-day': ['{day} 不属于 {year} 年', '{day} is no day of {year}'],
  'calendar-both': ['{day} 既放假又上班，请删去一个', '{day} is off and worked: delete one'],
  'unknown-role': [
    '没有岗位叫“{role}”，是否应为“{nearest}”？',
    'no post is called "{role}": did you mean "{nearest}"?',
  ],
  'recusal-register': [
    '“{role}”须申报回避，但没有人员库，请写 registers',
    '"{role}" asks for a recusal declaration: name a register of people ("registers")',
  ],
  'recusal-undeclared': [
    '{person} 任 {post}，尚未申报回避',
    '{person} holds {post} and has not declared: get the declaration or appoint another',
  ],
  'recusal-relative': [
    '{person} 有亲属参加考试，不得任 {post}，请换人',
    '{person} has a relative in the exam and cannot hold {post}: appoint another',
  ],
  'recusal-graduating': [
    '{person} 任教毕业年级，不得任 {post}，请换人',
    '{person} teaches the graduating class and cannot hold {post}: appoint another',
  ],
  'post-vacant': [
    '{day} 无人担任“{post}”，涉及：{units}',
    'on {day} nobody holds "{post}", at: {units}; appoint somebody for that day',
  ],
  'too-few-holders': [
    '须由 {needed} 名不同的人以“{post}”签署，{day} 只有 {found} 人可签，涉及：{units}',
    '{needed} different persons must sign as "{post}", and on {day} too few are free ({found} in office), at: {units}',
  ],
  'roster-no-watch': ['“{step}”不是值守事项', '"{step}" is no watch'],
  'roster-moment': [
    '值班表的时间“{text}”无法确定，请写 E-1d 08:00 或具体日期',
    'the moment "{text}" of a roster: write E-1d 08:00 or a date and a time',
  ],
  'roster-reversed': ['下班时间不晚于上班时间', 'this shift ends before it begins: correct it'],
  'watch-uncovered': [
    '{unit} 的“{step}”在 {from} 至 {to} 值守不足：带班 {heads}/{leading}，值守 {members}/{minimum}',
    '{unit}: "{step}" is short from {from} to {to}: heads {heads} of {leading}, members {members} of {minimum}',
  ],
  'post-nobody-holds': [
    '{role}“{post}”无人担任，涉及：{units}',
    'nobody holds {role} "{post}" at: {units}',
  ],
  'own-acceptance': [
    '自己报送的不能自己验收：{post}',
    'nobody accepts what he submits himself: {post}',
  ],
  'person-two-names': [
    '人员“{person}”前后姓名不一致（“{name}”）',
    'person "{person}" has another name above ("{name}")',
  ],
  'dates-reversed': ['止日早于起日', 'the last day is before the first: correct it'],
  'rehearsal-scope': ['{unit} 不承担“{step}”', '{unit} does not owe "{step}"'],
  'rehearsal-session': [
    '“{step}”不在场次“{session}”进行；现有：{known}',
    '"{step}" has no session "{session}"; it has: {known}',
  ],
  'rehearsal-no-return': [
    '“{step}”无人验收，不能退回',
    '"{step}" has no acceptor: it cannot be returned',
  ],
  'rehearsal-moment': [
    '“{text}”：演练里的时间只能从考试日算起，或写明日期',
    '"{text}": a moment of a rehearsal counts from an exam, or is a date',
  ],
  'rehearsal-kind': [
    '“{step}”属 {kind} 类，不能“{do}”；可用：{known}',
    '"{step}" is a {kind}: it cannot "{do}", only: {known}',
  ],
  'rehearsal-no-checks': [
    '“{step}”的表单没有核对式，填错也看不出',
    'the form of "{step}" has no checks: a wrong number shows nowhere',
  ],
  'rehearsal-no-series': [
    '“{step}”不是定时报送，没有第几次',
    '"{step}" is no series: it has no occurrences',
  ],
  'rehearsal-field': ['“{step}”没有表单项“{field}”', '"{step}" has no field "{field}"'],
  'rehearsal-key': ['“{do}”需要写“{key}”', '"{do}" needs "{key}"'],
  'rehearsal-order': [
    '先答应、后失约：after 要晚于 promise',
    'a broken promise: "after" must be later than "promise"',
  ],
} as const satisfies Sentences;
