import type { FastifyReply, FastifyRequest } from 'fastify';
import { calendarOf } from '../../engine/calendar.js';
import { isAble } from '../../policy/may.js';
import type { Html } from '../../report/page/html.js';
import { texts } from '../../text/texts.js';
import { channelsPart, testedPart } from '../../web/channels.js';
import { comingPart, noticesAt } from '../../web/coming.js';
import { field } from '../../web/forms.js';
import { inLang } from '../../web/frame.js';
import { saying } from '../../web/said.js';
import { seasonChoice } from '../../web/season-choice.js';
import { zeroPart } from '../../web/zero.js';
import { visitorOf, type Api } from '../api.js';
import { chosenSeason } from './chosen-season.js';
import { fieldsOf, PAGE, sendingOf, showPage, signedIn, type PageParts } from './page.js';

type Asked = Partial<Record<'season' | 'unit' | 'day' | 'page', string>>;
type Here = 'zero' | 'notices' | 'channels';

/** The zero report, what will go out, and the ways to people. */
export function addReportPages(api: Api, parts: PageParts): void {
  const { reports, previews, channelsFor, isSecure } = parts;
  const route = { config: PAGE, schema: { hide: true } };

  api.get('/zero', route, async (request, reply) => {
    signedIn(request);
    const { season, seasons, lang } = await chosen(request, reply);
    if (season === '') return show(request, reply, 'zero', [nothing(lang)]);
    const { unit } = request.query as Asked;
    const wish = unit ? { under: unit.replaceAll('.', '/') } : {};
    const made = await reports.zero(visitorOf(request), season, wish);
    const choice = seasonChoice(lang, '/zero', { seasons, season });
    return show(request, reply, 'zero', [...listed(choice), ...zeroPart(lang, made)]);
  });

  api.get('/notices', route, async (request, reply) => {
    const actor = signedIn(request);
    const { day = '', page } = request.query as Asked;
    const { season, seasons, lang } = await chosen(request, reply);
    if (season === '') return show(request, reply, 'notices', [nothing(lang)]);
    const made = await previews.preview(visitorOf(request), season, day === '' ? {} : { day });
    const may = { stop: isAble(actor, 'notice.stop'), line: isAble(actor, 'notice.line') };
    const asked = Math.trunc(Number(page ?? 1)) || 1;
    const body = comingPart(sendingOf(request, reply, isSecure), made, may, asked);
    const value = calendarOf(made.timezone).dateOf(made.from);
    const label = texts(lang).reportPages.notices.day;
    const dayField = field({ name: 'day', label, value, type: 'date', max: 10 });
    const choice = seasonChoice(lang, '/notices', { seasons, season }, [dayField]);
    return show(request, reply, 'notices', [...listed(choice), ...body]);
  });

  api.post('/notices/line', route, async (request, reply) => {
    signedIn(request);
    const { season = '', day = '', page = '', word = '', text = '' } = fieldsOf(request);
    await previews.addLine(visitorOf(request), season, word, text);
    return back(request, reply, { season, day, page });
  });

  api.post('/notices/stop', route, async (request, reply) => {
    signedIn(request);
    const { season = '', day = '', page = '', word = '', reason = '' } = fieldsOf(request);
    await previews.stop(visitorOf(request), season, word, reason);
    return back(request, reply, { season, day, page });
  });

  api.get('/channels', route, async (request, reply) => {
    signedIn(request);
    return showChannels(request, reply, []);
  });

  api.post('/channels/test', route, async (request, reply) => {
    signedIn(request);
    const { name = '', person = '' } = fieldsOf(request);
    const sending = sendingOf(request, reply, isSecure);
    const desk = channelsFor(visitorOf(request));
    const tested = await desk.test(name, person.trim(), sending.lang);
    return showChannels(request, reply, [testedPart(sending, tested)]);
  });

  async function showChannels(
    request: FastifyRequest,
    reply: FastifyReply,
    said: readonly Html[],
  ): Promise<FastifyReply> {
    const actor = signedIn(request);
    const all = await channelsFor(visitorOf(request)).list();
    const asked = { mayTest: isAble(actor, 'channel.test'), person: actor.person };
    const body = channelsPart(sendingOf(request, reply, isSecure), all, asked);
    return show(request, reply, 'channels', [...said, ...body]);
  }

  async function chosen(request: FastifyRequest, reply: FastifyReply) {
    const { lang } = sendingOf(request, reply, isSecure);
    return { ...(await chosenSeason(parts, request, lang)), lang };
  }

  const listed = (part: Html | null): readonly Html[] => (part === null ? [] : [part]);

  const nothing = (lang: 'zh' | 'en') => saying(texts(lang).reportPages.noSeason, 'warn');

  const back = (
    request: FastifyRequest,
    reply: FastifyReply,
    here: Parameters<typeof noticesAt>[0],
  ) => reply.redirect(inLang(sendingOf(request, reply, isSecure).lang, noticesAt(here)), 303);

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    here: Here,
    body: readonly Html[],
  ): Promise<FastifyReply> {
    const sending = sendingOf(request, reply, isSecure);
    const title = texts(sending.lang).desks.nav[here];
    return showPage(parts, request, reply, sending, {
      ...{ title, body, here, actor: signedIn(request) },
    });
  }
}
