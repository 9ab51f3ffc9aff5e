import { z } from 'zod';
import { visitorOf, type Api } from '../api.js';
import { exportQuery, imported, importQuery, registerKind } from '../schemas/register.js';
import { problems } from '../schemas/words.js';
import { asSent } from '../shapes.js';
import type { RegistersFor } from './registers.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TYPES = ['text/csv', XLSX, 'application/octet-stream'];
/** What a register's table may weigh. */
const BODY_LIMIT = 20 * 1024 * 1024;
const tags = ['registers'];
const params = z.object({ kind: registerKind });

/** Whole registers as tables: what comes in is looked at row by row, what goes out can come in again. */
export function addTables(api: Api, registersFor: RegistersFor): void {
  api.addContentTypeParser(TYPES, { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_, body, done) =>
    done(null, body),
  );
  api.route({
    method: 'POST',
    url: '/api/v1/registers/:kind/import',
    // The same file again finds everything as it is.
    config: { access: 'register.write', idempotency: 'none' },
    bodyLimit: BODY_LIMIT,
    schema: {
      tags,
      summary:
        'Looks at a table in xlsx or CSV, or takes it in: all of it, or nothing while it has faults',
      consumes: TYPES,
      params,
      querystring: importQuery,
      body: z.unknown().describe('the file as it is, at most 20 MB'),
      response: { 200: imported, ...problems(409, 413, 415, 422) },
    },
    handler: async (request) => {
      const { exam = null, apply, partial, basis, by = '' } = request.query;
      const { kind } = request.params;
      const registers = registersFor(visitorOf(request));
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const wish = { kind, exam, partial: partial === 'true' };
      return asSent(
        apply === 'true'
          ? await registers.apply(bytes, wish, by, basis)
          : await registers.preview(bytes, wish),
      );
    },
  });
  api.route({
    method: 'GET',
    url: '/api/v1/registers/:kind/export',
    config: { access: 'export.read', media: ['text/csv', XLSX] },
    schema: {
      tags,
      summary: 'A register as a table; importing it again changes nothing',
      params,
      querystring: exportQuery,
      response: { 200: z.unknown().describe('CSV or xlsx'), ...problems() },
    },
    handler: async (request, reply) => {
      const { kind } = request.params;
      const { format, encoding, contacts } = request.query;
      const wish = { kind, format, encoding, contacts: contacts === 'true' };
      const bytes = await registersFor(visitorOf(request)).export(wish);
      const charset = encoding === 'utf-8' ? 'utf-8' : 'gb18030';
      return reply
        .type(format === 'xlsx' ? XLSX : `text/csv; charset=${charset}`)
        .header('content-disposition', `attachment; filename="${kind}.${format}"`)
        .send(bytes);
    },
  });
}
