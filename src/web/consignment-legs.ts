import { epochMs, type EpochMs } from '../engine/model.js';
import { html, type Html } from '../report/page/html.js';
import type { CustodyLegView, CustodyStepView, CustodyView } from '../service/custody.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import type { About } from './custody.js';
import { inLang } from './frame.js';
import { dutyAddress } from './lists.js';
import { told } from './when.js';

/** Each leg closed but for those where something is wrong or under way: its steps, both sides, the check code. */
export function legsPart(about: About, view: CustodyView): Html {
  const t = texts(about.lang).custodyPages;
  return html`<section><h2>${t.legs}</h2>${view.legs.map((leg) => legPart(about, view, leg))}</section>
`;
}

function legPart(about: About, view: CustodyView, leg: CustodyLegView): Html {
  const t = texts(about.lang).custodyPages;
  const place = (id: string | null) => view.places.find((one) => one.id === id);
  const car = place(leg.via);
  const title = t.toward(place(leg.from)?.title ?? leg.from, place(leg.to)?.title ?? leg.to);
  const isOnWay = leg.loaded && !leg.delivered;
  return group(about, view, {
    ...{ title: `${title}  ${t.legState[stateOf(leg)]}`, isOpen: isOnWay },
    fact: car ? `${car.title} ${car.plate ?? ''}` : t.byHand,
    steps: view.steps.filter(({ of, act }) => of.split('.')[0] === leg.id && !IN_PLACE.has(act)),
  });
}

const IN_PLACE: ReadonlySet<CustodyStepView['act']> = new Set(['labels', 'open']);

const stateOf = ({ loaded, departed, arrived, delivered }: CustodyLegView) => {
  if (delivered) return 'delivered';
  if (arrived) return 'arrived';
  if (departed) return 'departed';
  return loaded ? 'loaded' : 'waiting';
};

/** What is opened where and when, and whether both have compared the labels. */
export function openingsPart(about: About, view: CustodyView): Html {
  const { lang, timezone } = about;
  const t = texts(lang).custodyPages;
  if (view.openings.length === 0) return html``;
  const parts = view.openings.map((one) => {
    const place = view.places.find(({ id }) => id === one.place)?.title ?? one.place;
    const window = `${told(lang, timezone, epochMs(one.fromAt))} – ${told(lang, timezone, epochMs(one.untilAt))}`;
    return group(about, view, {
      title: `${place}  ${one.subject} ${one.track}${one.opened ? `  ${t.phase.opened}` : ''}`,
      ...{ isOpen: false, fact: `${t.window} ${window}` },
      steps: view.steps.filter(({ of, act }) => of === one.id && IN_PLACE.has(act)),
    });
  });
  return html`<section><h2>${t.openings}</h2>${parts}</section>
`;
}

interface Group {
  readonly title: string;
  readonly fact: string;
  readonly steps: readonly CustodyStepView[];
  readonly isOpen: boolean;
}

function group(
  about: About,
  { now, path }: CustodyView,
  { title, fact, steps, isOpen }: Group,
): Html {
  const late = steps.filter((step) => step.stopped || isLate(step, now)).length;
  return html`<details${isOpen || late > 0 ? html` open` : null}><summary>${title}${
    late > 0
      ? html`&nbsp;<span class="late-word">${texts(about.lang).custodyPages.late(late)}</span>`
      : null
  }</summary><p class="soft">${fact}</p><ul class="cards">${steps.map((step) => stepCard(about, path, step, isLate(step, now)))}</ul></details>
`;
}

function stepCard(
  { lang, season, timezone }: About,
  path: string,
  step: CustodyStepView,
  late: boolean,
): Html {
  const t = texts(lang);
  const { act, acceptedAt, dueAt, stopped, missing, words, status, duty } = step;
  const said = stopped ? t.custody.stopped : late ? t.custody.late : t.status[status];
  const tone = stopped || late ? 'late-word' : 'tag';
  const address = inLang(lang, dutyAddress({ season, path, duty }));
  const wanting = acceptedAt === null && words !== null && missing > 0;
  return html`<li class="${stopped || late ? 'late' : acceptedAt === null ? '' : 'done'}"><h3><a href="${address}">${t.custody.act[act]}</a></h3>
<p>${told(lang, timezone, acceptedAt ?? dueAt)} <span class="${tone}">${said}</span>${wanting ? ` ${t.custody.missing(missing)}` : null}</p>
${words === null ? null : html`<p class="soft">${words}</p>`}<p class="soft">${sidesOf(lang, step)}</p></li>
`;
}

/** Both sides where four sign; else who signs, or who reports it. */
function sidesOf(lang: Lang, { posts }: CustodyStepView): string {
  const { custodyPages: t, list, colon } = texts(lang);
  if (posts.length < FOUR) return `${t.who}${colon}${posts.join(list)}`;
  return t.sides(posts.slice(0, 2).join(list), posts.slice(2).join(list));
}

const FOUR = 4;

const isLate = ({ acceptedAt, lateAt }: CustodyStepView, now: EpochMs): boolean =>
  acceptedAt === null && (lateAt ?? Infinity) <= now;
