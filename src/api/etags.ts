import { createHash } from 'node:crypto';
import type { Api } from './api.js';

/** What was read before and has not changed is not sent again. */
export function etags(api: Api): void {
  api.addHook('onSend', async (request, reply, payload) => {
    const isRead = request.method === 'GET' && reply.statusCode === 200;
    if (!isRead || typeof payload !== 'string' || reply.hasHeader('etag')) return payload;
    // What must not be kept is not asked for again either.
    if (reply.getHeader('cache-control') === 'no-store') return payload;
    const tag = `W/"${createHash('sha1').update(payload).digest('base64url')}"`;
    void reply.header('etag', tag).header('cache-control', 'private, no-cache');
    const known = (request.headers['if-none-match'] ?? '').split(/\s*,\s*/);
    if (!known.includes(tag)) return payload;
    void reply.code(304).removeHeader('content-length');
    return '';
  });
}
