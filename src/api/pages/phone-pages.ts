import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '../../report/page/html.js';
import type { EpochMs } from '../../engine/model.js';
import { readShortCode } from '../../policy/short-code.js';
import type { DutySight } from '../../service/desks/duty-sight.js';
import type { Found } from '../../service/desks/phone-book.js';
import { dutyTitle } from '../../text/duty-title.js';
import { texts } from '../../text/texts.js';
import { knownPart } from '../../web/duty.js';
import {
  FIELDS_OF,
  PHONE_ACTS,
  phonePart,
  readBackPart,
  recordForm,
  type Hits,
} from '../../web/phone.js';
import { backLink, saying } from '../../web/said.js';
import { told } from '../../web/when.js';
import { visitorOf, type Api } from '../api.js';
import { deedIn, instantSaid } from './deed.js';
import { receipt } from './receipt.js';
import {
  fieldsOf,
  PAGE,
  sendingOf,
  showPage,
  signedIn,
  type Fields,
  type PageParts,
} from './page.js';

type Desk = ReturnType<PageParts['guard']>;

/** The duty desk (值班台): finds what a caller speaks of, and types in what he says. */
export function addPhonePages(api: Api, parts: PageParts): void {
  const { house, guard, portFor, isSecure } = parts;
  const route = { config: PAGE, schema: { hide: true } };
  const url = '/phone/:season/:unit/:duty';

  api.get('/phone', route, async (request, reply) => {
    signedIn(request);
    const desk = guard(visitorOf(request));
    const { q = '' } = request.query as { q?: string };
    const hits = q.trim() === '' ? null : await found(q.trim(), desk);
    const waiting = (await house.oralRecords()).filter(({ season, view }) =>
      desk.can('duty.record-for', { season: season.id, path: view.path }),
    );
    const { lang } = sendingOf(request, reply, isSecure);
    return show(request, reply, phonePart(lang, hits, waiting));
  });

  api.get(url, route, async (request, reply) => {
    const { sight, action } = await atDuty(request);
    const sending = sendingOf(request, reply, isSecure);
    const { lang } = sending;
    const callers = await house.callers(sight.dossier);
    return show(
      request,
      reply,
      [
        recordForm(sending, sight, callers, action),
        ...knownPart(lang, sight),
        backLink(lang, '/phone'),
      ],
      dutyTitle(lang, sight.dossier.duty),
    );
  });

  api.post(url, route, async (request, reply) => {
    const fields = fieldsOf(request);
    const { sight, action } = await atDuty(request);
    const callers = new Map(await house.callers(sight.dossier));
    const { caller = '' } = fields;
    const callerName = callers.get(caller) ?? caller;
    const { lang } = sendingOf(request, reply, isSecure);
    if (fields['_step'] !== 'record')
      return show(request, reply, readBack(request, reply, sight, fields, callerName, action));
    const { season, path } = sight.dossier.duty;
    const happenedAt = instantSaid(sight.season.timezone, fields['happenedAt']);
    const sender = { by: caller, ...(happenedAt !== undefined && { happenedAt }) };
    const { name, message } = deedIn({ ...fields, _act: actOf(fields) }, sight, sender);
    const answer = await portFor(visitorOf(request)).act(season, path, name, message);
    const body = receipt(lang, sight, name, answer, '/phone');
    const records = await house.oralRecords(season);
    const mine = records.find(
      ({ of, by }) => of === sight.dossier.duty.duty && by.person === caller,
    );
    const till = mine && told(lang, sight.season.timezone, mine.view.dueAt);
    const said = till ? [saying(texts(lang).desks.phone.recorded(callerName, till), 'warn')] : [];
    return show(request, reply, [...body, ...said], texts(lang).desks.duty.thanks);
  });

  async function found(said: string, desk: Desk): Promise<Hits> {
    const mayRecord = ({ season, duty: { path } }: Found): boolean =>
      desk.can('duty.record-for', { season: season.id, path });
    const isCode = readShortCode(said) !== null;
    const duties = isCode ? await house.book.byCode(said) : await house.book.byUnit(said);
    const callers = isCode ? [] : await house.book.callers(said);
    const sites = (await house.book.sites(said)).filter(({ season, unit: { path } }) =>
      desk.can('duty.record-for', { season: season.id, path }),
    );
    return {
      ...{ said, sites },
      duties: duties.filter(mayRecord),
      callers: callers
        .map((caller) => ({ ...caller, duties: caller.duties.filter(mayRecord) }))
        .filter((caller) => caller.duties.length > 0),
      isShared: isCode && duties.length > 1,
    };
  }

  function readBack(
    request: FastifyRequest,
    reply: FastifyReply,
    sight: DutySight,
    fields: Fields,
    callerName: string,
    action: string,
  ): readonly Html[] {
    const sending = sendingOf(request, reply, isSecure);
    const zone = sight.season.timezone;
    const happenedAt = instantSaid(zone, fields['happenedAt']) as EpochMs | undefined;
    const { caller = '', act: asked } = fields;
    const act = PHONE_ACTS.find((one) => one === asked) ?? 'complete';
    return readBackPart(
      sending,
      sight,
      {
        ...{ caller, callerName, happenedAt: fields['happenedAt'] ?? '' },
        act,
        saidAt: told(sending.lang, zone, happenedAt ?? sight.dossier.now),
        rest: Object.entries(fields).filter(
          ([name, value]) => FIELDS_OF[act].test(name) && value !== '',
        ),
      },
      action,
    );
  }

  async function atDuty(request: FastifyRequest) {
    const actor = signedIn(request);
    const { season, unit, duty } = request.params as Record<'season' | 'unit' | 'duty', string>;
    const path = unit.replaceAll('.', '/');
    const visitor = visitorOf(request);
    await guard(visitor).assertMay({ operation: 'duty.record-for', target: { season, path } });
    const sight = await house.sight(actor, await portFor(visitor).showDuty(season, path, duty));
    return { sight, action: `/phone/${season}/${unit}/${encodeURIComponent(duty)}` };
  }

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    body: readonly Html[],
    title?: string,
  ) {
    const sending = sendingOf(request, reply, isSecure);
    return showPage(parts, request, reply, sending, {
      ...{ body, here: 'phone', actor: signedIn(request) },
      title: title ?? texts(sending.lang).desks.phone.title,
    });
  }
}

/** A report is called otherwise where a unit takes it. */
const actOf = ({ act = '' }: Fields): string => (act === 'complete' ? 'completeSteps' : act);
