import type { FastifyReply, FastifyRequest } from 'fastify';
import { calendarOf } from '../../engine/calendar.js';
import { batchIn } from '../../engine/custody-source.js';
import { custodySheets } from '../../report/custody-sheet.js';
import { html, type Html } from '../../report/page/html.js';
import { texts } from '../../text/texts.js';
import { consignmentPart } from '../../web/consignment.js';
import { CUSTODY, custodyPart } from '../../web/custody.js';
import { saying } from '../../web/said.js';
import { seasonChoice } from '../../web/season-choice.js';
import { vaultPart, vaultsPart } from '../../web/vaults.js';
import { told } from '../../web/when.js';
import { visitorOf, type Api } from '../api.js';
import { chosenSeason, zoneOfSeason } from './chosen-season.js';
import { SHEET_POLICY } from './minute-pages.js';
import { PAGE, sendingOf, showPage, signedIn, type PageParts } from './page.js';

const REFRESH_S = 120;

interface Params {
  readonly season: string;
  readonly unit: string;
}

/** Where papers and scripts are, and how the vaults stand: to be looked at, nothing is done here. */
export function addCustodyPages(api: Api, parts: PageParts): void {
  const { portFor, isSecure } = parts;
  const route = { config: PAGE, schema: { hide: true } };

  api.get(CUSTODY, route, async (request, reply) => {
    signedIn(request);
    const { lang } = sendingOf(request, reply, isSecure);
    const { season, seasons, timezone } = await chosenSeason(parts, request, lang);
    const { custodyPages: t, reportPages } = texts(lang);
    if (season === '') return show(request, reply, t.title, [saying(reportPages.noSeason, 'warn')]);
    const port = portFor(visitorOf(request));
    const [lines, vaults] = [await port.custodies(season), await port.vaults(season)];
    const about = { lang, season, timezone };
    const [now] = [...lines, ...vaults].map((line) => line.now);
    const choice = seasonChoice(lang, CUSTODY, { seasons, season });
    return show(request, reply, t.title, [
      ...(choice === null ? [] : [choice]),
      ...(now === undefined
        ? []
        : [html`<p class="soft">${t.asOf(told(lang, timezone, now))}</p>`]),
      ...custodyPart(about, lines),
      vaultsPart(about, vaults),
    ]);
  });

  api.get(`${CUSTODY}/:season/:unit`, route, async (request, reply) => {
    signedIn(request);
    const { lang } = sendingOf(request, reply, isSecure);
    const { season, path, port, about } = await meant(request, lang);
    if (batchIn(path) === null) {
      const view = await port.vault(season, path);
      return show(request, reply, view.title[lang], vaultPart(about, view));
    }
    const view = await port.custody(season, path);
    return show(request, reply, view.title[lang], consignmentPart(about, view));
  });

  api.get(`${CUSTODY}/:season/:unit/sheets`, route, async (request, reply) => {
    signedIn(request);
    const { lang } = sendingOf(request, reply, isSecure);
    const { season, path, port, about } = await meant(request, lang);
    const view = await port.custody(season, path);
    const calendar = calendarOf(about.timezone);
    return reply
      .header('content-security-policy', SHEET_POLICY)
      .type('text/html; charset=utf-8')
      .send(custodySheets(view, lang, calendar, (post) => post));
  });

  /** The consignment or the vault of an address. */
  async function meant(request: FastifyRequest, lang: 'zh' | 'en') {
    const { season, unit } = request.params as Params;
    const port = portFor(visitorOf(request));
    const timezone = await zoneOfSeason(parts, season);
    return { season, path: unit.replaceAll('.', '/'), port, about: { lang, season, timezone } };
  }

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    title: string,
    body: readonly Html[],
  ): Promise<FastifyReply> {
    const actor = signedIn(request);
    const sending = sendingOf(request, reply, isSecure);
    const shown = { title, body, actor, here: 'custody', refreshS: REFRESH_S } as const;
    return showPage(parts, request, reply, sending, shown);
  }
}
