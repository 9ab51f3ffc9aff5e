import type { FastifyReply, FastifyRequest } from 'fastify';
import { epochMs } from '../../engine/model.js';
import { html, type Html } from '../../report/page/html.js';
import type { AnswerLine } from '../../service/desks/answer-lines.js';
import type { AnswerSheet } from '../../service/desks/answers.js';
import { deskRefusal } from '../../service/desks/refusing.js';
import { texts } from '../../text/texts.js';
import {
  answerPart,
  canSign,
  lineFacts,
  moreOf,
  promisePart,
  untilPart,
} from '../../web/answer.js';
import { codePart } from '../../web/links.js';
import { dutyForms } from '../../web/duty-forms.js';
import { inLang } from '../../web/frame.js';
import { backLink, saying } from '../../web/said.js';
import type { Api } from '../api.js';
import { langOf } from '../problems.js';
import { signAll } from './answer-all.js';
import { deedIn } from './deed.js';
import { receipt } from './receipt.js';
import { fieldsOf, PAGE, sendingOf, showPage, type PageParts } from './page.js';

const VISIT_COOKIE = 'kaowu-answer';

/**
 * What stands behind the link in a message. Looking at it changes nothing, whoever fetches it, and uses nothing up;
 * a person's browser says by a form of its own that it was seen.
 */
export function addAnswerPages(api: Api, parts: PageParts): void {
  const { house, portFor, isSecure } = parts;
  const { answers, links } = house;
  const route = { config: PAGE, schema: { hide: true } };

  api.get('/a/:token', route, async (request, reply) => {
    const sheet = await sheetOf(request);
    const sending = sendingOf(request, reply, isSecure);
    const title = texts(sending.lang).answers.hello(sheet.name);
    return show(request, reply, title, answerPart(sending, sheet, addressOf(request)));
  });

  api.post('/a/:token/seen', route, async (request, reply) => {
    fieldsOf(request);
    await answers.seen(tokenIn(request));
    return reply.code(204).send();
  });

  api.post('/a/:token/all', route, async (request, reply) => {
    const fields = fieldsOf(request);
    const sheet = await sheetOf(request);
    const lines = sheet.lines.filter((line) => canSign(line) && line.view.status === 'open');
    const port = (line: AnswerLine) =>
      portFor({ actor: answers.actorOf(sheet, line), address: request.ip });
    const { signed, refused } = await signAll(lines, port, fields, langOf(request));
    await answers.answered(sheet, signed);
    const { lang } = sendingOf(request, reply, isSecure);
    const t = texts(lang).answers;
    return show(request, reply, texts(lang).desks.duty.thanks, [
      saying(t.signedAll(signed.length), 'good'),
      ...refused.map(({ line, sentence }) =>
        saying(t.notSigned(line.title[lang], sentence), 'warn'),
      ),
      backTo(request),
    ]);
  });

  api.get('/a/:token/:notice', route, async (request, reply) => {
    const sheet = await sheetOf(request);
    return linePage(request, reply, sheet, lineIn(request, sheet), null);
  });

  api.post('/a/:token/:notice/code', route, async (request, reply) => {
    fieldsOf(request);
    const sheet = await sheetOf(request);
    const line = lineIn(request, sheet);
    if (line.mayByCode.size === 0) throw deskRefusal('link-not-for', line.code);
    await answers.prepareCode(tokenIn(request), sheet);
    const sentTo = await links.sendCode(tokenIn(request), langOf(request));
    return linePage(request, reply, sheet, line, sentTo);
  });

  api.post('/a/:token/:notice/enter', route, async (request, reply) => {
    const { code = '' } = fieldsOf(request);
    const visit = await links.enter(tokenIn(request), code);
    const path = addressOf(request);
    return reply
      .setCookie(VISIT_COOKIE, visit, {
        ...{ path, httpOnly: true, sameSite: 'lax', secure: isSecure },
      })
      .redirect(inLang(langOf(request), `${path}/${noticeIn(request)}`), 303);
  });

  api.post('/a/:token/:notice', route, async (request, reply) => {
    const fields = fieldsOf(request);
    const sheet = await sheetOf(request);
    const line = lineIn(request, sheet);
    const sight = await sightOf(request, sheet, line);
    const { name, message } = deedIn(fields, sight);
    const promise = 'promiseAt' in message ? message.promiseAt : undefined;
    if (typeof promise === 'number') answers.assertPromise(sheet, line, promise);
    const { season, path } = line.view;
    const answer = await port(request, sheet, line).act(season, path, name, message);
    const { lang } = sendingOf(request, reply, isSecure);
    const body = receipt(lang, sight, name, answer, addressOf(request));
    await answers.answered(sheet, [line]);
    return show(request, reply, texts(lang).desks.duty.thanks, [
      ...(typeof promise === 'number' ? [promisePart(lang, line, epochMs(promise))] : []),
      ...body,
    ]);
  });

  const sheetOf = (request: FastifyRequest): Promise<AnswerSheet> =>
    answers.look(tokenIn(request), request.cookies[VISIT_COOKIE]);

  const port = (request: FastifyRequest, sheet: AnswerSheet, line: AnswerLine) =>
    portFor({ actor: answers.actorOf(sheet, line), address: request.ip });

  async function sightOf(request: FastifyRequest, sheet: AnswerSheet, line: AnswerLine) {
    const { season, path, duty } = line.view;
    const dossier = await port(request, sheet, line).showDuty(season, path, duty);
    return house.sight(answers.actorOf(sheet, line), dossier);
  }

  /** One duty: behind a code all that an ordinary duty takes, before it the way to the code. */
  async function linePage(
    request: FastifyRequest,
    reply: FastifyReply,
    sheet: AnswerSheet,
    line: AnswerLine,
    sentTo: string | null,
  ) {
    const sending = sendingOf(request, reply, isSecure);
    const { lang } = sending;
    const t = texts(lang).answers;
    if (line.mayByCode.size === 0) return reply.redirect(inLang(lang, addressOf(request)), 303);
    const action = `${addressOf(request)}/${line.notice}`;
    const forms = sheet.isProved
      ? [dutyForms(sending, await sightOf(request, sheet, line), action)]
      : [html`<p>${t.codeWhy}</p>`, ...codePart(sending, action, sentTo)];
    return show(request, reply, moreOf(lang, line), [
      html`<ul class="cards"><li>${lineFacts(lang, line)}</li></ul>
`,
      ...forms,
      backTo(request),
      untilPart(lang, sheet),
    ]);
  }

  const backTo = (request: FastifyRequest): Html => backLink(langOf(request), addressOf(request));

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    title: string,
    body: readonly Html[],
  ) {
    const sending = sendingOf(request, reply, isSecure);
    return showPage(parts, request, reply, sending, { title, body, actor: null });
  }
}

const tokenIn = (request: FastifyRequest): string => (request.params as { token: string }).token;
const noticeIn = (request: FastifyRequest): string => (request.params as { notice: string }).notice;
const addressOf = (request: FastifyRequest): string => `/a/${encodeURIComponent(tokenIn(request))}`;

function lineIn(request: FastifyRequest, { lines }: AnswerSheet): AnswerLine {
  const line = lines.find(({ notice }) => String(notice) === noticeIn(request));
  if (!line || line.label === 'sensitive') throw deskRefusal('link-not-for', '–');
  return line;
}
