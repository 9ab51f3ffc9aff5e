import { Refusal } from '../../service/outcome.js';
import { texts } from '../../text/texts.js';
import { inLang } from '../../web/frame.js';
import { signInPart } from '../../web/sign-in.js';
import { SESSION_COOKIE } from '../admission.js';
import type { Api } from '../api.js';
import { langOf } from '../problems.js';
import { fieldsOf, ownAddress, PAGE, sendingOf, showPage, type PageParts } from './page.js';

/** Signing in and out. */
export function addSignInPages(api: Api, parts: PageParts): void {
  const { accounts, isSecure } = parts;
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const;
  const route = { config: PAGE, schema: { hide: true } };

  api.get('/sign-in', route, async (request, reply) => {
    const { next } = request.query as { next?: string };
    return show(request, reply, { wrong: null, next: ownAddress(next), status: 200 });
  });

  api.post('/sign-in', route, async (request, reply) => {
    const { login = '', password = '', code = '', next } = fieldsOf(request);
    const shown = { login, password, ...(code.trim() !== '' && { code: code.trim() }) };
    try {
      const { session, needs } = await accounts.signIn(shown, request.ip);
      void reply.setCookie(SESSION_COOKIE, session, cookie);
      if (needs !== 'code') return reply.redirect(inLang(langOf(request), ownAddress(next)), 303);
      const wrong = texts(langOf(request)).desks.signIn.totp;
      return await show(request, reply, { wrong, next: ownAddress(next), status: 401 });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const lang = langOf(request);
      return show(request, reply, { wrong: error[lang], next: ownAddress(next), status: 401 });
    }
  });

  api.post('/sign-out', route, async (request, reply) => {
    fieldsOf(request);
    await accounts.signOut(request.cookies[SESSION_COOKIE] ?? '', request.ip);
    return reply
      .clearCookie(SESSION_COOKIE, cookie)
      .redirect(inLang(langOf(request), '/sign-in'), 303);
  });

  type Handler = Parameters<typeof showPage>;
  function show(
    request: Handler[1],
    reply: Handler[2],
    { wrong, next, status }: { wrong: string | null; next: string; status: number },
  ) {
    const sending = sendingOf(request, reply, isSecure);
    const { title } = texts(sending.lang).desks.signIn;
    const body = signInPart(sending, { wrong, next, hasOidc: accounts.hasOidc });
    return showPage(parts, request, reply, sending, { title, body, actor: null, status });
  }
}
