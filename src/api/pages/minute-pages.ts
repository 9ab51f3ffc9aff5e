import { minutePage } from '../../report/minute-sheet.js';
import { texts } from '../../text/texts.js';
import { turnBar } from '../../web/desk-screen.js';
import { MINUTES, minutesPart, type SiteSessions } from '../../web/minutes.js';
import { backLink } from '../../web/said.js';
import type { Api } from '../api.js';
import { atDesk } from './at-desk.js';
import { PAGE, sendingOf, showPage, type PageParts } from './page.js';

// A sheet carries its own look and nothing else: no script, no form, no frame around it.
export const SHEET_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** The minute sheets of a site, at its desk: what is done when, to be printed before the session. */
export function addMinutePages(api: Api, parts: PageParts): void {
  const { house, reports, isSecure } = parts;
  const { turnNow } = atDesk(house);
  const route = { config: PAGE, schema: { hide: true } };

  api.get(MINUTES, route, async (request, reply) => {
    const { desk, turn } = await turnNow(request);
    const visitor = { actor: turn.actor, address: request.ip };
    const sending = sendingOf(request, reply, isSecure);
    const seasons: SiteSessions[] = [];
    for (const { id, title } of await house.running())
      seasons.push({
        ...{ season: id, title },
        sessions: await reports.minuteSessions(visitor, id, desk.path),
      });
    const body = [
      turnBar(sending, turn),
      ...minutesPart(sending.lang, seasons),
      backLink(sending.lang, '/desk'),
    ];
    const title = `${texts(sending.lang).minute.page} · ${desk.name}`;
    return showPage(parts, request, reply, sending, { title, body, actor: null, big: true });
  });

  api.get(`${MINUTES}/:season/:session`, route, async (request, reply) => {
    const { desk, turn } = await turnNow(request);
    const visitor = { actor: turn.actor, address: request.ip };
    const { season, session } = request.params as { season: string; session: string };
    const sheet = await reports.minute(visitor, season, desk.path, session);
    const { lang } = sendingOf(request, reply, isSecure);
    return reply
      .header('content-security-policy', SHEET_POLICY)
      .type('text/html; charset=utf-8')
      .send(minutePage(lang, sheet));
  });
}
