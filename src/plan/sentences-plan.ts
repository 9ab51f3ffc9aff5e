import type { Sentences } from './sentences.js';

/** What is said of units, sessions, steps and ladders, and of how they hang together. */
export const PLAN_SENTENCES = {
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
  'step-elsewhere': ['{unit} 没有事项“{step}”', '{unit} has no step "{step}"'],
  'not-a-watch': [
    '“{step}”不是值守（watch）；现有：{known}',
    '"{step}" is no watch; known: {known}',
  ],
  'unknown-procedure': [
    '没有名为“{procedure}”的流程；现有：{known}',
    'there is no procedure "{procedure}"; known: {known}',
  ],
  'begun-without-procedure': [
    'begun 只用于写了 procedure 的事项',
    '"begun" is for steps of a procedure: say which',
  ],
  'not-in-procedure': [
    '流程中的事项不能写“{key}”，它从流程启动时算起',
    'a step of a procedure has no "{key}": its time counts from the beginning',
  ],
  'due-of-procedure': [
    '流程“{procedure}”中的事项，时限须写 begun+… 或同一流程事项的 done()',
    'due within procedure "{procedure}" is begun+… or done() of one of its steps',
  ],
  'waits-for-procedure': [
    '“{step}”属于流程，可能从不启动，不能以它计时',
    '"{step}" belongs to a procedure and may never begin: nothing can be due by it',
  ],
  'prolongs-no-session': [
    'prolongs 只用于按场次启动的流程，“{procedure}”没有写 session: true',
    '"prolongs" is for steps of a procedure with "session: true"; "{procedure}" is none',
  ],
  'prolongs-no-report': [
    'prolongs 只用于 task 类、无须验收的事项：报送即为批准',
    '"prolongs" is for a task that nobody accepts: its report is the approval',
  ],
  'prolongs-no-number': [
    '“{field}”应为表单中的必填数字项，写顺延分钟数',
    '"{field}" must be a required number of the form: the minutes',
  ],
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
  'exam-day-twice': ['examDay 与 exams 只写其一', 'write either "examDay" or "exams", not both'],
  'unknown-exam': ['没有考试“{exam}”；现有：{known}', 'no exam "{exam}"; the plan has: {known}'],
  'session-outside': [
    '场次晚于“{exam}”的最后一天（{last}）',
    'the session is after the last day of "{exam}" ({last})',
  ],
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
  'check-not-by-room': [
    '逐考场核对的“{field}”应为 rooms 类型',
    '"{field}" is checked per room: make it a field of rooms',
  ],
  'expected-no-number': [
    '“{field}”不是数字，没有应有数',
    '"{field}" is no number: nothing can be expected of it',
  ],
  'forbidden-field': [
    '字段“{id}”要填不得录入的内容（{kind}）：试题答案、密码、押运路线、证件号、卡号、手机号一律不录；请改为 type: yes 的确认项，或删去',
    'field "{id}" asks for what must not be entered ({kind}): make it a confirmation (type: yes), or leave it out',
  ],
  'forbidden-words': [
    '写有不得录入的内容（{kind}）：试题答案、密码、押运路线、证件号、卡号、手机号一律不录，请删去',
    'holds what must not be entered ({kind}): take it out',
  ],
} as const satisfies Sentences;
