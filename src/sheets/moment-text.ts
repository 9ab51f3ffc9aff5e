import type { Duty, EpochMs } from '../engine/model.js';
import { parseDuration, parseMoment, type MomentAst } from '../engine/moment.js';
import type { SessionSource, StepSource } from '../engine/season-plan.js';
import { sessionDay } from '../engine/anchors.js';
import { needsNoYear } from './day-words.js';
import { span } from '../text/when.js';
import type { Lang } from '../text/lang.js';
import type { Planned } from './planned.js';

const MINUTE_MS = 60_000;

/** The opening and the due time of a step as a task sheet says them; empty where there is none. */
export function momentTexts(planned: Planned, lang: Lang) {
  const { plan, calendar } = planned;
  const year = plan.examDay.slice(0, 4);
  return (step: StepSource, duty: Duty | undefined) => {
    if (step.procedure !== undefined) return { opens: '', due: onceBegun(step.due) };
    if (step.sessions !== null && duty !== undefined)
      return { opens: inSessions(step, duty, 'opens'), due: inSessions(step, duty, 'due') };
    const spanned = duty?.watch ?? duty?.series;
    if (duty === undefined) return { opens: '', due: '' };
    return {
      opens: spanned ? civil(spanned.fromAt) : duty.openAt === null ? '' : civil(duty.openAt),
      due: spanned ? civil(spanned.untilAt) + how(step) : civil(duty.dueAt),
    };
  };

  /** `6月13日 17:00`; with the year where it is not the exam's, or a reader would take it for the one before. */
  function civil(at: EpochMs): string {
    const [date, time] = [calendar.dateOf(at), calendar.timeOf(at)];
    if (lang === 'en') return `${date} ${time}`;
    const [own = '', month, day] = date.split('-');
    const isPlain = own === year && needsNoYear(date, plan.examDay);
    return `${isPlain ? '' : `${own}年`}${Number(month)}月${Number(day)}日 ${time}`;
  }

  /** `启动后2分钟`, `“巡考到考场核实”办结后3分钟`: nobody knows yet on which day. */
  function onceBegun(due: string): string {
    const ast = parseMoment(due);
    if (ast?.type !== 'begun' && ast?.type !== 'done') return '';
    const minutes = ast.offsetMs / MINUTE_MS;
    const step = ast.type === 'done' ? plan.steps.find(({ id }) => id === ast.step) : undefined;
    if (lang === 'en')
      return `${span('en', ast.offsetMs)} after ${step ? `“${step.title.en}”` : 'the beginning'}`;
    return `${step ? `“${step.title.zh}”办结` : '启动'}后${zhLength(minutes)}`;
  }

  /** `每场开考前75分钟`, `外语：开考前5分钟`. */
  function inSessions(step: StepSource, duty: Duty, edge: 'opens' | 'due'): string {
    const text = step[edge];
    if (text === null) return '';
    const first = plan.sessions.find(({ id }) => id === step.sessions?.[0]);
    const at = edge === 'due' ? duty.dueAt : duty.openAt;
    const relative = sessionOffset(parseMoment(text), first, at);
    if (relative === null) return at === null ? '' : civil(at);
    const isAll = step.sessions?.length === plan.sessions.length;
    const titles = plan.sessions.filter(({ id }) => step.sessions?.includes(id));
    const named = titles.map(({ title }) => title[lang]);
    if (lang === 'en') return `${isAll ? 'each session' : named.join(', ')}: ${enOffset(relative)}`;
    const head = isAll ? '每场' : `${named.join('、')}：`;
    const { isEnd, minutes } = relative;
    const word = isEnd ? '考试结束' : '开考';
    return minutes === 0
      ? `${head}${word}时`
      : `${head}${word}${minutes < 0 ? '前' : '后'}${zhLength(minutes)}`;
  }

  function sessionOffset(
    ast: MomentAst | null,
    session: SessionSource | undefined,
    at: EpochMs | null,
  ) {
    if (ast?.type === 'session')
      return { isEnd: ast.edge === 'end', minutes: ast.offsetMs / MINUTE_MS };
    if (session === undefined || at === null) return null;
    const date = sessionDay(plan, session);
    const after = (at - calendar.instant(date, session.end)) / MINUTE_MS;
    if (after >= 0) return { isEnd: true, minutes: after };
    return { isEnd: false, minutes: (at - calendar.instant(date, session.start)) / MINUTE_MS };
  }

  /** What a due time alone does not say of a watch and a series. */
  function how({ series, watch }: StepSource): string {
    if (watch) return lang === 'zh' ? '（不间断值守）' : ' (on duty throughout)';
    if (series?.daily)
      return lang === 'zh'
        ? `（每日${series.daily.join('、')}）`
        : ` (daily at ${series.daily.join(', ')})`;
    return series?.every
      ? lang === 'zh'
        ? `（每${zhEvery(series.every)}）`
        : ` (every ${series.every})`
      : '';
  }
}

const zhEvery = (every: string): string => {
  const ms = parseDuration(every) ?? 0;
  return span('zh', ms);
};

const zhLength = (minutes: number): string => {
  const many = Math.abs(minutes);
  return many >= 180 && many % 60 === 0 ? `${many / 60}小时` : `${many}分钟`;
};

function enOffset({ isEnd, minutes }: { isEnd: boolean; minutes: number }): string {
  const edge = isEnd ? 'the end' : 'the start';
  if (minutes === 0) return `at ${edge}`;
  return `${span('en', minutes * MINUTE_MS)} ${minutes < 0 ? 'before' : 'after'} ${edge}`;
}
