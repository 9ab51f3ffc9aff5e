import { texts } from '../../text/texts.js';
import { myPart, overduePart } from '../../web/lists.js';
import { visitorOf, type Api } from '../api.js';
import { PAGE, sendingOf, showPage, signedIn, type PageParts } from './page.js';

const OVERDUE_A_PAGE = 50;

/** My duties, and what is late. */
export function addListPages(api: Api, parts: PageParts): void {
  const { house, portFor, isSecure } = parts;
  const route = { config: PAGE, schema: { hide: true } };

  api.get('/', route, async (request, reply) => {
    const actor = signedIn(request);
    const { tab: asked } = request.query as { tab?: string };
    const tab = asked === 'department' || asked === 'done' ? asked : 'mine';
    const sending = sendingOf(request, reply, isSecure);
    const body = myPart(sending.lang, tab, await house.my(actor, tab));
    const { mine: title } = texts(sending.lang).desks.nav;
    return showPage(parts, request, reply, sending, { title, body, actor, here: 'mine' });
  });

  api.get('/overdue', route, async (request, reply) => {
    const actor = signedIn(request);
    const { season, unit, department, cursor } = request.query as Partial<Record<string, string>>;
    const sending = sendingOf(request, reply, isSecure);
    const list = await portFor(visitorOf(request)).overdue({
      limit: OVERDUE_A_PAGE,
      ...(cursor && { cursor }),
      ...(season && { season }),
      ...(unit && { under: unit.replaceAll('.', '/') }),
      ...(department && { department: department.replaceAll('.', '/') }),
    });
    const { overdue: title } = texts(sending.lang).desks.nav;
    const asked = { season, unit, department, cursor: list.next ?? undefined };
    const given = Object.entries(asked).flatMap(([name, value]) =>
      value ? [[name, value] as [string, string]] : [],
    );
    const nextAddress = `/overdue?${String(new URLSearchParams(given))}`;
    const body = overduePart(sending.lang, list, nextAddress);
    return showPage(parts, request, reply, sending, { title, body, actor, here: 'overdue' });
  });
}
