import type { Api } from './api.js';

/** The character NUL is in no text of people: PostgreSQL keeps none of it. Refused at the edge, wherever it stands. */
export function refuseNul(api: Api): void {
  api.addHook('onRequest', async ({ url }) => {
    if (/%00/.test(url)) throw malformed();
  });
  api.addHook('preValidation', async ({ body, routeOptions }) => {
    if (routeOptions.config.isPage && hasNul(body)) throw malformed();
  });
}

/** A form is a list of texts; what programs send is held against its schema. */
const hasNul = (form: unknown): boolean =>
  typeof form === 'object' &&
  form !== null &&
  Object.values(form)
    .flat()
    .some((text) => typeof text === 'string' && text.includes('\u0000'));

const malformed = (): Error =>
  Object.assign(new Error('a character that no text has'), {
    statusCode: 400,
    code: 'FST_ERR_BAD_TEXT',
  });
