import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAble } from '../../policy/may.js';
import type { Html } from '../../report/page/html.js';
import { texts } from '../../text/texts.js';
import { cardPart, desksPart, pinPart } from '../../web/desk-card.js';
import { pinsPart } from '../../web/desk-holders.js';
import { addressPart } from '../../web/links.js';
import { backLink } from '../../web/said.js';
import { visitorOf, type Api } from '../api.js';
import { fieldsOf, PAGE, sendingOf, showPage, signedIn, type PageParts } from './page.js';

/** The coordinator's page of site desks and code cards. */
export function addDesksPages(api: Api, parts: PageParts): void {
  const { house, guard, isSecure, url } = parts;
  const route = { config: PAGE, schema: { hide: true } };

  api.get('/desks', route, async (request, reply) => {
    const actor = signedIn(request);
    const { site = '' } = request.query as { site?: string };
    const path = site.replaceAll('.', '/');
    const desk = guard(visitorOf(request));
    // Whoever only gives out PINs sees the cards of a site and nothing of its computers.
    const isOffice = isAble(actor, 'desk.register');
    const operation = isOffice ? 'desk.register' : 'desk.pin';
    if (path !== '' || !isAble(actor, operation))
      await desk.assertMay({ operation, target: path === '' ? {} : { path } });
    const holders = path === '' ? null : { path, holders: await house.cards.holders(path) };
    const sending = sendingOf(request, reply, isSecure);
    if (!isOffice) return show(request, reply, [pinsPart(sending, holders, actor.person)]);
    const all = (await house.siteDesks.list()).filter((one) =>
      desk.can('desk.register', { path: one.path }),
    );
    return show(request, reply, desksPart(sending, all, holders, actor.person));
  });

  api.post('/desks/issue', route, async (request, reply) => {
    const { path = '', name = '' } = fieldsOf(request);
    const { person: by } = signedIn(request);
    const deed = { operation: 'desk.register', target: { path }, content: { name } } as const;
    const { token } = await guard(visitorOf(request)).change(deed, () =>
      house.siteDesks.issue({ path: path.trim(), name: name.trim() || path, by }),
    );
    const { lang } = sendingOf(request, reply, isSecure);
    const address = `${url}/desk/register/${token}`;
    return show(
      request,
      reply,
      addressPart(lang, texts(lang).desks.desks.linkIs, address, '/desks'),
    );
  });

  api.post('/desks/revoke', route, async (request, reply) => {
    const { id = '' } = fieldsOf(request);
    signedIn(request);
    const found = (await house.siteDesks.list()).find((one) => one.id === id);
    const deed = {
      operation: 'desk.register',
      target: found ? { path: found.path } : {},
      content: { revoke: id },
    } as const;
    await guard(visitorOf(request)).change(deed, () => house.siteDesks.revoke(id));
    return reply.redirect('/desks', 303);
  });

  api.post('/desks/card', route, async (request, reply) => {
    const { path = '', person = '' } = fieldsOf(request);
    const { person: by } = signedIn(request);
    const deed = { operation: 'desk.card', target: { path }, content: { person } } as const;
    const card = await guard(visitorOf(request)).change(deed, () =>
      house.cards.issue({ path, person: person.trim(), by }),
    );
    const { lang } = sendingOf(request, reply, isSecure);
    return show(request, reply, [cardPart(lang, card), backLink(lang, `/desks?site=${path}`)]);
  });

  api.post('/desks/card/revoke', route, async (request, reply) => {
    const { path = '', card = '' } = fieldsOf(request);
    signedIn(request);
    const holders = await house.cards.holders(path);
    const deed = { operation: 'desk.card', target: { path }, content: { revoke: card } } as const;
    await guard(visitorOf(request)).change(deed, async () => {
      // The right was asked for this site: only a card of this site.
      if (holders.some((one) => one.card === card)) await house.cards.revoke(card);
    });
    return reply.redirect(`/desks?site=${encodeURIComponent(path)}`, 303);
  });

  api.post('/desks/pin', route, async (request, reply) => {
    const { path = '', person = '' } = fieldsOf(request);
    const { person: by } = signedIn(request);
    const deed = { operation: 'desk.pin', target: { path }, content: { person } } as const;
    const given = await guard(visitorOf(request)).change(deed, () =>
      house.cards.givePin({ path, person, by }),
    );
    const { lang } = sendingOf(request, reply, isSecure);
    return show(request, reply, [pinPart(lang, given), backLink(lang, `/desks?site=${path}`)]);
  });

  function show(request: FastifyRequest, reply: FastifyReply, body: readonly Html[]) {
    const sending = sendingOf(request, reply, isSecure);
    const { title } = texts(sending.lang).desks.desks;
    return showPage(parts, request, reply, sending, {
      ...{ title, body, here: 'desks', actor: signedIn(request) },
    });
  }
}
