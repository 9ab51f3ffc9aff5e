/**
 * What is said about each fault, and what to do about it: Chinese, then English. `{names}` are filled in.
 */
// Codes are stable: scripts and editors rely on them. A new fault is one line here and one call.
export const SENTENCES = {
  'file-missing': ['找不到文件，请补上', 'the file is missing: add it'],
  'file-not-regular': ['不是普通文件，无法读取', 'not a regular file: replace it by one'],
  'file-too-large': [
    '文件超过 {limit}，请拆分或删减',
    'the file is over {limit}: split or shorten it',
  ],
  'file-encoding': ['不是 {encodings} 编码，请另存后重试', 'not {encodings} text: save it so'],
  'file-nul': ['含有空字符（NUL），不是文本文件', 'holds a NUL character: not a text file'],
  'yaml-syntax': ['YAML 语法有误：{message}', 'not valid YAML: {message}'],
  'yaml-unused': [
    '计划不使用 YAML 的{what}，请改写',
    'plans do not use {what} of YAML: write it plainly',
  ],
  'yaml-too-big': [
    '内容过多或嵌套过深（上限 {limit}）',
    'too much content or nesting (limit: {limit})',
  ],
  'yaml-aliases': ['别名（*）过多或展开过大', 'too many aliases (*), or they grow too large'],
  'duplicate-key': ['“{key}”写了两次，请删去一个', '"{key}" is written twice: delete one'],
  'unknown-key': [
    '不认识“{key}”，是否应为“{nearest}”？',
    'unknown key "{key}": did you mean "{nearest}"?',
  ],
  'missing-key': ['缺少“{key}”，请补上', '"{key}" is missing: add it'],
  'wrong-type': ['“{key}”应为{expected}', '"{key}" should be: {expected}'],
  'not-one-of': ['“{key}”只能是：{values}', '"{key}" can only be one of: {values}'],
  'out-of-range': ['“{key}”超出允许范围（{limit}）', '"{key}" is out of range ({limit})'],
  'bad-id': [
    '“{text}”不能作代码：用小写字母、数字和连字符',
    'id "{text}": use lower-case letters, digits, hyphens',
  ],
  'bad-path': [
    '“{text}”不是单位路径，如 lanxi/site-1',
    '"{text}" is no unit path like lanxi/site-1',
  ],
  'bad-date': [
    '“{text}”不是有效日期，如 2027-06-16',
    '"{text}" is no existing date like 2027-06-16',
  ],
  'bad-time': ['“{text}”不是时刻，如 08:30', '"{text}" is no time of day like 08:30'],
  'bad-number': ['“{text}”应为不小于 0 的整数', '"{text}" should be a whole number, 0 or more'],
  'bad-moment': [
    '看不懂时间“{text}”，如 E-11d 17:00、S-60m',
    'moment "{text}": write E-11d 17:00, S-60m, 2027-05-10 18:00',
  ],
  'bad-duration': ['看不懂时长“{text}”，如 30m、2h、7d', 'duration "{text}": write 30m, 2h, 7d'],
  'bad-target': [
    '看不懂岗位“{text}”，如 own.leader、lanxi/police#head',
    'target "{text}": write own.leader, root.office, lanxi/police#head',
  ],
  'bad-check': [
    '看不懂核对式“{text}”，如 present + absent = candidates',
    'check "{text}": write present + absent = candidates',
  ],
  'bad-timezone': [
    '没有时区“{text}”，如 Asia/Shanghai',
    'no time zone "{text}": write Asia/Shanghai',
  ],
  'bad-percent': ['“{text}”应为百分数，如 15%', '"{text}" should be a percentage like 15%'],
  'csv-syntax': ['CSV 第 {row} 行格式有误：{message}', 'row {row} is not valid CSV: {message}'],
  'csv-too-many-rows': ['超过 {limit} 行，请拆分', 'over {limit} rows: split the file'],
  'csv-cell-count': [
    '这一行有 {found} 格，应为 {expected} 格',
    'this row has {found} cells instead of {expected}',
  ],
  'csv-column-missing': ['缺少“{column}”列，请补上', 'column "{column}" is missing: add it'],
  'csv-column-unknown': [
    '不认识“{column}”列，是否应为“{nearest}”？',
    'unknown column "{column}": did you mean "{nearest}"?',
  ],
  'csv-column-twice': ['“{column}”列出现两次', 'column "{column}" appears twice: delete one'],
  'csv-empty-cell': ['“{column}”不能空着', '"{column}" must not be empty: fill it in'],
  'csv-cell-too-long': [
    '“{column}”超过 {limit} 字',
    '"{column}" is over {limit} characters: shorten it',
  ],
  'duplicate-id': [
    '“{id}”重复（首见于第 {line} 行），请改名',
    '"{id}" repeats line {line}: give it another id',
  ],
  'unit-parent-missing': [
    '上级单位“{parent}”不在表中',
    'the unit above, "{parent}", is not in the list: add it',
  ],
  'unit-root': [
    '最上级单位应有且只有一个，现有 {count} 个',
    'there must be one unit at the top, not {count}',
  ],
  'unknown-kind': [
    '没有单位类型“{kind}”；现有：{known}',
    'no kind "{kind}"; the plan has: {known}',
  ],
  'unknown-phase': [
    '没有阶段“{phase}”；现有：{known}',
    'no phase "{phase}"; the plan has: {known}',
  ],
  'unknown-unit': [
    '没有单位“{unit}”，是否应为“{nearest}”？',
    'no unit "{unit}": did you mean "{nearest}"?',
  ],
  'unknown-session': [
    '没有场次“{session}”；现有：{known}',
    'no session "{session}"; there are: {known}',
  ],
  'unknown-ladder': [
    '没有上报链“{ladder}”；现有：{known}',
    'no ladder "{ladder}"; the plan has: {known}',
  ],
  'unknown-step': [
    '没有事项“{step}”，是否应为“{nearest}”？',
    'no step "{step}": did you mean "{nearest}"?',
  ],
  'session-order': ['场次结束时间应晚于开始时间', 'the session ends before it starts: correct it'],
  'session-overlap': ['与场次“{other}”时间重叠', 'overlaps session "{other}": correct the times'],
  'ladder-empty': ['上报链“{ladder}”一级也没有', 'ladder "{ladder}" has no rungs: add one'],
  'ladder-order': [
    '上报链“{ladder}”各级时间应由早到晚',
    'the rungs of "{ladder}" must go from early to late',
  ],
  'remind-repeats': ['提醒“{text}”重复', 'reminder "{text}" is there twice: delete one'],
  'sign-missing': ['签署类事项要写 sign', 'a signed step needs "sign": say who signs'],
  'sign-too-few': ['签署至少要两个不同岗位', 'a signature needs two different posts or more'],
  'lines-missing': ['逐项答复类事项要写 lines', 'an ask needs "lines": say who answers what'],
  'needs-missing': ['核验类事项要写 needs', 'a gate needs "needs": say what it looks at'],
  'not-for-kind': [
    '“{key}”不适用于“{kind}”类事项',
    '"{key}" does not belong to a step of kind "{kind}"',
  ],
  'needs-nothing': [
    '{unit} 的范围内没有单位承担“{step}”',
    'nobody in reach of {unit} owes "{step}": change need or scope',
  ],
  'needs-circle': ['前置条件成环：{circle}', 'needs go in a circle: {circle}'],
  'bad-calendar': ['“{text}”不是日历名，如 CN', 'calendar "{text}": write CN'],
  'bad-folder': [
    '“{text}”不是相对路径，如 ../common',
    '"{text}" is no path from this folder like ../common',
  ],
  'extends-missing': [
    '找不到模板“{folder}”（其中应有 plan.yaml）',
    'no template "{folder}" with a plan.yaml: correct the path',
  ],
  'extends-circle': ['模板互相继承：{chain}', 'templates extend each other in a circle: {chain}'],
  'extends-too-deep': [
    '模板继承超过 {limit} 层',
    'more than {limit} templates on top of each other: extend one directly',
  ],
  'exam-day-twice': ['examDay 与 exams 只写其一', 'write either "examDay" or "exams", not both'],
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
  'unknown-exam': ['没有考试“{exam}”；现有：{known}', 'no exam "{exam}"; the plan has: {known}'],
  'session-outside': [
    '场次晚于“{exam}”的最后一天（{last}）',
    'the session is after the last day of "{exam}" ({last})',
  ],
  'calendar-year': ['年份应与文件名一致：{year}', 'the year should be that of the file: {year}'],
  'calendar-day': ['{day} 不属于 {year} 年', '{day} is no day of {year}'],
  'calendar-both': ['{day} 既放假又上班，请删去一个', '{day} is off and worked: delete one'],
  'line-one-of': ['一行只能写 {keys} 之一', 'a line is about one of: {keys}'],
  'not-for-line': ['“{key}”不能与“{about}”同写', '"{key}" does not go with "{about}" in a line'],
  'unknown-device-kind': [
    '设备库里没有“{kind}”类设备；现有：{known}',
    'no device of kind "{kind}" in the register; there are: {known}',
  ],
  'duplicate-fact': ['“{fact}”写了两次，请删去一个', '"{fact}" is there twice: delete one'],
  'series-one-of': ['周期任务要写 every 或 daily 之一', 'a series takes either "every" or "daily"'],
  'time-repeats': ['时刻“{text}”重复', 'the time {text} is there twice: delete one'],
  'span-missing': ['缺少“{key}”，请写明起止时间', '"{key}" is missing: say from when until when'],
  'ladder-nowhere': [
    '上报链“{ladder}”在 {unit} 只通知到责任人自己，请加上级',
    'at {unit} ladder "{ladder}" tells nobody but the doer himself: add somebody above',
  ],
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
  'needs-too-many': [
    '前置条件过多，无法核对，请精简',
    'more needs than can be checked: leave some out',
  ],
  'scope-named': ['named 要与 kinds 同写', '"named" goes with "kinds": say of which kind'],
  'unknown-name': [
    '没有名为“{name}”的这类单位，请改正或删去',
    'no unit of these kinds is named "{name}": correct it or leave it out',
  ],
  'sessions-none': [
    '本事项的考试没有场次',
    'the exams of this step have no sessions: name others or leave "sessions" out',
  ],
  'session-other-exam': [
    '场次“{session}”属于考试“{exam}”，不在本事项的 exams 中',
    'session "{session}" is of exam "{exam}", which this step does not serve',
  ],
  'plan-too-large': [
    '单位与事项相乘超过 {limit} 项任务',
    'units times steps make over {limit} duties: split the season',
  ],
  'scope-one-of': ['scope 要么写 kinds，要么写 units', '"scope" takes either "kinds" or "units"'],
  'scope-nobody': ['没有任何单位承担这件事', 'no unit owes this step: change its scope'],
  'moment-without-session': [
    '“{text}”按场次计时，但本事项没有 sessions',
    '"{text}" counts from a session, but the step has no "sessions"',
  ],
  'moment-elsewhere': [
    '{unit} 没有事项“{step}”，无法据此计时',
    '{unit} has no step "{step}" to count from',
  ],
  'moment-circle': ['完成时限互相依赖：{circle}', 'due moments hang on each other: {circle}'],
  'check-field-unknown': [
    '核对式中的“{field}”不在表单里',
    '"{field}" of the check is not in the form',
  ],
  'check-field-type': [
    '“{field}”不是数字，不能核对',
    '"{field}" is no number and cannot be added up',
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
  'too-many-faults': [
    '问题超过 {limit} 个，只列出前面的',
    'over {limit} faults: only the first are listed',
  ],
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
} as const satisfies Record<string, readonly [zh: string, en: string]>;
