import { html, type Html } from '../report/page/html.js';
import { happenedWords } from '../text/happened.js';
import type { Lang } from '../text/lang.js';
import { personsIn } from '../text/notices.js';
import { texts } from '../text/texts.js';
import { span } from '../text/when.js';
import type { StepAhead } from '../service/desks/procedure-ahead.js';
import type {
  BegunSight,
  ProcedureSight,
  UnitProcedures,
} from '../service/desks/procedure-sight.js';
import type { ReadyUnit } from '../service/desks/ready-units.js';
import { choice, field, formTo, type Sending } from './forms.js';
import { deskAddress } from './desk-screen.js';
import { inLang } from './frame.js';
import { drill, dutyAddress } from './lists.js';
import { saying } from './said.js';
import { told } from './when.js';

/** Where procedures and their duties lead, by the way somebody has come. */
export interface Door {
  readonly page: (season: string, path: string, procedure: string) => string;
  readonly duty: (season: string, path: string, duty: string) => string;
}

const inAddress = (path: string): string => path.replaceAll('/', '.');

export const AT_DESK: Door = {
  page: (season, _path, procedure) => `/desk/procedures/${season}/${procedure}`,
  duty: (season, _path, duty) => deskAddress(season, duty),
};
export const SIGNED_IN: Door = {
  page: (season, path, procedure) => `/procedures/${season}/${inAddress(path)}/${procedure}`,
  duty: (season, path, duty) => dutyAddress({ season, path, duty }),
};
export const BY_PHONE: Door = {
  page: (season, path, procedure) => `/phone/${season}/${inAddress(path)}/begin/${procedure}`,
  duty: (season, path, duty) => `/phone/${season}/${inAddress(path)}/${encodeURIComponent(duty)}`,
};

/** What units may begin, a button each: leads to the page where it is begun. */
export const readyPart = (lang: Lang, door: Door, units: readonly ReadyUnit[]): readonly Html[] =>
  units.map(
    ({ season, unit, procedures }) =>
      html`<section><h2>${texts(lang).procedures.page.title} · ${unit.title[lang]}${drill(lang, season.rehearsal)}</h2><ul class="people">${procedures.map(
        ({ id, title }) =>
          html`<li><a href="${inLang(lang, door.page(season.id, unit.path, id))}">${title[lang]}</a></li>`,
      )}</ul></section>
`,
  );

/** What has been begun of a unit's procedures and is not done with: how far each has come. */
export function openPart(lang: Lang, door: Door, unit: UnitProcedures): readonly Html[] {
  return unit.procedures.flatMap((procedure) => {
    const open = procedure.begun.filter((one) => one.open > 0);
    if (open.length === 0) return [];
    return [
      html`<section><h3>${procedure.title[lang]}</h3>${begunList(lang, door, unit, { ...procedure, begun: open })}</section>
`,
    ];
  });
}

/** One procedure: its steps, the form by which it is begun where its reader may, what has been begun. */
export function procedurePart(
  lang: Lang,
  door: Door,
  unit: UnitProcedures,
  { procedure, form }: { readonly procedure: ProcedureSight; readonly form: Html },
): readonly Html[] {
  const t = texts(lang).procedures;
  const { begun } = procedure;
  return [
    html`<p>${unit.unit.title[lang]}${drill(lang, unit.season.rehearsal)}</p><section><h2>${t.page.steps}</h2><ol class="steps">${procedure.steps.map(
      (step, n) => html`<li>${stepLine(lang, step, procedure.steps[n - 1])}</li>`,
    )}</ol></section>
`,
    form,
    html`<section><h2>${t.page.begun}</h2>${
      begun.length === 0 ? html`<p>${t.never}</p>` : begunList(lang, door, unit, procedure)
    }</section>
`,
  ];
}

