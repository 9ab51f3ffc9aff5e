import { z } from 'zod';
import type { Messages } from '../../../workflows/messages.js';
import { visitorOf, type Routes } from '../api.js';
import { custodyLine, custodyView } from '../schemas/custody.js';
import { answer, bodies } from '../schemas/duty.js';
import { pathOf, problems, seasonId, stepId, unitInAddress } from '../schemas/words.js';
import { asSent } from '../shapes.js';
import { answerOr } from './duties.js';
import type { PortFor } from './seasons.js';

const params = z.object({ season: seasonId });
const unitParams = params.extend({ unit: unitInAddress });
const tags = ['custody'];
const UNIT = '/api/v1/seasons/:season/units/:unit';

/** Papers on their way: where every packet is, and what is reported besides the signatures. */
export const custodyRoutes =
  (portFor: PortFor): Routes =>
  (api) => {
    api.route({
      method: 'GET',
      url: '/api/v1/seasons/:season/custody',
      config: { access: 'custody.read' },
      schema: {
        ...{ tags, params, summary: 'Every consignment of a season that one may see' },
        response: { 200: z.object({ items: z.array(custodyLine) }), ...problems() },
      },
      handler: async (request) => {
        const items = await portFor(visitorOf(request)).custodies(request.params.season);
        return asSent({ items });
      },
    });
    api.route({
      method: 'GET',
      url: `${UNIT}/custody`,
      config: { access: 'custody.read' },
      schema: {
        ...{ tags, params: unitParams, summary: 'A consignment: every packet, leg and step' },
        response: { 200: custodyView, ...problems() },
      },
      handler: async (request) => {
        const { season, unit } = request.params;
        return asSent(await portFor(visitorOf(request)).custody(season, pathOf(unit)));
      },
    });
    api.route({
      method: 'POST',
      url: `${UNIT}/steps/:step/custody`,
      config: { access: 'custody.act', idempotency: 'command' },
      schema: {
        ...{ tags, params: unitParams.extend({ step: stepId }), body: bodies.custody },
        summary: 'Departs, calls, arrives, gets off, or settles what a difference has stopped',
        response: { 200: answer, ...problems(409, 422) },
      },
      handler: async (request) => {
        const { season, unit, step } = request.params;
        const said = { by: '', ...request.body, step, key: request.intent } as Messages['custody'];
        const port = portFor(visitorOf(request));
        return answerOr(await port.act(season, pathOf(unit), 'custody', said));
      },
    });
  };
