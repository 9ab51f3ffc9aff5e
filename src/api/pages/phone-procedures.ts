import type { FastifyReply, FastifyRequest } from 'fastify';
import { epochMs, type Answer } from '../../engine/model.js';
import { html, type Html } from '../../report/page/html.js';
import type { UnitProcedures } from '../../service/desks/procedure-sight.js';
import type { Lang } from '../../text/lang.js';
import { texts } from '../../text/texts.js';
import { choice, hidden } from '../../web/forms.js';
import { begunPart, readBackBegin } from '../../web/procedure-begun.js';
import { beginForm, BY_PHONE, procedurePart } from '../../web/procedures.js';
import { backLink, saying } from '../../web/said.js';
import { told } from '../../web/when.js';
import { visitorOf, type Api } from '../api.js';
import { beginningsOf } from './beginning.js';
import { fieldsOf, PAGE, sendingOf, showPage, signedIn, type PageParts } from './page.js';
import { inAddress } from './procedure-pages.js';

/** The duty desk begins a procedure for a caller: it reads back what he said, then records it in his name. */
export function addPhoneProcedures(api: Api, parts: PageParts): void {
  const { house, guard, isSecure } = parts;
  const { at, begin } = beginningsOf(parts);
  const route = { config: PAGE, schema: { hide: true } };
  const url = '/phone/:season/:unit/begin/:procedure';

  api.get(url, route, async (request, reply) => {
    const { unit, procedure, callers, action } = await here(request);
    const sending = sendingOf(request, reply, isSecure);
    const { lang } = sending;
    const t = texts(lang);
    const form = beginForm(sending, procedure, action, {
      ...{ may: true, submit: t.desks.phone.readBack },
      before: [hidden('_step', 'draft'), choice('caller', t.desks.phone.caller, callers)],
    });
    const body = [
      ...procedurePart(lang, BY_PHONE, unit, { procedure, form }),
      backLink(lang, '/phone'),
    ];
    return show(request, reply, procedure.title[lang], body);
  });

  api.post(url, route, async (request, reply) => {
    const fields = fieldsOf(request);
    const { unit, procedure, callers, action } = await here(request);
    const sending = sendingOf(request, reply, isSecure);
    const { lang } = sending;
    const { caller = '', about = '', session = '', happenedAt = '' } = fields;
    if (fields['_step'] !== 'record') {
      const callerName = new Map(callers).get(caller) ?? caller;
      const draft = { caller, callerName, about, session, happenedAt };
      const body = readBackBegin(sending, unit, procedure, draft, action);
      return show(request, reply, procedure.title[lang], body);
    }
    const begun = await begin(visitorOf(request), { unit, procedure }, fields, caller);
    const way = { door: BY_PHONE, back: '/phone' };
    const body = [
      ...begunPart(lang, unit, procedure, { ...begun, ...way }),
      toConfirm(lang, unit, begun.answer, new Map(callers).get(caller) ?? caller),
    ];
    return show(request, reply, texts(lang).desks.duty.thanks, body);
  });

  async function here(request: FastifyRequest) {
    signedIn(request);
    const address = inAddress(request);
    const { season, path, procedure } = address;
    const visitor = visitorOf(request);
    await guard(visitor).assertMay({ operation: 'duty.record-for', target: { season, path } });
    const action = BY_PHONE.page(season, path, procedure);
    return { ...(await at(visitor, address)), callers: await house.staff(season, path), action };
  }

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    title: string,
    body: readonly Html[],
  ) {
    const sending = sendingOf(request, reply, isSecure);
    const shown = { title, body, actor: signedIn(request), here: 'phone' as const };
    return showPage(parts, request, reply, sending, shown);
  }
}

/** Until when the caller confirms it himself. */
function toConfirm(
  lang: Lang,
  { season, confirmWithinMs }: UnitProcedures,
  { at }: Answer,
  caller: string,
): Html {
  if (confirmWithinMs === null) return html``;
  const till = told(lang, season.timezone, epochMs(at + confirmWithinMs));
  return saying(texts(lang).desks.phone.recorded(caller, till), 'warn');
}
