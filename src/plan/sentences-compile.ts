import type { CompileFault } from '../engine/compile.js';

/** What is said of a fault that shows only when instants are resolved; step, unit and detail are put around it. */
export const COMPILE_SENTENCES: Record<CompileFault['code'], readonly [zh: string, en: string]> = {
  'unknown-moment': ['时间无法确定', 'the moment cannot be resolved'],
  'unknown-exam': [
    '没有这场考试，请写 exams 中的名称',
    'no such exam; write one that stands in exams',
  ],
  'calendar-missing': [
    '按工作日计时，但方案未指定工作日历，请写 calendar',
    'it counts working days, and the plan names no calendar: write calendar',
  ],
  'year-not-covered': [
    '该年放假安排尚未收录，请改写具体日期，或在文件夹中加入 calendar-年份.yaml',
    'days off of that year are not known: write a date, or add calendar-YEAR.yaml to the folder',
  ],
  'circular-step': ['时限互相引用', 'due times refer to each other in a circle'],
  'circular-done': ['事项互相等待对方办结', 'steps wait for each other to be done'],
  'done-elsewhere': [
    'done() 只能引用本单位承担的、只有一项的事项',
    'done() must name a step of the same unit that is one duty there',
  ],
  'done-misplaced': [
    '时限写了 done() 的事项随该事件启动，请删去 opens；opens 本身不能写 done()',
    'what is due by done() opens with that event: leave out opens, which takes no done() itself',
  ],
  'open-after-due': ['启动时间晚于完成时限', 'it opens after it is due'],
  'warn-before-open': [
    '预告早于事项启动，将无人收到，请缩短 before',
    'those above would be told before the duty has opened, so never: shorten before',
  ],
  'hands-not-two': [
    '钥匙和密码须由两个不同的岗位会签领取',
    'key and combination are handed out to two different posts',
  ],
  'span-missing': ['缺少起止时间，请写 watch 或 series', 'it says no span: write watch or series'],
  'span-reversed': ['结束时间不晚于开始时间', 'it ends before it begins'],
  'series-too-dense': [
    '次数过多，请加大间隔或缩短起止',
    'too many occurrences: widen the interval or shorten the span',
  ],
  'series-empty': ['起止之间一次也没有', 'not one occurrence falls within its span'],
  'lines-none': ['名单为空，没有可答复的对象', 'there is nobody or nothing to ask about'],
  'lines-too-many': ['名单过长，请分到下级单位', 'too many lines: leave them to the units below'],
  'line-repeats': ['名单中有重复项', 'the same line stands there twice'],
  'unknown-unit': ['没有这个单位', 'there is no such unit'],
  'unknown-ladder': ['没有这条上报链', 'there is no such ladder'],
};
