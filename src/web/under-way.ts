import { shortCode } from '../policy/short-code.js';
import { html, type Html } from '../report/page/html.js';
import type { UnderWay } from '../service/desks/under-way.js';
import type { Lang } from '../text/lang.js';
import { personsIn } from '../text/notices.js';
import { texts } from '../text/texts.js';
import { drill, dutyCard } from './lists.js';

/** What runs of procedures at other units that its reader may see, season by season. */
export const underWayPart = (lang: Lang, all: readonly UnderWay[]): readonly Html[] =>
  all.map(
    ({ season, lines }) =>
      html`<section><h2>${texts(lang).procedures.page.underWay(lines.length)} · ${season.title[lang]}${drill(lang, season.rehearsal)}</h2><ul class="cards">${lines.map(
        ({ view, now, next }) =>
          dutyCard(lang, {
            ...{ view, now, timezone: season.timezone, next: personsIn(lang, next) },
            code: shortCode({ season: season.id, path: view.path, duty: view.duty }),
          }),
      )}</ul></section>
`,
  );
