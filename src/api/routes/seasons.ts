import { z } from 'zod';
import type { Port } from '../../service/port.js';
import type { Visitor } from '../../service/guarded.js';
import { visitorOf, type Routes } from '../api.js';
import { asSent, given } from '../shapes.js';
import {
  bundle,
  reconciled,
  repaired,
  season,
  seasonStatus,
  started,
  unit,
  verdict,
  wish,
} from '../schemas/season.js';
import { cursor, level, limit, overdueList, phase } from '../schemas/list.js';
import {
  instantOut,
  pathOf,
  personId,
  problems,
  seasonId,
  unitInAddress,
} from '../schemas/words.js';

export type PortFor = (visitor: Visitor) => Port;

const params = z.object({ season: seasonId });
const tags = ['seasons'];

/** Seasons: start, look at, pause, close; what is overdue; verify and repair. */
export const seasonRoutes =
  (portFor: PortFor): Routes =>
  (api) => {
    api.route({
      method: 'GET',
      url: '/api/v1/seasons',
      config: { access: 'season.read' },
      schema: { tags, response: { 200: z.object({ items: z.array(season) }), ...problems() } },
      handler: async (request) => ({ items: asSent(await portFor(visitorOf(request)).seasons()) }),
    });
    api.route({
      method: 'POST',
      url: '/api/v1/seasons',
      config: { access: 'season.start' },
      schema: {
        tags,
        summary: 'Checks a plan and starts its season; the same plan again changes nothing',
        body: z.object({ bundle, wish: wish.optional() }),
        response: { 200: started, 201: started, ...problems(409, 422) },
      },
      handler: async (request, reply) => {
        const { bundle: files, wish: wished = {} } = request.body;
        const begun = await portFor(visitorOf(request)).startSeason(files, given(wished));
        return reply.code(begun.fresh ? 201 : 200).send(begun);
      },
    });
    api.route({
      method: 'GET',
      url: '/api/v1/seasons/:season',
      config: { access: 'season.read' },
      schema: { tags, params, response: { 200: seasonStatus, ...problems() } },
      handler: async (request) =>
        asSent(await portFor(visitorOf(request)).statusOf(request.params.season)),
    });
    for (const type of ['pause', 'resume'] as const)
      api.route({
        method: 'POST',
        url: `/api/v1/seasons/:season/${type}`,
        config: { access: 'season.govern' },
        schema: {
          tags,
          params,
          body: z.object({ by: personId.optional() }).nullish(),
          response: { 200: z.object({ season: z.string(), done: z.string() }), ...problems(409) },
        },
        handler: async (request) => {
          const by = request.body?.by ?? '';
          await portFor(visitorOf(request)).governSeason(request.params.season, type, by);
          return { season: request.params.season, done: type };
        },
      });
    api.route({
      method: 'POST',
      url: '/api/v1/seasons/:season/close',
      config: { access: 'season.govern' },
      schema: {
        tags,
        params,
        body: z.object({ by: personId.optional() }).nullish(),
        response: { 200: seasonStatus, ...problems(409) },
      },
      handler: async (request) =>
        asSent(
          await portFor(visitorOf(request)).closeSeason(
            request.params.season,
            request.body?.by ?? '',
          ),
        ),
    });
    api.route({
      method: 'GET',
      url: '/api/v1/seasons/:season/report',
      config: { access: 'duty.read' },
      schema: {
        tags,
        params,
        response: { 200: z.looseObject({ season, now: instantOut }), ...problems() },
      },
      handler: async (request) =>
        asSent(await portFor(visitorOf(request)).seasonReport(request.params.season)),
    });
    api.route({
      method: 'GET',
      url: '/api/v1/seasons/:season/units',
      config: { access: 'season.read' },
      schema: {
        tags,
        params,
        querystring: z.object({ under: unitInAddress.optional() }),
        response: { 200: z.object({ items: z.array(unit) }), ...problems() },
      },
      handler: async (request) => {
        const { under } = request.query;
        const port = portFor(visitorOf(request));
        const items = await port.units(request.params.season, under && pathOf(under));
        return { items: asSent(items) };
      },
    });
    api.route({
      method: 'GET',
      url: '/api/v1/overdue',
      config: { access: 'duty.read' },
      schema: {
        tags,
        summary: 'What is late now, who was told and who is next; the longest late first',
        querystring: z.object({
          season: seasonId.optional(),
          unit: unitInAddress.optional(),
          department: unitInAddress.optional(),
          phase: phase.optional(),
          level: level.optional(),
          sort: z.enum(['late', 'level']).optional(),
          cursor: cursor.optional(),
          limit: limit.optional(),
        }),
        response: { 200: overdueList, ...problems(422) },
      },
      handler: async (request) => {
        const { unit: under, department, season: id, ...wish } = request.query;
        const list = await portFor(visitorOf(request)).overdue({
          ...(id !== undefined && { season: id }),
          ...(under !== undefined && { under: pathOf(under) }),
          ...(department !== undefined && { department: pathOf(department) }),
          ...given(wish),
        });
        return asSent(list);
      },
    });
    api.route({
      method: 'GET',
      url: '/api/v1/seasons/:season/verdict',
      config: { access: 'season.verify' },
      schema: {
        tags,
        summary: 'Holds the record against plan, board and running units',
        params,
        response: { 200: verdict, ...problems() },
      },
      handler: async (request) =>
        asSent(await portFor(visitorOf(request)).verify(request.params.season)),
    });
    for (const way of ['rebuild', 'reseed'] as const)
      api.route({
        method: 'POST',
        url: `/api/v1/seasons/:season/${way}`,
        config: { access: 'system.operate' },
        schema: { tags, params, response: { 200: repaired, ...problems(409) } },
        handler: async (request) =>
          asSent(await portFor(visitorOf(request))[way](request.params.season)),
      });
    api.route({
      method: 'POST',
      url: '/api/v1/seasons/:season/reconcile',
      config: { access: 'system.operate' },
      schema: {
        tags,
        summary: 'After one of them was put back: store and Temporal tell one story again',
        params,
        response: { 200: reconciled, ...problems(409) },
      },
      handler: async (request) =>
        asSent(await portFor(visitorOf(request)).reconcile(request.params.season)),
    });
  };
