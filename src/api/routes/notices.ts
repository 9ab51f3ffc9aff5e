import { z } from 'zod';
import type { Told } from '../../service/courier/told.js';
import { visitorOf, type Routes } from '../api.js';
import { limit } from '../schemas/list.js';
import { circularPage, toldPage } from '../schemas/notice.js';
import { pathOf, problems, seasonId, unitInAddress } from '../schemas/words.js';
import { asSent } from '../shapes.js';

/** Who was told. */
export const noticeRoutes =
  (told: Told): Routes =>
  (api) => {
    api.route({
      method: 'GET',
      url: '/api/v1/seasons/:season/circulars',
      config: { access: 'notice.read' },
      schema: {
        tags: ['notices'],
        summary: 'Morning reports, briefs and the like: when each went to whom, and how',
        params: z.object({ season: seasonId }),
        response: { 200: circularPage, ...problems(409) },
      },
      handler: async (request) =>
        asSent(await told.circulars(visitorOf(request), request.params.season)),
    });
    api.route({
      method: 'GET',
      url: '/api/v1/seasons/:season/notices',
      config: { access: 'notice.read' },
      schema: {
        tags: ['notices'],
        summary: 'Who was told what, when, by which channel; what reached nobody, and why',
        params: z.object({ season: seasonId }),
        querystring: z.object({
          unit: unitInAddress.optional(),
          undelivered: z.enum(['true', 'false']).optional(),
          after: z
            .string()
            .regex(/^\d{1,15}\.\d{1,3}$/)
            .optional(),
          limit: limit.optional(),
        }),
        response: { 200: toldPage, ...problems(409) },
      },
      handler: async (request) => {
        const { unit, undelivered, after, limit: most } = request.query;
        return asSent(
          await told.list(visitorOf(request), request.params.season, {
            ...(unit !== undefined && { under: pathOf(unit) }),
            ...(undelivered === 'true' && { isUndelivered: true }),
            ...(after !== undefined && { after }),
            ...(most !== undefined && { limit: most }),
          }),
        );
      },
    });
  };
