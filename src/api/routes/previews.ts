import { z } from 'zod';
import { epochMs } from '../../engine/model.js';
import type { Previews } from '../../service/proof/previews.js';
import { visitorOf, type Routes } from '../api.js';
import { preview, stoppedWord } from '../schemas/preview.js';
import {
  instant,
  instantOut,
  pathOf,
  problems,
  seasonId,
  unitInAddress,
  words,
} from '../schemas/words.js';
import { asSent } from '../shapes.js';

const params = z.object({ season: seasonId });
const tags = ['notices'];

/** What will go out, and how it is held back. */
export const previewRoutes =
  (previews: Previews): Routes =>
  (api) => {
    api.route({
      method: 'GET',
      url: '/api/v1/seasons/:season/notices/preview',
      config: { access: 'notice.preview' },
      schema: {
        tags,
        summary:
          'What a day will bring to whom if nobody does anything before; tomorrow by default',
        params,
        querystring: z.object({
          day: z.iso.date().optional(),
          unit: unitInAddress.optional(),
        }),
        response: { 200: preview, ...problems(409) },
      },
      handler: async (request) => {
        const { day, unit } = request.query;
        const wish = {
          ...(day !== undefined && { day }),
          ...(unit !== undefined && { under: pathOf(unit) }),
        };
        return asSent(await previews.preview(visitorOf(request), request.params.season, wish));
      },
    });
    api.route({
      method: 'POST',
      url: '/api/v1/seasons/:season/notices/:word/stop',
      config: { access: 'notice.stop' },
      schema: {
        tags,
        summary: 'Holds back a word that has not been said; statutory ones cannot be',
        params: params.extend({ word: z.string().regex(/^[0-9a-f]{8}$/) }),
        body: z.object({ reason: words(500) }),
        response: { 200: stoppedWord, ...problems(409) },
      },
      handler: async (request) => {
        const { season, word } = request.params;
        const { reason } = request.body;
        return asSent(await previews.stop(visitorOf(request), season, word, reason));
      },
    });
    api.route({
      method: 'POST',
      url: '/api/v1/seasons/:season/notices/:word/line',
      config: { access: 'notice.line' },
      schema: {
        tags,
        summary: 'Adds one sentence to a word up the ladder that has not been said, with your name',
        params: params.extend({ word: z.string().regex(/^[0-9a-f]{8}$/) }),
        body: z.object({ text: words(200) }),
        response: { 200: stoppedWord, ...problems(409, 422) },
      },
      handler: async (request) => {
        const { season, word } = request.params;
        const { text } = request.body;
        return asSent(await previews.addLine(visitorOf(request), season, word, text));
      },
    });
    api.route({
      method: 'POST',
      url: '/api/v1/seasons/:season/notices/shadow',
      config: { access: 'notice.stop' },
      schema: {
        tags,
        summary:
          'Until an instant the season only shows what it would send; null ends that at once',
        params,
        body: z.object({ until: instant.nullable() }),
        response: { 200: z.object({ until: instantOut }), ...problems(409) },
      },
      handler: async (request) => {
        const { until } = request.body;
        const at = until === null ? null : epochMs(until);
        const set = await previews.shadow(visitorOf(request), request.params.season, at);
        return { until: set };
      },
    });
  };
