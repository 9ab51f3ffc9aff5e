import { html, type Html } from '../report/page/html.js';
import type { DutySight } from '../service/desks/duty-sight.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { amendForm } from './amend-form.js';
import { personOn } from './duty.js';
import { formFields, type Send } from './form-fields.js';
import { promiseFields } from './promise.js';
import { choice, field, formTo, hidden, tick, words, type Sending } from './forms.js';

const MOST_LINES = 60;

/**
 * What the reader may do now, the usual first and open, the rest folded. Each form says by `_act` which it is;
 * fields of the duty's own form are called `form.<id>`, lines `line.<id>`.
 */
export function dutyForms(sending: Sending, sight: DutySight, action: string): Html {
  const { lang } = sending;
  const { duty: view } = sight.dossier;
  const t = texts(lang).desks.duty;
  const send: Send = (act, parts, submit, kind) =>
    formTo(sending, action, [hidden('_act', act), ...parts], submit, kind);
  const amend = amendForm(lang, sight, send);
  if (view.acceptedAt !== null)
    return html`<p class="said good">${t.done}</p>${amend && folded(amend)}`;
  const main = mainForms(lang, sight, send);
  const others = [...otherForms(lang, sight, send), ...(amend ? [amend] : [])];
  if (main.length + others.length === 0) return html`<p class="soft">${t.nothingToDo}</p>`;
  return html`<section><h2>${t.what}</h2>${main}${others.map(folded)}</section>
`;
}

const folded = ([title, form]: readonly [string, Html]): Html =>
  html`<details><summary>${title}</summary>${form}</details>`;

function mainForms(lang: Lang, sight: DutySight, send: Send): readonly Html[] {
  const { dossier, may } = sight;
  const { kind, status } = dossier.duty;
  const t = texts(lang).desks.duty;
  if (sight.oral) return may.has('duty.complete') ? [send('completeSteps', [], t.confirmOral)] : [];
  if (status === 'submitted') return may.has('duty.accept') ? [send('accept', [], t.accept)] : [];
  if (kind === 'signed' && may.has('duty.confirm')) return [confirmForm(lang, sight, send)];
  if (kind === 'ask' && may.has('duty.answer')) return [answerForm(lang, sight, send)];
  if (kind !== 'task' || !may.has('duty.complete')) return [];
  return [send('completeSteps', formFields(lang, dossier.fields), t.complete)];
}

function confirmForm(lang: Lang, sight: DutySight, send: Send): Html {
  const t = texts(lang).desks.duty;
  // Whoever may sign holds one of these.
  const mine = sight.signPosts.filter((post) => sight.held.includes(post));
  const posts = [...new Set(mine)].map(
    (post) => [post, `${personOn(lang, sight, post)} ${post.split('#')[1] ?? ''}`] as const,
  );
  return send(
    'confirm',
    [
      choice('post', t.confirmPost, posts),
      field({ name: 'content', label: t.confirmContent, isRequired: true }),
    ],
    t.confirm,
  );
}

const answerForm = (lang: Lang, sight: DutySight, send: Send): Html =>
  send('answer', answerFields(lang, sight), texts(lang).desks.duty.answer);

/** All the rest is normal, and what is not, line by line. */
export function answerFields(lang: Lang, { lines }: DutySight): readonly Html[] {
  const t = texts(lang).desks.duty;
  const states = [
    ['', '–'],
    ['normal', t.normal],
    ['abnormal', t.abnormal],
  ] as const;
  return [
    tick('rest', t.allNormal),
    ...lines.slice(0, MOST_LINES).map((line) => choice(`line.${line}`, line, states)),
    words('note', t.note),
  ];
}

/** To one of the unit's people; where it has none, to a post by its name. */
export function handOnField(lang: Lang, { colleagues }: DutySight): Html {
  const t = texts(lang).desks.duty;
  if (colleagues.length === 0) return field({ name: 'to', label: t.handOnTo, isRequired: true });
  return choice(
    'to',
    t.handOnTo,
    colleagues.map(({ post, name }) => [post, name]),
  );
}

/** What is done now and then: under a heading that opens. */
function otherForms(lang: Lang, sight: DutySight, send: Send): (readonly [string, Html])[] {
  const { may, dossier, oral, lines } = sight;
  const { duty: view } = dossier;
  const t = texts(lang).desks.duty;
  const isOpen = view.status !== 'submitted';
  const reason = words('reason', t.reason, true);
  const forms: (readonly [string, Html] | false)[] = [
    // A joint department answers for itself, whoever reports.
    view.kind === 'task' &&
      lines.length > 0 &&
      isOpen &&
      may.has('duty.answer') && [t.answer, answerForm(lang, sight, send)],
    isOpen &&
      !oral &&
      may.has('duty.sign-for') && [
        t.signFor,
        send(
          'signFor',
          promiseFields(lang, {
            ...{ timezone: sight.season.timezone, now: dossier.now, dueAt: view.dueAt },
          }),
          t.signFor,
          'soft',
        ),
      ],
    isOpen &&
      !oral &&
      may.has('duty.hand-on') && [
        t.handOn,
        send('handOn', [handOnField(lang, sight)], t.handOn, 'soft'),
      ],
    may.has('duty.object') && [t.object, send('object', [reason], t.object, 'bad')],
    !isOpen &&
      may.has('duty.return') && [
        t.return,
        send(
          'return',
          [
            reason,
            field({ name: 'dueAt', label: t.newDue, type: 'datetime-local', isRequired: true }),
          ],
          t.return,
          'bad',
        ),
      ],
    may.has('duty.waive') && [t.waive, send('waive', [reason], t.waive, 'bad')],
  ];
  return forms.filter((form) => form !== false);
}
