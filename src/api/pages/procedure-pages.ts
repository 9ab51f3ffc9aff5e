import type { FastifyRequest } from 'fastify';
import type { DeskRow } from '../../adapters/store/desks.js';
import type { OpenTurn } from '../../service/desks/desk-turns.js';
import type { ReadyUnit } from '../../service/desks/ready-units.js';
import type { Visitor } from '../../service/guarded.js';
import type { Html } from '../../report/page/html.js';
import { texts } from '../../text/texts.js';
import type { Sending } from '../../web/forms.js';
import { begunPart } from '../../web/procedure-begun.js';
import {
  AT_DESK,
  beginForm,
  openPart,
  procedurePart,
  readyPart,
  SIGNED_IN,
  type Door,
} from '../../web/procedures.js';
import { turnBar } from '../../web/desk-screen.js';
import { backLink, saying } from '../../web/said.js';
import { underWayPart } from '../../web/under-way.js';
import { visitorOf, type Api } from '../api.js';
import { atDesk } from './at-desk.js';
import { beginningsOf, type AtProcedure, type ProcedureAddress } from './beginning.js';
import { fieldsOf, PAGE, sendingOf, showPage, signedIn, type PageParts } from './page.js';

const route = { config: PAGE, schema: { hide: true } };

/** Procedures begun where people are: at the site's desk, and by whoever is signed in. */
export function addProcedurePages(api: Api, parts: PageParts): void {
  addOwn(api, parts);
  addAtDesk(api, parts);
}

/** What the site may begin, and how far it has come, for the desk's own screen. */
export async function proceduresAtDesk(
  parts: PageParts,
  sending: Sending,
  { actor }: OpenTurn,
  { desk, address }: { readonly desk: DeskRow; readonly address: string },
): Promise<readonly Html[]> {
  const units = await parts.house.ready(actor, desk.path);
  return proceduresOf(parts, sending, AT_DESK, { visitor: { actor, address }, units });
}

async function proceduresOf(
  parts: PageParts,
  { lang }: Sending,
  door: Door,
  { visitor, units }: { readonly visitor: Visitor; readonly units: readonly ReadyUnit[] },
): Promise<readonly Html[]> {
  const { unitAt } = beginningsOf(parts);
  const all = units.map(async (one) => {
    const unit = await unitAt(visitor, one.season.id, one.unit.path);
    return [...(unit.mayBegin ? readyPart(lang, door, [one]) : []), ...openPart(lang, door, unit)];
  });
  return (await Promise.all(all)).flat();
}

function addOwn(api: Api, parts: PageParts): void {
  const { house, isSecure } = parts;
  const { at, begin } = beginningsOf(parts);
  const url = '/procedures/:season/:unit/:procedure';

  api.get('/procedures', route, async (request, reply) => {
    const actor = signedIn(request);
    const sending = sendingOf(request, reply, isSecure);
    const { page } = texts(sending.lang).procedures;
    const units = await house.ready(actor);
    const visitor = visitorOf(request);
    const own = await proceduresOf(parts, sending, SIGNED_IN, { visitor, units });
    const all = await house.underWay(parts.portFor(visitor).duties, units);
    const none = units.length === 0 ? [saying(page.none, 'good')] : [];
    const body = [...own, ...underWayPart(sending.lang, all), ...none];
    const shown = { title: page.title, body, actor, here: 'procedures' as const };
    return showPage(parts, request, reply, sending, shown);
  });

  api.get(url, route, async (request, reply) => {
    const actor = signedIn(request);
    const sending = sendingOf(request, reply, isSecure);
    const found = await at(visitorOf(request), inAddress(request));
    const body = procedurePage(sending, SIGNED_IN, found, '/procedures');
    const title = found.procedure.title[sending.lang];
    return showPage(parts, request, reply, sending, { title, body, actor, here: 'procedures' });
  });

  api.post(url, route, async (request, reply) => {
    const actor = signedIn(request);
    const fields = fieldsOf(request);
    const visitor = visitorOf(request);
    const found = await at(visitor, inAddress(request));
    const begun = await begin(visitor, found, fields);
    const sending = sendingOf(request, reply, isSecure);
    const { unit, procedure } = found;
    const way = { door: SIGNED_IN, back: '/procedures' };
    const body = begunPart(sending.lang, unit, procedure, { ...begun, ...way });
    const title = texts(sending.lang).desks.duty.thanks;
    return showPage(parts, request, reply, sending, { title, body, actor, here: 'procedures' });
  });
}

function addAtDesk(api: Api, parts: PageParts): void {
  const { house, isSecure } = parts;
  const { turnNow } = atDesk(house);
  const { at, begin } = beginningsOf(parts);
  const url = '/desk/procedures/:season/:procedure';

  api.get(url, route, async (request, reply) => {
    const { turn, found } = await here(request);
    const sending = sendingOf(request, reply, isSecure);
    const body = [turnBar(sending, turn), ...procedurePage(sending, AT_DESK, found, '/desk')];
    const title = found.procedure.title[sending.lang];
    return showPage(parts, request, reply, sending, { title, body, actor: null, big: true });
  });

  api.post(url, route, async (request, reply) => {
    const fields = fieldsOf(request);
    const { visitor, found } = await here(request);
    const begun = await begin(visitor, found, fields);
    const sending = sendingOf(request, reply, isSecure);
    const { unit, procedure } = found;
    const way = { door: AT_DESK, back: '/desk' };
    const body = begunPart(sending.lang, unit, procedure, { ...begun, ...way });
    const title = texts(sending.lang).desks.duty.thanks;
    return showPage(parts, request, reply, sending, { title, body, actor: null, big: true });
  });

  async function here(request: FastifyRequest) {
    const { desk, turn } = await turnNow(request);
    const visitor = { actor: turn.actor, address: request.ip };
    const { season, procedure } = request.params as Omit<ProcedureAddress, 'path'>;
    return { turn, visitor, found: await at(visitor, { season, procedure, path: desk.path }) };
  }
}

function procedurePage(
  sending: Sending,
  door: Door,
  { unit, procedure }: AtProcedure,
  back: string,
): readonly Html[] {
  const action = door.page(unit.season.id, unit.unit.path, procedure.id);
  const form = beginForm(sending, procedure, action, { may: unit.mayBegin });
  return [
    ...procedurePart(sending.lang, door, unit, { procedure, form }),
    backLink(sending.lang, back),
  ];
}

/** The procedure that an address names. */
export function inAddress(request: FastifyRequest): ProcedureAddress {
  const { season, unit, procedure } = request.params as Record<
    'season' | 'unit' | 'procedure',
    string
  >;
  return { season, procedure, path: unit.replaceAll('.', '/') };
}
