import { dutyTitle } from '../../text/duty-title.js';
import { texts } from '../../text/texts.js';
import { dutyPart } from '../../web/duty.js';
import { dutyAddress } from '../../web/lists.js';
import { visitorOf, type Api } from '../api.js';
import { deedIn } from './deed.js';
import { receipt } from './receipt.js';
import { fieldsOf, PAGE, sendingOf, showPage, signedIn, type PageParts } from './page.js';

interface Params {
  readonly season: string;
  readonly unit: string;
  readonly duty: string;
}

/** One duty: look at it, and do what is yours. */
export function addDutyPages(api: Api, parts: PageParts): void {
  const { house, portFor, isSecure } = parts;
  const route = { config: PAGE, schema: { hide: true } };
  const url = '/duty/:season/:unit/:duty';

  api.get(url, route, async (request, reply) => {
    const actor = signedIn(request);
    const { season, unit, duty } = request.params as Params;
    const path = unit.replaceAll('.', '/');
    const port = portFor(visitorOf(request));
    const sight = await house.sight(actor, await port.showDuty(season, path, duty));
    const sending = sendingOf(request, reply, isSecure);
    const body = dutyPart(sending, sight, dutyAddress({ season, path, duty }));
    const title = dutyTitle(sending.lang, sight.dossier.duty);
    return showPage(parts, request, reply, sending, { title, body, actor, here: 'mine' });
  });

  api.post(url, route, async (request, reply) => {
    const actor = signedIn(request);
    const fields = fieldsOf(request);
    const { season, unit, duty } = request.params as Params;
    const path = unit.replaceAll('.', '/');
    const port = portFor(visitorOf(request));
    const sight = await house.sight(actor, await port.showDuty(season, path, duty));
    const { name, message } = deedIn(fields, sight);
    const answer = await port.act(season, path, name, message);
    const sending = sendingOf(request, reply, isSecure);
    const body = receipt(sending.lang, sight, name, answer, dutyAddress({ season, path, duty }));
    const title = texts(sending.lang).desks.duty.thanks;
    return showPage(parts, request, reply, sending, { title, body, actor, here: 'mine' });
  });
}
