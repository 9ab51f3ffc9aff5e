import type { FastifyReply, FastifyRequest } from 'fastify';
import { calendarOf } from '../../engine/calendar.js';
import { epochMs } from '../../engine/model.js';
import type { VisitList, VisitView } from '../../service/rooms/visit-list.js';
import type { NotedVisit } from '../../service/rooms/visits.js';
import { texts } from '../../text/texts.js';
import { dayTime } from '../../text/when.js';
import { turnBar } from '../../web/desk-screen.js';
import type { Sending } from '../../web/forms.js';
import { backLink, receiptPart } from '../../web/said.js';
import { visitsPart } from '../../web/visits.js';
import type { Api } from '../api.js';
import { atDesk } from './at-desk.js';
import { instantSaid } from './deed.js';
import { fieldsOf, PAGE, sendingOf, showPage, type PageParts } from './page.js';

const ENTRIES = '/desk/entries';

/** Who enters the rooms, at the site desk: the list of the day's sessions, and the next one written down. */
export function addVisitPages(api: Api, parts: PageParts): void {
  const { house, roomsFor, isSecure } = parts;
  const { turnNow } = atDesk(house);
  const route = { config: PAGE, schema: { hide: true } };

  api.get(ENTRIES, route, async (request, reply) => {
    const { desk, turn } = await turnNow(request);
    const sending = sendingOf(request, reply, isSecure);
    const rooms = roomsFor({ actor: turn.actor, address: request.ip });
    const lists: VisitList[] = [];
    for (const { id } of await house.running())
      for (const session of await rooms.sitting(id, desk.path))
        lists.push(await rooms.visits(id, session, desk.path));
    const body = [
      turnBar(sending, turn),
      ...visitsPart(sending, lists),
      backLink(sending.lang, '/desk'),
    ];
    const title = `${texts(sending.lang).visits.page.title} · ${desk.name}`;
    return showPage(parts, request, reply, sending, { title, body, actor: null, big: true });
  });

  api.post(`${ENTRIES}/:season/:session`, route, async (request, reply) => {
    const fields = fieldsOf(request);
    const { desk, turn } = await turnNow(request);
    const { season, session } = request.params as { season: string; session: string };
    const sending = sendingOf(request, reply, isSecure);
    const rooms = roomsFor({ actor: turn.actor, address: request.ip });
    const { timezone } = await rooms.visits(season, session, desk.path);
    const happenedAt = instantSaid(timezone, fields['happenedAt']);
    const { room = '', person = '', name = '', reason = '' } = fields;
    const list = await rooms.enter(season, {
      ...{ session, site: desk.path, room, reason, by: turn.actor.person },
      ...(person.trim() !== '' && { person: person.trim() }),
      ...(name.trim() !== '' && { name: name.trim() }),
      ...(happenedAt !== undefined && { happenedAt }),
    });
    const { entered } = texts(sending.lang).visits;
    return receipt(request, reply, sending, list, (visit) => ({
      what: entered(visit.nth, visit.name, visit.room),
      at: visit.recordedAt,
    }));
  });

  api.post(`${ENTRIES}/:season/:session/:nth/left`, route, async (request, reply) => {
    fieldsOf(request);
    const { desk, turn } = await turnNow(request);
    const { season, session, nth } = request.params as Record<'season' | 'session' | 'nth', string>;
    const sending = sendingOf(request, reply, isSecure);
    const rooms = roomsFor({ actor: turn.actor, address: request.ip });
    const wish = { session, site: desk.path, nth: Number(nth), by: turn.actor.person };
    const list = await rooms.leave(season, wish);
    const { hasLeft } = texts(sending.lang).visits;
    return receipt(request, reply, sending, list, (visit) => ({
      what: hasLeft(visit.name, visit.room),
      at: visit.left?.recordedAt ?? visit.recordedAt,
    }));
  });

  function receipt(
    request: FastifyRequest,
    reply: FastifyReply,
    sending: Sending,
    { timezone, visits, nth }: NotedVisit,
    say: (visit: VisitView) => { readonly what: string; readonly at: number },
  ) {
    const { lang } = sending;
    const body = visits
      .filter((visit) => visit.nth === nth)
      .map(say)
      .flatMap(({ what, at }) =>
        receiptPart(lang, what, dayTime(lang, calendarOf(timezone), epochMs(at)), ENTRIES),
      );
    const { title } = texts(lang).visits.page;
    return showPage(parts, request, reply, sending, { title, body, actor: null, big: true });
  }
}
