import { WEB_SCRIPT } from '../../web/script.js';
import { WEB_STYLE } from '../../web/style.js';
import type { Api } from '../api.js';
import { PAGE } from './page.js';

const HOUR = 'public, max-age=3600';

/** The one style and the one script of all pages. */
export function addAssets(api: Api): void {
  const assets = [
    ['/web/kaowu.css', 'text/css; charset=utf-8', WEB_STYLE],
    ['/web/kaowu.js', 'text/javascript; charset=utf-8', WEB_SCRIPT],
  ] as const;
  for (const [url, type, text] of assets)
    api.get(url, { config: PAGE, schema: { hide: true } }, (_request, reply) =>
      reply.header('cache-control', HOUR).type(type).send(text),
    );
}