/** What is asked of whoever begins it; a sentence where it cannot be begun, or not by him. */
export function beginForm(
  sending: Sending,
  procedure: ProcedureSight,
  action: string,
  { may, submit, before = [] }: BeginForm,
): Html {
  const t = texts(sending.lang).procedures.page;
  if (!may) return html`<p class="soft">${t.mayNot}</p>`;
  if (procedure.session?.ahead.length === 0) return saying(t.over, 'warn');
  const parts = [...before, ...beginFields(sending.lang, procedure)];
  return formTo(sending, action, parts, submit ?? t.go);
}

interface BeginForm {
  readonly may: boolean;
  readonly submit?: string;
  /** Fields that stand before. */
  readonly before?: readonly Html[];
}

function beginFields(lang: Lang, { session }: ProcedureSight): readonly (Html | null)[] {
  const t = texts(lang).procedures.page;
  const ahead = (session?.ahead ?? []).map(({ id, title }) => [id, title[lang]] as const);
  const options = session?.meant ? ahead : [['', t.choose] as const, ...ahead];
  return [
    session && choice('session', t.session, options, session.meant ?? '', true),
    field({ name: 'about', label: t.about, max: 200, isRequired: true, hint: t.aboutHint }),
    field({
      ...{ name: 'happenedAt', label: t.happenedAt, type: 'datetime-local' },
      hint: t.happenedHint,
    }),
  ];
}

function stepLine(lang: Lang, step: StepAhead, previous: StepAhead | undefined): Html {
  const t = texts(lang);
  const said = [personsIn(lang, step.who), timeWord(lang, step, previous)].join(t.comma);
  return html`<b>${step.title[lang]}</b> <span class="soft">${said}</span>`;
}

function timeWord(
  lang: Lang,
  { withinMs, after }: StepAhead,
  previous: StepAhead | undefined,
): string {
  const { page } = texts(lang).procedures;
  if (withinMs === 0 && after === null) return page.atOnce;
  const time = span(lang, withinMs);
  if (after === null) return page.within(time);
  return after.id === previous?.id ? page.afterThat(time) : page.afterStep(time, after.title[lang]);
}

const begunList = (
  lang: Lang,
  door: Door,
  unit: UnitProcedures,
  { begun, steps }: ProcedureSight,
): Html => {
  const titles = new Map(steps.map((step) => [step.id, step.title[lang]]));
  return html`<ul class="cards">${begun.map((one) => begunCard(lang, door, unit, { one, titles }))}</ul>
`;
};

function begunCard(
  lang: Lang,
  door: Door,
  { season, unit, lateMs }: UnitProcedures,
  { one, titles }: { readonly one: BegunSight; readonly titles: ReadonlyMap<string, string> },
): Html {
  const t = texts(lang);
  const when = (at: Parameters<typeof told>[2]): string => told(lang, season.timezone, at);
  const { ordinal, about, session, open, steps } = one;
  const what = session === null ? about : `${session[lang]}  ${about}`;
  const stepOf = (duty: string): string => titles.get(duty.slice(0, duty.lastIndexOf('@'))) ?? duty;
  return html`<li class="${open === 0 ? 'done' : 'soon'}"><h3>${t.procedures.begun(ordinal, what, open)}</h3>${beganLine(lang, one, when, lateMs)}<ul>${steps.map(
    ({ duty, status, dueAt, acceptedAt }) =>
      html`<li><a href="${inLang(lang, door.duty(season.id, unit.path, duty))}">${stepOf(duty)}</a> <span class="tag">${t.status[status]}</span> ${when(acceptedAt ?? dueAt)}</li>`,
  )}</ul></li>
`;
}

/** Who began it and when; when it happened, where that was said, and who typed it in for him. */
function beganLine(
  lang: Lang,
  { at, happenedAt, by, recordedBy }: BegunSight,
  when: (at: Parameters<typeof told>[2]) => string,
  lateMs: number,
): Html | null {
  if (at === null) return null;
  const t = texts(lang);
  const said = [
    t.procedures.page.by(by, when(at)),
    recordedBy === null ? undefined : t.say.recordedBy(recordedBy),
    happenedAt === null ? undefined : happenedWords(lang, when, { happenedAt, at }, lateMs),
  ];
  return html`<p class="soft">${said.filter(Boolean).join(t.comma)}</p>`;
}
