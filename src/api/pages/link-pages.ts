import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '../../report/page/html.js';
import { CONTACT_ROLES, type Contacts } from '../../service/desks/contacts.js';
import type { Link } from '../../service/desks/links.js';
import type { Actor } from '../../policy/actor.js';
import { shortCode } from '../../policy/short-code.js';
import { texts } from '../../text/texts.js';
import { dutyPart } from '../../web/duty.js';
import { inLang } from '../../web/frame.js';
import { contactForm, gatePart } from '../../web/links.js';
import { html } from '../../report/page/html.js';
import { dutyTitle } from '../../text/duty-title.js';
import { dutyCard } from '../../web/lists.js';
import { backLink, saying } from '../../web/said.js';
import type { Api } from '../api.js';
import { langOf } from '../problems.js';
import { deedIn } from './deed.js';
import { receipt } from './receipt.js';
import { fieldsOf, PAGE, sendingOf, showPage, type Fields, type PageParts } from './page.js';

export const VISIT_COOKIE = 'kaowu-link';

interface Inside {
  readonly link: Link;
  readonly actor: Actor;
}

/**
 * What stands behind a link out of a chat. Looking at it changes nothing, whoever fetches it: a code goes out, is
 * used up and opens the door only by a form.
 */
export function addLinkPages(api: Api, parts: PageParts): void {
  const { house, doors, portFor, isSecure } = parts;
  const { links } = house;
  const route = { config: PAGE, schema: { hide: true } };
  const addressOf = (token: string): string => `/l/${encodeURIComponent(token)}`;

  api.get('/l/:token', route, async (request, reply) => {
    const token = tokenIn(request);
    const inside = await insideOf(request);
    if (inside === null) return gate(request, reply, token, null);
    return inside.link.purpose === 'contacts'
      ? contactPage(request, reply, inside, {})
      : dutiesPage(request, reply, inside);
  });

  api.post('/l/:token/code', route, async (request, reply) => {
    fieldsOf(request);
    const token = tokenIn(request);
    const went = await doors.sendCode(token, langOf(request), request.ip);
    return gate(request, reply, token, went);
  });

  api.post('/l/:token/enter', route, async (request, reply) => {
    const { code = '' } = fieldsOf(request);
    const token = tokenIn(request);
    const visit = await doors.enter(token, code, request.ip);
    const cookie = {
      path: addressOf(token),
      httpOnly: true,
      sameSite: 'lax',
      secure: isSecure,
    } as const;
    return reply
      .setCookie(VISIT_COOKIE, visit, cookie)
      .redirect(inLang(langOf(request), addressOf(token)), 303);
  });

  api.get('/l/:token/duty/:duty', route, async (request, reply) => {
    const inside = await insideOf(request);
    if (inside === null) return reply.redirect(addressOf(tokenIn(request)), 303);
    const sight = await sightOf(request, inside);
    const sending = sendingOf(request, reply, isSecure);
    const action = dutyIn(request);
    const body = [
      ...dutyPart(sending, sight, action),
      backLink(sending.lang, addressOf(tokenIn(request))),
    ];
    return show(request, reply, dutyTitle(sending.lang, sight.dossier.duty), body);
  });

  api.post('/l/:token/duty/:duty', route, async (request, reply) => {
    const fields = fieldsOf(request);
    const inside = await insideOf(request);
    if (inside === null) return reply.redirect(addressOf(tokenIn(request)), 303);
    const sight = await sightOf(request, inside);
    const { name, message } = deedIn(fields, sight);
    const { season, path } = inside.link;
    const port = portFor({ actor: inside.actor, address: request.ip });
    const answer = await port.act(season, path, name, message);
    const { lang } = sendingOf(request, reply, isSecure);
    const body = receipt(lang, sight, name, answer, addressOf(tokenIn(request)));
    return show(request, reply, texts(lang).desks.duty.thanks, body);
  });

  api.post('/l/:token/contacts', route, async (request, reply) => {
    const fields = fieldsOf(request);
    const inside = await insideOf(request);
    if (inside?.link.purpose !== 'contacts')
      return reply.redirect(addressOf(tokenIn(request)), 303);
    await doors.giveContacts(inside.link, contactsIn(fields), request.ip);
    const { lang } = sendingOf(request, reply, isSecure);
    const t = texts(lang).desks.contacts;
    return show(request, reply, t.title, [
      saying(t.thanks, 'good'),
      backLink(lang, addressOf(tokenIn(request))),
    ]);
  });

  async function gate(
    request: FastifyRequest,
    reply: FastifyReply,
    token: string,
    sentTo: string | null,
  ) {
    const link = await links.look(token);
    // What stands in a message has pages of its own.
    if (link.purpose === 'message')
      return reply.redirect(inLang(langOf(request), `/a/${encodeURIComponent(token)}`), 303);
    const sending = sendingOf(request, reply, isSecure);
    const title = texts(sending.lang).desks.link.hello(link.name);
    return show(request, reply, title, gatePart(sending, link, addressOf(token), sentTo));
  }

  async function dutiesPage(request: FastifyRequest, reply: FastifyReply, { link }: Inside) {
    const { lang } = sendingOf(request, reply, isSecure);
    const t = texts(lang).desks.link;
    const views = await links.duties(link);
    const season = (await house.running()).find(({ id }) => id === link.season);
    const isDone = views.every(({ acceptedAt }) => acceptedAt !== null);
    const now = views[0]?.unit.asOf ?? 0;
    const cards = views.map((view) =>
      dutyCard(lang, {
        ...{ view, now, next: '', timezone: season?.timezone ?? 'Asia/Shanghai' },
        code: shortCode({ season: view.season, path: view.path, duty: view.duty }),
        address: `${addressOf(tokenIn(request))}/duty/${encodeURIComponent(view.duty)}`,
      }),
    );
    return show(request, reply, t.hello(link.name), [
      isDone ? saying(t.allDone, 'good') : html`<p>${t.duties}</p>`,
      html`<ul class="cards">${cards}</ul>`,
    ]);
  }

  function contactPage(
    request: FastifyRequest,
    reply: FastifyReply,
    { link }: Inside,
    given: Fields,
  ) {
    const sending = sendingOf(request, reply, isSecure);
    const action = `${addressOf(tokenIn(request))}/contacts`;
    const title = `${texts(sending.lang).desks.contacts.title} · ${link.path}`;
    return show(request, reply, title, contactForm(sending, action, given));
  }

  const insideOf = (request: FastifyRequest): Promise<Inside | null> =>
    links.visitor(tokenIn(request), request.cookies[VISIT_COOKIE]);

  async function sightOf(request: FastifyRequest, { link, actor }: Inside) {
    const { duty } = request.params as { duty: string };
    const port = portFor({ actor, address: request.ip });
    return house.sight(actor, await port.showDuty(link.season, link.path, duty));
  }

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    title: string,
    body: readonly Html[],
  ) {
    const sending = sendingOf(request, reply, isSecure);
    return showPage(parts, request, reply, sending, { title, body, actor: null });
  }
}

const tokenIn = (request: FastifyRequest): string => (request.params as { token: string }).token;

const dutyIn = (request: FastifyRequest): string => request.url.split('?')[0] ?? '/';

function contactsIn(fields: Fields): Contacts {
  const contact = (role: (typeof CONTACT_ROLES)[number]) => ({
    name: fields[`${role}.name`] ?? '',
    title: fields[`${role}.job`] ?? '',
    phone: fields[`${role}.phone`] ?? '',
  });
  return { leader: contact('leader'), doer: contact('doer'), liaison: contact('liaison') };
}
