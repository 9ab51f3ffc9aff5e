import { epochMs } from '../../engine/model.js';
import { calendarOf } from '../../engine/calendar.js';
import { Refusal } from '../../service/outcome.js';
import { REPLACED_FOR } from '../../service/rooms/reasons.js';
import { texts } from '../../text/texts.js';
import { dayTime } from '../../text/when.js';
import { turnBar } from '../../web/desk-screen.js';
import { roomsPart } from '../../web/rooms.js';
import { backLink, receiptPart, saying } from '../../web/said.js';
import type { Api } from '../api.js';
import { atDesk } from './at-desk.js';
import { instantSaid } from './deed.js';
import { fieldsOf, PAGE, sendingOf, showPage, type PageParts } from './page.js';

const ROOMS = '/desk/rooms';

/** Room rosters at the site desk: the chief sees who is where, and replaces an invigilator without a telephone. */
export function addRoomPages(api: Api, parts: PageParts): void {
  const { house, roomsFor, isSecure } = parts;
  const { turnNow } = atDesk(house);
  const route = { config: PAGE, schema: { hide: true } };

  api.get(ROOMS, route, async (request, reply) => {
    const { desk, turn } = await turnNow(request);
    const sending = sendingOf(request, reply, isSecure);
    const rooms = roomsFor({ actor: turn.actor, address: request.ip });
    const sheets = [];
    for (const { id } of await house.running())
      for (const { site, session } of await rooms.list(id))
        if (site === desk.path) sheets.push(await rooms.show(id, session, site));
    const body = [
      turnBar(sending, turn),
      ...roomsPart(sending, sheets),
      backLink(sending.lang, '/desk'),
    ];
    const title = `${texts(sending.lang).rooms.page.title} · ${desk.name}`;
    return showPage(parts, request, reply, sending, { title, body, actor: null, big: true });
  });

  api.post(`${ROOMS}/:season/:session`, route, async (request, reply) => {
    const fields = fieldsOf(request);
    const { desk, turn } = await turnNow(request);
    const { season, session } = request.params as { season: string; session: string };
    const sending = sendingOf(request, reply, isSecure);
    const rooms = roomsFor({ actor: turn.actor, address: request.ip });
    const { timezone } = await rooms.show(season, session, desk.path);
    const [room = '', absent = ''] = (fields['place'] ?? '').split(' ');
    const happenedAt = instantSaid(timezone, fields['happenedAt']);
    const done = await rooms.replace(season, {
      ...{ session, site: desk.path, room, absent, reason: reasonIn(fields['reason']) },
      ...{ inspector: fields['inspector']?.trim() ?? '', by: turn.actor.person },
      ...(fields['person'] && { person: fields['person'] }),
      ...(happenedAt !== undefined && { happenedAt }),
    });
    const { lang } = sending;
    const t = texts(lang).rooms;
    const { replacement, also, declared } = done;
    const what = t.replaced(replacement.room, replacement.absentName, replacement.name);
    const when = dayTime(lang, calendarOf(timezone), epochMs(replacement.recordedAt));
    const body = [
      ...receiptPart(lang, what, when, ROOMS),
      ...(declared ? [saying(t.declared, 'warn')] : []),
      ...(also.length > 0 ? [saying(`${t.also}${also.join(t.page.and)}`, 'warn')] : []),
    ];
    const { title } = t.page;
    return showPage(parts, request, reply, sending, { title, body, actor: null, big: true });
  });
}

function reasonIn(said = '') {
  const reason = REPLACED_FOR.find((one) => one === said);
  if (reason) return reason;
  throw new Refusal('bad-wish', '请选择更换原因', 'choose a reason');
}
