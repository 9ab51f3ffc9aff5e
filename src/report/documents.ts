import { calendarOf } from '../engine/calendar.js';
import type { EpochMs } from '../engine/model.js';
import type { Brief } from '../service/proof/brief.js';
import type { Proof } from '../service/proof/proof.js';
import type { ZeroReport } from '../service/proof/zero.js';
import type { DutyList } from '../service/reads/duty-list.js';
import type { Lang } from '../text/lang.js';
import { personsIn } from '../text/notices.js';
import { texts } from '../text/texts.js';
import { dayTime, fullTime, span } from '../text/when.js';
import { briefLines } from './brief-lines.js';
import { faultRows, proofLines } from './proof-lines.js';
import { noteOf, sectionOf, type Section } from './section.js';
import { levelHeads, levelRows, stateRows, zeroLines } from './zero-lines.js';

/** A report to be sent on paper, before it is set as a page or a document. */
export interface ReportPaper {
  readonly title: string;
  readonly lines: readonly string[];
  readonly sections: readonly Section[];
  readonly signed: readonly string[];
}

/** The daily report (日报): where things stand, the round of reports, what went out. */
export function dailyPaper(
  lang: Lang,
  made: { readonly brief: Brief; readonly zero: ZeroReport; readonly morning: Proof },
): ReportPaper {
  const { brief, zero, morning } = made;
  const t = texts(lang).proof;
  const { unit, report, due, at, note, state } = t.zero.columns;
  const { kind, duty, word, owed, to } = t.morning.columns;
  const [, ...standing] = briefLines(lang, brief);
  const [, ...sent] = proofLines(lang, morning);
  return {
    title: titleOf(lang, brief, t.paper.daily),
    ...framed(lang, brief, brief.now),
    sections: [
      noteOf(t.paper.standing, ...standing),
      sectionOf(t.paper.reports, levelHeads(lang), levelRows(lang, zero), {
        notes: zeroLines(lang, zero).slice(1),
      }),
      sectionOf(t.paper.states, [state, unit, report, due, at, note], stateRows(lang, zero)),
      sectionOf(t.paper.sent, [kind, unit, duty, word, owed, to], faultRows(lang, morning), {
        notes: sent,
      }),
    ],
  };
}

/** A special report (专报) on one unit: what happened in the words of who sends it, and how it stands. */
export function specialPaper(
  lang: Lang,
  made: { readonly brief: Brief; readonly duties: DutyList; readonly text: readonly string[] },
): ReportPaper {
  const { brief, duties, text } = made;
  const t = texts(lang).proof;
  const [, ...standing] = briefLines(lang, brief);
  return {
    title: titleOf(lang, brief, t.paper.special),
    ...framed(lang, brief, brief.now),
    sections: [
      noteOf(t.paper.happened, ...text),
      noteOf(t.paper.standing, ...standing),
      dutySection(lang, brief.timezone, duties),
    ],
  };
}

/** One page a site (一点一表): all that a unit owes, on A4. */
export function sitePaper(
  lang: Lang,
  made: { readonly brief: Brief; readonly duties: DutyList },
): ReportPaper {
  const { brief, duties } = made;
  const t = texts(lang).proof;
  return {
    title: titleOf(lang, brief, t.paper.site),
    ...framed(lang, brief, brief.now),
    sections: [dutySection(lang, brief.timezone, duties)],
  };
}

function dutySection(lang: Lang, timezone: string, { lines }: DutyList): Section {
  const t = texts(lang);
  const calendar = calendarOf(timezone);
  const rows = lines.map(({ view, doer, lateMs }) => [
    view.title[lang],
    t.status[view.status],
    dayTime(lang, calendar, view.dueAt),
    personsIn(lang, doer),
    lateMs === null ? '' : span(lang, lateMs),
  ]);
  return sectionOf(t.proof.paper.duties, t.proof.paper.dutyHeads, rows);
}

const titleOf = (lang: Lang, { title, under }: Brief, kind: string): string =>
  `${title[lang]}${under ? ` ${under.title[lang]}` : ''} ${kind}`;

function framed(lang: Lang, { title, rehearsal, timezone }: Brief, at: EpochMs) {
  const t = texts(lang);
  const calendar = calendarOf(timezone);
  return {
    lines: [
      ...(rehearsal ? [t.proof.paper.rehearsal] : []),
      t.proof.zero.asOf(fullTime(calendar, at)),
    ],
    signed: [title[lang], calendar.dateOf(at)],
  };
}
