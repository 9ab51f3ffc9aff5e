import { isAble } from '../../policy/may.js';
import { html } from '../../report/page/html.js';
import { texts } from '../../text/texts.js';
import { inLang } from '../../web/frame.js';
import { contactsPart } from '../../web/links.js';
import { visitorOf, type Api } from '../api.js';
import { fieldsOf, PAGE, sendingOf, showPage, signedIn, type PageParts } from './page.js';

/** What departments have returned, for the coordinator. */
export function addContactPages(api: Api, parts: PageParts): void {
  const { house, guard, isSecure } = parts;
  const route = { config: PAGE, schema: { hide: true } };
  const seasonIn = (request: { readonly params: unknown }): string =>
    (request.params as { season: string }).season;

  api.get('/contacts', route, async (request, reply) => {
    const actor = signedIn(request);
    const sending = sendingOf(request, reply, isSecure);
    const { lang } = sending;
    const seasons = await house.running();
    const [only] = seasons;
    if (only && seasons.length === 1)
      return reply.redirect(inLang(lang, `/contacts/${only.id}`), 303);
    const items = seasons.map(
      ({ id, title }) =>
        html`<li><a href="${inLang(lang, `/contacts/${id}`)}">${title[lang]}</a></li>`,
    );
    const body = [html`<ul class="tabs">${items}</ul>`];
    const { title } = texts(lang).desks.contacts;
    return showPage(parts, request, reply, sending, { title, body, actor, here: 'contacts' });
  });

  api.get('/contacts/:season', route, async (request, reply) => {
    const actor = signedIn(request);
    const season = seasonIn(request);
    const desk = guard(visitorOf(request));
    if (!isAble(actor, 'link.issue'))
      await desk.assertMay({ operation: 'link.issue', target: { season } });
    const lines = (await house.contacts.overview(season)).filter(({ path }) =>
      desk.can('link.issue', { season, path }),
    );
    const sending = sendingOf(request, reply, isSecure);
    const body = contactsPart(sending, season, lines);
    const { title } = texts(sending.lang).desks.contacts;
    return showPage(parts, request, reply, sending, { title, body, actor, here: 'contacts' });
  });

  api.post('/contacts/:season/accept', route, async (request, reply) => {
    const { id = '' } = fieldsOf(request);
    const actor = signedIn(request);
    const season = seasonIn(request);
    const lines = await house.contacts.overview(season);
    const line = lines.find(({ latest }) => latest?.id === id);
    const target = { season, ...(line && { path: line.path }) };
    const deed = { operation: 'register.write', target, content: { accept: id } } as const;
    await guard(visitorOf(request)).change(deed, () =>
      house.contacts.accept(season, id, actor.person),
    );
    return reply.redirect(`/contacts/${season}`, 303);
  });

  api.get('/contacts/:season/posts.csv', route, async (request, reply) => {
    const actor = signedIn(request);
    const season = seasonIn(request);
    const desk = guard(visitorOf(request));
    if (!isAble(actor, 'link.issue'))
      await desk.assertMay({ operation: 'link.issue', target: { season } });
    const isHis = (path: string): boolean => desk.can('link.issue', { season, path });
    const path = (await house.contacts.overview(season)).map((line) => line.path).find(isHis);
    const target = { season, ...(path !== undefined && { path }) };
    // On record like a change: what leaves the house leaves it.
    const deed = { operation: 'export.read', target, content: 'posts.csv' } as const;
    const text = await desk.change(deed, () => house.contacts.postsCsv(season, isHis));
    return reply
      .header('content-disposition', 'attachment; filename="posts.csv"')
      .type('text/csv; charset=utf-8')
      .send(text);
  });
}
