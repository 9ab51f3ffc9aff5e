import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EpochMs } from '../../engine/model.js';
import { TURN_MS } from '../../service/desks/desk-turns.js';
import { deskRefusal } from '../../service/desks/refusing.js';
import { dutyTitle } from '../../text/duty-title.js';
import { texts } from '../../text/texts.js';
import {
  deskAddress,
  deskPart,
  registerPart,
  todayPart,
  turnBar,
  turnForm,
} from '../../web/desk-screen.js';
import { dutyPart } from '../../web/duty.js';
import { inLang } from '../../web/frame.js';
import { minutesLink } from '../../web/minutes.js';
import { roomsLink } from '../../web/rooms.js';
import { visitsLink } from '../../web/visits.js';
import { backLink, saying } from '../../web/said.js';
import { told } from '../../web/when.js';
import type { Api } from '../api.js';
import { langOf } from '../problems.js';
import { atDesk, DESK_COOKIE, TURN_COOKIE } from './at-desk.js';
import { deedIn } from './deed.js';
import { proceduresAtDesk } from './procedure-pages.js';
import { receipt } from './receipt.js';
import { fieldsOf, PAGE, sendingOf, showPage, type PageParts } from './page.js';

const A_SEASON_S = 400 * 86_400;
const REFRESH_S = 60;

/** The site desk: one registered computer, several persons one after another. */
export function addDeskPages(api: Api, parts: PageParts): void {
  const { house, doors, portFor, isSecure } = parts;
  const { deskOf, turnOf, turnNow } = atDesk(house);
  const route = { config: PAGE, schema: { hide: true } };
  const cookie = { path: '/desk', httpOnly: true, sameSite: 'strict', secure: isSecure } as const;

  api.get('/desk/register/:token', route, async (request, reply) => {
    const { token } = request.params as { token: string };
    const found = await house.siteDesks.look(token);
    if (found === null) throw deskRefusal('desk-link-used');
    const sending = sendingOf(request, reply, isSecure);
    const body = registerPart(sending, found.name, found.path, `/desk/register/${token}`);
    return show(request, reply, texts(sending.lang).desks.desk.register, body);
  });
  api.post('/desk/register/:token', route, async (request, reply) => {
    fieldsOf(request);
    const { token } = request.params as { token: string };
    const secret = await doors.register(token, request.ip);
    void reply.setCookie(DESK_COOKIE, secret, { ...cookie, maxAge: A_SEASON_S });
    const { lang } = sendingOf(request, reply, isSecure);
    const t = texts(lang).desks.desk;
    return show(request, reply, t.title, [saying(t.registered, 'good'), backLink(lang, '/desk')]);
  });

  api.get('/desk', route, async (request, reply) => {
    const desk = await deskOf(request);
    const sending = sendingOf(request, reply, isSecure);
    const turn = await turnOf(request, desk);
    const screens = await house.siteDesks.screen(desk);
    const body =
      turn === null
        ? deskPart(sending.lang, screens, await house.cards.holders(desk.path))
        : [
            turnBar(sending, turn),
            ...(await proceduresAtDesk(parts, sending, turn, { desk, address: request.ip })),
            todayPart(sending.lang, screens),
            ...[roomsLink(sending.lang), visitsLink(sending.lang), minutesLink(sending.lang)],
          ];
    return show(
      request,
      reply,
      `${texts(sending.lang).desks.desk.title} · ${desk.name}`,
      body,
      REFRESH_S,
    );
  });

  api.get('/desk/turn/:person', route, async (request, reply) => {
    const desk = await deskOf(request);
    const { person } = request.params as { person: string };
    const asked = await house.turns.asked(desk, person);
    if (asked === null) throw deskRefusal('desk-denied');
    const sending = sendingOf(request, reply, isSecure);
    const till =
      asked.lockedUntil === null
        ? null
        : told(sending.lang, 'Asia/Shanghai', asked.lockedUntil as EpochMs);
    const body = [...turnForm(sending, person, asked, till), backLink(sending.lang, '/desk')];
    const holders = await house.cards.holders(desk.path);
    const name = holders.find((one) => one.person === person)?.name ?? person;
    return show(request, reply, name, body);
  });

  api.post('/desk/turn', route, async (request, reply) => {
    const desk = await deskOf(request);
    const { person = '', pin = '', code = '', newPin } = fieldsOf(request);
    const showing = {
      ...{ person, pin: pin.trim(), code },
      ...(newPin !== undefined && { newPin: newPin.trim() }),
    };
    const { token } = await doors.openTurn(desk, showing, request.ip);
    return reply
      .setCookie(TURN_COOKIE, token, { ...cookie, maxAge: TURN_MS / 1_000 })
      .redirect(inLang(langOf(request), '/desk'), 303);
  });

  api.post('/desk/finish', route, async (request, reply) => {
    fieldsOf(request);
    await house.turns.end(await deskOf(request));
    return reply.clearCookie(TURN_COOKIE, cookie).redirect(inLang(langOf(request), '/desk'), 303);
  });

  api.get('/desk/duty/:season/:duty', route, async (request, reply) => {
    const { desk, turn, season, duty } = await atDuty(request);
    const { actor } = turn;
    const port = portFor({ actor, address: request.ip });
    const sight = await house.sight(actor, await port.showDuty(season, desk.path, duty));
    const sending = sendingOf(request, reply, isSecure);
    const body = [
      turnBar(sending, turn),
      ...dutyPart(sending, sight, deskAddress(season, duty)),
      backLink(sending.lang, '/desk'),
    ];
    return show(request, reply, dutyTitle(sending.lang, sight.dossier.duty), body);
  });

  api.post('/desk/duty/:season/:duty', route, async (request, reply) => {
    const fields = fieldsOf(request);
    const { desk, turn, season, duty } = await atDuty(request);
    const { actor } = turn;
    const port = portFor({ actor, address: request.ip });
    const sight = await house.sight(actor, await port.showDuty(season, desk.path, duty));
    const { name, message } = deedIn(fields, sight);
    const answer = await port.act(season, desk.path, name, message);
    const { lang } = sendingOf(request, reply, isSecure);
    const body = receipt(lang, sight, name, answer, '/desk');
    return show(request, reply, texts(lang).desks.duty.thanks, body);
  });

  async function atDuty(request: FastifyRequest) {
    return { ...(await turnNow(request)), ...(request.params as { season: string; duty: string }) };
  }

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    title: string,
    body: Parameters<typeof showPage>[4]['body'],
    refreshS?: number,
  ) {
    const sending = sendingOf(request, reply, isSecure);
    const more = { actor: null, big: true as const, ...(refreshS !== undefined && { refreshS }) };
    return showPage(parts, request, reply, sending, { title, body, ...more });
  }
}
