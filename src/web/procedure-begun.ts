import { html, type Html } from '../report/page/html.js';
import { epochMs, type Answer, type EpochMs } from '../engine/model.js';
import { happenedAtOf } from '../engine/turn.js';
import type { ProcedureSight, UnitProcedures } from '../service/desks/procedure-sight.js';
import { happenedWords } from '../text/happened.js';
import type { Lang } from '../text/lang.js';
import { personIn, personsIn } from '../text/notices.js';
import { texts } from '../text/texts.js';
import { formTo, hidden, type Sending } from './forms.js';
import { inLang } from './frame.js';
import type { Door } from './procedures.js';
import { receiptPart } from './said.js';
import { fromField, told } from './when.js';

/** What was begun just now, and by which way somebody has come. */
export interface JustBegun {
  readonly answer: Answer;
  readonly about: string;
  readonly happenedAt: number | undefined;
  readonly door: Door;
  readonly back: string;
}

/** The receipt: its number and what for, what runs now and until when, who was told. */
export function begunPart(
  lang: Lang,
  { season, unit, lateMs, sessions }: UnitProcedures,
  { title, steps }: ProcedureSight,
  { answer, about, happenedAt, door, back }: JustBegun,
): readonly Html[] {
  const t = texts(lang);
  const { page } = t.procedures;
  const when = (at: EpochMs): string => told(lang, season.timezone, at);
  const fact = {
    at: answer.at,
    ...(happenedAt !== undefined && { happenedAt: epochMs(happenedAt) }),
  };
  const session = sessions.find(({ id }) => id === answer.session)?.title[lang] ?? null;
  const what = [
    page.receipt(title[lang], answer.ordinal, session, about),
    happenedWords(lang, when, fact, lateMs),
  ];
  const from = happenedAtOf(fact);
  const first = steps.filter(({ after }) => after === null);
  const lines = first.map(({ id, title: step, doer, withinMs }) => {
    const name = step[lang];
    const duty = `${id}@${answer.ordinal}`;
    const link =
      answer.ordinal === undefined
        ? name
        : html`<a href="${inLang(lang, door.duty(season.id, unit.path, duty))}">${name}</a>`;
    return html`<li>${link}${t.colon}${personIn(lang, { ...doer })}${t.comma}<strong>${page.due(when(epochMs(from + withinMs)))}</strong></li>`;
  });
  const said = what.filter(Boolean).join(t.comma);
  const [received = html``, ...ways] = receiptPart(lang, said, when(answer.at), back);
  return [
    received,
    html`<section><h2>${page.running}</h2><ul>${lines}</ul><p>${page.told(
      personsIn(
        lang,
        first.map(({ doer }) => ({ ...doer })),
      ),
    )}</p></section>
`,
    ...ways,
  ];
}

/** What a caller says is to be begun: read to him before it is recorded. */
export interface Draft {
  readonly caller: string;
  readonly callerName: string;
  /** As it stands in the field; empty: now. */
  readonly happenedAt: string;
  readonly session: string;
  readonly about: string;
}

/** Second step at the duty desk: what is read to the caller, and his yes. */
export function readBackBegin(
  sending: Sending,
  { season, unit, now, sessions }: UnitProcedures,
  { title }: ProcedureSight,
  draft: Draft,
  action: string,
): readonly Html[] {
  const { lang } = sending;
  const t = texts(lang);
  const { page } = t.procedures;
  const { phone, cancel } = t.desks;
  const { callerName, happenedAt, session, about } = draft;
  const at = told(lang, season.timezone, fromField(season.timezone, happenedAt) ?? now);
  const sentence = page.readBackIs(callerName, at, unit.title[lang], title[lang]);
  const meant = sessions.find(({ id }) => id === session)?.title[lang] ?? session;
  const facts = [[page.session, meant] as const, [page.about, about] as const];
  return [
    html`<section><h2>${phone.readBack}</h2><div class="said readback"><p>${sentence}</p><dl class="facts">${facts.map(
      ([name, said]) => (said === '' ? null : html`<dt>${name}</dt><dd>${said}</dd>`),
    )}</dl></div>${formTo(
      sending,
      action,
      [
        hidden('_step', 'record'),
        ...(['caller', 'happenedAt', 'session', 'about'] as const).map((name) =>
          hidden(name, draft[name]),
        ),
      ],
      phone.yesRecord,
    )}<p><a href="${inLang(lang, action)}">${cancel}</a></p></section>
`,
  ];
}
