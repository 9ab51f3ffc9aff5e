import { html, type Html } from '../report/page/html.js';
import type { Lang } from '../text/lang.js';
import { inLang } from './frame.js';

/** What every form of a page carries. */
export interface Sending {
  readonly lang: Lang;
  /** Proves that the form came from our own page. */
  readonly csrf: string;
  /** By which a second sending of the same form is known to be the same. */
  readonly key: string;
}

/** A form that sends a change. */
export const formTo = (
  { lang, csrf, key }: Sending,
  action: string,
  parts: readonly (Html | null)[],
  submit: string,
  kind: 'main' | 'soft' | 'bad' = 'main',
): Html =>
  html`<form method="post" action="${inLang(lang, action)}" class="act"><input type="hidden" name="_csrf" value="${csrf}"><input type="hidden" name="_key" value="${key}">
${parts}<button class="${kind}">${submit}</button></form>`;

interface Input {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'password' | 'number' | 'date' | 'datetime-local' | 'tel' | 'search';
  readonly value?: string;
  readonly isRequired?: boolean;
  readonly autocomplete?: string;
  readonly inputmode?: 'numeric' | 'text' | 'tel';
  readonly hint?: string;
  readonly max?: number;
  readonly isFirst?: boolean;
}

/** One labelled field. Its label encloses it: a page has several forms with fields of one name. */
export function field(input: Input): Html {
  const { name, label, type = 'text', value = '', isRequired = false } = input;
  const { autocomplete = 'off', inputmode, hint, max = 500, isFirst = false } = input;
  return html`<p class="field"><label>${labelled(label, isRequired)}
<input name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" maxlength="${max}"${
    type === 'number' ? html` min="0" step="any"` : null
  }${inputmode === undefined ? null : html` inputmode="${inputmode}"`}${isRequired ? html` required` : null}${
    isFirst ? html` autofocus` : null
  }>${hint === undefined ? null : html`<small>${hint}</small>`}</label></p>
`;
}

/** Longer words. */
export const words = (name: string, label: string, isRequired = false, value = ''): Html =>
  html`<p class="field"><label>${labelled(label, isRequired)}
<textarea name="${name}" rows="2" maxlength="1000"${isRequired ? html` required` : null}>${value}</textarea></label></p>
`;

/** One of several. */
export const choice = (
  name: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen = '',
  isRequired = false,
): Html =>
  html`<p class="field"><label>${labelled(label, isRequired)}
<select name="${name}"${isRequired ? html` required` : null}>${options.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : null}>${text}</option>`,
  )}</select></label></p>
`;

const labelled = (label: string, isRequired: boolean): Html =>
  html`${label}${isRequired ? html` <b aria-hidden="true">*</b>` : null}`;

/** One of a few, all of them to be seen. */
export const radios = (
  name: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  isRequired = true,
  chosen = '',
): Html =>
  html`<fieldset><legend>${labelled(label, isRequired)}</legend>${options.map(
    ([value, text]) =>
      html`<label class="radio"><input type="radio" name="${name}" value="${value}"${isRequired ? html` required` : null}${value === chosen ? html` checked` : null}> ${text}</label>`,
  )}</fieldset>
`;

export const tick = (name: string, label: string, isRequired = false, isOn = false): Html =>
  html`<p class="field"><label class="radio"><input type="checkbox" name="${name}" value="yes"${isRequired ? html` required` : null}${isOn ? html` checked` : null}> ${label}</label></p>
`;

export const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`;
