import type { FastifyReply, FastifyRequest } from 'fastify';
import { html, type Html } from '../../report/page/html.js';
import { Busy, NotReachable } from '../../service/outcome.js';
import { texts } from '../../text/texts.js';
import { framed, inLang } from '../../web/frame.js';
import { refusedPart, saying } from '../../web/said.js';
import type { Api } from '../api.js';
import { langOf, problemOf } from '../problems.js';
import { signInAddress, SignInFirst, StaleForm } from './page.js';

/** What went wrong, as a page: what to do, and how to send the same again where nobody knows whether it was done. */
export function answerPageErrors(api: Api): void {
  api.setErrorHandler((error, request, reply) => {
    const lang = langOf(request);
    if (error instanceof SignInFirst) return reply.redirect(signInAddress(lang, error.next), 303);
    const t = texts(lang).desks;
    const isStale = error instanceof StaleForm;
    const said = problemOf(error, lang);
    if (said.status === 500 && !isStale) request.log.error({ err: error }, 'a defect');
    const status = isStale ? 403 : said.status;
    if (status === 503 && !reply.hasHeader('retry-after')) void reply.header('retry-after', '2');
    const sentence = isStale ? t.again : error instanceof NotReachable ? t.unknown : said.detail;
    const body =
      (error instanceof NotReachable || error instanceof Busy) && request.method === 'POST'
        ? [saying(sentence, 'warn'), resendForm(request, lang)]
        : refusedPart(lang, sentence, backOf(request));
    const page = framed(
      {
        ...{ lang, title: t.wentWrong, who: null, places: [], alive: null, csrf: '' },
        address: backOf(request),
      },
      body,
    );
    return sendPage(reply.code(status), page);
  });
}

const sendPage = (reply: FastifyReply, page: string): FastifyReply =>
  reply.type('text/html; charset=utf-8').send(page);

/** The page that the form stood on has, here, the form's own address or the part before its last word. */
function backOf({ url, method }: FastifyRequest): string {
  const path = url.split('?')[0] ?? '/';
  if (method === 'GET') return '/';
  return (
    path.replace(/\/(?:issue|revoke|code|enter|accept|pin|turn|finish|card|seen|all)$/, '') || '/'
  );
}

/** The same fields with the same key: nothing is done twice. */
function resendForm(request: FastifyRequest, lang: 'zh' | 'en'): Html {
  const fields = Object.entries((request.body ?? {}) as Record<string, string>);
  return html`<form method="post" action="${inLang(lang, request.url.split('?')[0] ?? '/')}" class="act">${fields.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button>${texts(lang).desks.submit}</button></form>`;
}
