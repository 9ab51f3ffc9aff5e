import { z } from 'zod';
import type { Messages } from '../../../workflows/messages.js';
import { visitorOf, type Routes } from '../api.js';
import { answer } from '../schemas/duty.js';
import { lockBody, vaultBody, vaultLine, vaultView } from '../schemas/vault.js';
import { pathOf, problems, seasonId, stepId, unitInAddress } from '../schemas/words.js';
import { asSent } from '../shapes.js';
import { answerOr } from './duties.js';
import type { PortFor } from './seasons.js';

const params = z.object({ season: seasonId });
const unitParams = params.extend({ unit: unitInAddress });
const tags = ['vault'];
const UNIT = '/api/v1/seasons/:season/units/:unit';

/** Vaults: how they stand, who has key and combination, and what their locks say. */
export const vaultRoutes =
  (portFor: PortFor): Routes =>
  (api) => {
    api.route({
      method: 'GET',
      url: '/api/v1/seasons/:season/vaults',
      config: { access: 'vault.read' },
      schema: {
        ...{ tags, params, summary: 'Every vault of a season that one may see' },
        response: { 200: z.object({ items: z.array(vaultLine) }), ...problems() },
      },
      handler: async (request) => {
        const items = await portFor(visitorOf(request)).vaults(request.params.season);
        return asSent({ items });
      },
    });
    api.route({
      method: 'GET',
      url: `${UNIT}/vault`,
      config: { access: 'vault.read' },
      schema: {
        ...{ tags, params: unitParams, summary: 'A vault: permit, hands, watch, lock, duties' },
        response: { 200: vaultView, ...problems() },
      },
      handler: async (request) => {
        const { season, unit } = request.params;
        return asSent(await portFor(visitorOf(request)).vault(season, pathOf(unit)));
      },
    });
    api.route({
      method: 'POST',
      url: `${UNIT}/steps/:step/vault`,
      config: { access: 'vault.act', idempotency: 'command' },
      schema: {
        ...{ tags, params: unitParams.extend({ step: stepId }), body: vaultBody },
        summary: 'Gives or takes the key or the combination, or withdraws the permit',
        response: { 200: answer, ...problems(409, 422) },
      },
      handler: async (request) => {
        const { season, unit, step } = request.params;
        const said = { by: '', ...request.body, step, key: request.intent } as Messages['vault'];
        const port = portFor(visitorOf(request));
        return answerOr(await port.act(season, pathOf(unit), 'vault', said));
      },
    });
    api.route({
      method: 'POST',
      url: `${UNIT}/lock`,
      config: { access: 'vault.lock', idempotency: 'command' },
      schema: {
        ...{ tags, params: unitParams, body: lockBody },
        summary: 'A lock was opened: at its hour it is noted, at any other it alarms',
        response: { 200: answer, ...problems(409, 422) },
      },
      handler: async (request) => {
        const { season, unit } = request.params;
        const said = { by: '', ...request.body, key: request.intent } as Messages['unlock'];
        const port = portFor(visitorOf(request));
        return answerOr(await port.act(season, pathOf(unit), 'unlock', said));
      },
    });
  };
