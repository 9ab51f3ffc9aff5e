import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAble } from '../../policy/may.js';
import type { Html } from '../../report/page/html.js';
import { texts } from '../../text/texts.js';
import { addressPart, linksPart } from '../../web/links.js';
import { visitorOf, type Api } from '../api.js';
import { fieldsOf, PAGE, sendingOf, showPage, signedIn, type PageParts } from './page.js';

const MOST_DAYS = 60;

/** The coordinator's page of links. */
export function addLinksPages(api: Api, parts: PageParts): void {
  const { house, guard, isSecure, url } = parts;
  const route = { config: PAGE, schema: { hide: true } };

  api.get('/links', route, async (request, reply) => {
    const actor = signedIn(request);
    const desk = guard(visitorOf(request));
    if (!isAble(actor, 'link.issue')) await desk.assertMay({ operation: 'link.issue', target: {} });
    const seasons = await house.running();
    const { season = seasons[0]?.id ?? '' } = request.query as { season?: string };
    const all = (await house.links.list(season)).filter(({ path }) =>
      desk.can('link.issue', { season, path }),
    );
    const sending = sendingOf(request, reply, isSecure);
    const named = seasons.map(({ id, title }) => [id, title[sending.lang]] as const);
    return show(request, reply, linksPart(sending, season, named, all));
  });

  api.post('/links/issue', route, async (request, reply) => {
    const fields = fieldsOf(request);
    const { person: by } = signedIn(request);
    const { season = '', person = '', path = '', duties = '', days = '7' } = fields;
    const wish = {
      ...{ season, person: person.trim(), path: path.trim(), by },
      duties: duties.split(/[\s,，、]+/u).filter((id) => id !== ''),
      days: Math.min(Math.max(Number(days) || 7, 1), MOST_DAYS),
      ...(fields['contacts'] === 'yes' && { purpose: 'contacts' as const, duties: [] }),
    };
    const { by: _by, ...content } = wish;
    const deed = { operation: 'link.issue', target: { season, path: wish.path }, content } as const;
    const { token } = await guard(visitorOf(request)).change(deed, () => house.links.issue(wish));
    const { lang } = sendingOf(request, reply, isSecure);
    const { linkIs } = texts(lang).desks.link;
    return show(request, reply, addressPart(lang, linkIs, `${url}/l/${token}`, '/links'));
  });

  api.post('/links/revoke', route, async (request, reply) => {
    const { id = '', season = '' } = fieldsOf(request);
    signedIn(request);
    const link = (await house.links.list(season)).find((one) => one.id === id);
    const target = link ? { season, path: link.path } : { season };
    const deed = { operation: 'link.issue', target, content: { revoke: id } } as const;
    await guard(visitorOf(request)).change(deed, async () => link && house.links.revoke(id));
    return reply.redirect(`/links?season=${encodeURIComponent(season)}`, 303);
  });

  function show(request: FastifyRequest, reply: FastifyReply, body: readonly Html[]) {
    const sending = sendingOf(request, reply, isSecure);
    const title = texts(sending.lang).desks.link.issueTitle;
    return showPage(parts, request, reply, sending, {
      ...{ title, body, here: 'links', actor: signedIn(request) },
    });
  }
}
