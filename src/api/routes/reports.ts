import { z } from 'zod';
import { epochMs } from '../../engine/model.js';
import { briefLines } from '../../report/brief-lines.js';
import { proofLines } from '../../report/proof-lines.js';
import { zeroLines } from '../../report/zero-lines.js';
import type { Reports } from '../../service/proof/reports.js';
import { visitorOf, type Routes } from '../api.js';
import { langOf } from '../problems.js';
import { brief, minute, proof, zero } from '../schemas/report.js';
import {
  instant,
  langQuery,
  pathOf,
  problems,
  seasonId,
  stepId,
  unitInAddress,
} from '../schemas/words.js';
import { asSent } from '../shapes.js';

const params = z.object({ season: seasonId });
const tags = ['reports'];
const ofUnit = langQuery.extend({ unit: unitInAddress.optional() });
const under = (unit: string | undefined) => (unit === undefined ? {} : { under: pathOf(unit) });

/** The morning report, the brief, the zero report: as facts, and as the sentences that people read. */
export const reportRoutes =
  (reports: Reports): Routes =>
  (api) => {
    api.route({
      method: 'GET',
      url: '/api/v1/seasons/:season/reports/morning',
      config: { access: 'season.verify' },
      schema: {
        tags,
        summary: 'Whether all that was owed in the day until 07:30 was said, held against the plan',
        params,
        querystring: langQuery.extend({ day: z.iso.date().optional() }),
        response: { 200: proof, ...problems(409) },
      },
      handler: async (request) => {
        const { day } = request.query;
        const made = await reports.morning(visitorOf(request), request.params.season, day);
        return asSent({ ...made, lines: proofLines(langOf(request), made) });
      },
    });
    api.route({
      method: 'GET',
      url: '/api/v1/seasons/:season/reports/brief',
      config: { access: 'report.read' },
      schema: {
        tags,
        summary: 'Ten lines for a chat group: who is silent before who is late, with whom to call',
        params,
        querystring: ofUnit.extend({ full: z.stringbool().optional() }),
        response: { 200: brief, ...problems(409) },
      },
      handler: async (request) => {
        const { unit, full = false } = request.query;
        const wish = { ...under(unit), isFull: full };
        const made = await reports.brief(visitorOf(request), request.params.season, wish);
        return asSent({ ...made, lines: briefLines(langOf(request), made) });
      },
    });
    api.route({
      method: 'GET',
      url: '/api/v1/seasons/:season/reports/zero',
      config: { access: 'report.read' },
      schema: {
        tags,
        summary: 'The latest round of reports: normal, abnormal and silent, level by level',
        params,
        querystring: ofUnit.extend({ at: z.coerce.number().pipe(instant).optional() }),
        response: { 200: zero, ...problems(409) },
      },
      handler: async (request) => {
        const { unit, at } = request.query;
        const wish = { ...under(unit), ...(at !== undefined && { at: epochMs(at) }) };
        const made = await reports.zero(visitorOf(request), request.params.season, wish);
        return asSent({ ...made, said: zeroLines(langOf(request), made) });
      },
    });
    api.route({
      method: 'GET',
      url: '/api/v1/seasons/:season/reports/minute',
      config: { access: 'duty.read' },
      schema: {
        tags,
        summary: 'A session at a site minute by minute, with the codes that are read by telephone',
        params,
        querystring: langQuery.extend({ unit: unitInAddress, session: stepId }),
        response: { 200: minute, ...problems(409) },
      },
      handler: async (request) => {
        const { unit, session } = request.query;
        const { season } = request.params;
        return asSent(await reports.minute(visitorOf(request), season, pathOf(unit), session));
      },
    });
  };
