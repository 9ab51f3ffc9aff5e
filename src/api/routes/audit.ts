import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Audit, AuditScope } from '../../service/audit/audit.js';
import type { Deed, Guard } from '../../service/guarded.js';
import { visitorOf, type Api, type Routes } from '../api.js';
import {
  auditKeys,
  auditPage,
  auditQuery,
  auditVerdict,
  checkpointMade,
  cursorText,
  exportQuery,
  verifyQuery,
} from '../schemas/audit.js';
import { pathOf, problems } from '../schemas/words.js';
import { asSent } from '../shapes.js';

const tags = ['audit'];
const READ: Deed = { operation: 'audit.read', target: {} };

/** The audit log: who did what, when, and what became of it; its signatures, and the whole of it to take away. */
export const auditRoutes =
  (audit: Audit, guard: Guard): Routes =>
  (api) => {
    addListing(api, audit, guard);
    addProof(api, audit, guard);
    api.route({
      method: 'GET',
      url: '/api/v1/audit/export',
      config: { access: 'audit.read', media: ['application/x-ndjson'] },
      schema: {
        tags,
        summary: 'The log as lines of JSON that verify offline (tools/verify-audit.mjs)',
        querystring: exportQuery,
        response: { 200: z.unknown(), ...problems() },
      },
      handler: async (request, reply) => {
        const scope = scopeOf(request.query);
        const lines = await guard(visitorOf(request)).read(READ, async () => audit.exported(scope));
        return reply.type('application/x-ndjson; charset=utf-8').send(Readable.from(lines));
      },
    });
  };

function addListing(api: Api, audit: Audit, guard: Guard): void {
  api.route({
    method: 'GET',
    url: '/api/v1/audit',
    config: { access: 'audit.read' },
    schema: {
      tags,
      summary: 'Attempts with what became of them, denials and checkpoints; the newest first',
      querystring: auditQuery,
      response: { 200: auditPage, ...problems() },
    },
    handler: async (request) => {
      const { limit, cursor, unit, ...rest } = request.query;
      const filter = { ...rest, unit: unit && pathOf(unit) };
      const { items, next } = await guard(visitorOf(request)).read(READ, () =>
        audit.list(filter, limit, cursor),
      );
      return { items: asSent(items), next: next && cursorText(next) };
    },
  });
}

function addProof(api: Api, audit: Audit, guard: Guard): void {
  api.route({
    method: 'POST',
    url: '/api/v1/audit/checkpoints',
    config: { access: 'audit.checkpoint' },
    schema: {
      tags,
      summary: 'Signs the heads of all chains now; keep seq and hash elsewhere',
      response: { 201: checkpointMade, ...problems(409, 422) },
    },
    handler: async (request, reply) => {
      const deed: Deed = { operation: 'audit.checkpoint', target: {}, key: request.intent };
      const made = await guard(visitorOf(request)).change(deed, () => audit.checkpoint());
      const { heads, ...checkpoint } = made;
      return reply.code(201).send({ ...checkpoint, chains: heads.length });
    },
  });
  api.route({
    method: 'GET',
    url: '/api/v1/audit/verdict',
    config: { access: 'audit.read' },
    schema: {
      tags,
      summary: 'Verifies the whole log, or what is of a season; the first bad row of each chain',
      querystring: verifyQuery,
      response: { 200: auditVerdict, ...problems() },
    },
    handler: async (request) => {
      const { season, checkpoint } = request.query;
      const [seq = '', hash = ''] = checkpoint?.split(':') ?? [];
      const wish = {
        ...(season !== undefined && { scope: { season } }),
        ...(checkpoint !== undefined && { kept: { seq: Number(seq), hash } }),
      };
      return asSent(await guard(visitorOf(request)).read(READ, () => audit.verify(wish)));
    },
  });
  api.route({
    method: 'GET',
    url: '/api/v1/audit/keys',
    config: { access: 'audit.read' },
    schema: {
      tags,
      summary: 'The public keys of checkpoints and exports; the newest, which signs, last',
      response: { 200: auditKeys, ...problems() },
    },
    handler: async (request) => {
      const items = await guard(visitorOf(request)).read(READ, async () => audit.publicKeys());
      return { items: asSent(items) };
    },
  });
}

const scopeOf = ({ season, unit }: z.infer<typeof exportQuery>): AuditScope | undefined =>
  season === undefined ? undefined : { season, ...(unit !== undefined && { unit: pathOf(unit) }) };
