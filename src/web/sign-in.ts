import { html, type Html } from '../report/page/html.js';
import { texts } from '../text/texts.js';
import { field, formTo, type Sending } from './forms.js';
import { inLang } from './frame.js';
import { saying } from './said.js';

/** Signing in by name and password, with the authenticator's code, or through the house's own sign-in. */
export function signInPart(
  sending: Sending,
  {
    wrong,
    hasOidc,
    next,
  }: { readonly wrong: string | null; readonly hasOidc: boolean; readonly next: string },
): readonly Html[] {
  const { lang } = sending;
  const t = texts(lang).desks.signIn;
  return [
    wrong === null ? html`` : saying(wrong, 'bad'),
    formTo(
      sending,
      '/sign-in',
      [
        html`<input type="hidden" name="next" value="${next}">`,
        field({
          name: 'login',
          label: t.name,
          isRequired: true,
          autocomplete: 'username',
          isFirst: true,
        }),
        field({
          ...{ name: 'password', label: t.password, type: 'password', isRequired: true },
          autocomplete: 'current-password',
        }),
        field({ name: 'code', label: t.totp, inputmode: 'numeric', autocomplete: 'one-time-code' }),
      ],
      t.go,
    ),
    hasOidc ? html`<p><a href="${inLang(lang, '/api/v1/session/oidc')}">${t.sso}</a></p>` : html``,
  ];
}
