import type { Visitor } from '../../service/guarded.js';
import type { RoomsPort } from '../../service/rooms/rooms.js';
import { visitorOf, type Api, type Routes } from '../api.js';
import {
  checkQuery,
  importQuery,
  replaceBody,
  replaced,
  rosterReport,
  seasonParams,
  sheetParams,
  sheetView,
  standingCheck,
  standingLines,
  substituteQuery,
  substitutes,
} from '../schemas/room.js';
import { pathOf, problems } from '../schemas/words.js';
import { asSent, given } from '../shapes.js';
import { z } from 'zod';

export type RoomsFor = (visitor: Visitor) => RoomsPort;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TYPES = ['text/csv', XLSX, 'application/octet-stream'];
/** A roster of fifty thousand rooms. */
const BODY_LIMIT = 20 * 1024 * 1024;
const tags = ['rooms'];
const ROSTERS = '/api/v1/seasons/:season/room-rosters';
const SHEET = `${ROSTERS}/:session/:unit`;

/** Who invigilates which room: rosters taken in and checked, and who was replaced. */
export const roomRoutes =
  (roomsFor: RoomsFor): Routes =>
  (api) => {
    addImport(api, roomsFor);
    addReads(api, roomsFor);
    addSheet(api, roomsFor);
    addReplacement(api, roomsFor);
  };

function addImport(api: Api, roomsFor: RoomsFor): void {
  api.addContentTypeParser(TYPES, { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_, body, done) =>
    done(null, body),
  );
  api.route({
    method: 'POST',
    url: `${ROSTERS}/import`,
    // The same file again finds everything as it is.
    config: { access: 'room.read', idempotency: 'none' },
    bodyLimit: BODY_LIMIT,
    schema: {
      tags,
      summary: 'Checks a room roster in xlsx or CSV, or accepts it: nothing while it has faults',
      consumes: TYPES,
      params: seasonParams,
      querystring: importQuery,
      body: z.unknown().describe('the file as it is, at most 20 MB'),
      response: { 200: rosterReport, ...problems(409, 413, 415, 422) },
    },
    handler: async (request) => {
      const { file, session, site, apply, partial, by = '' } = request.query;
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const wish = { ...given({ session, site }), file, partial: partial === 'true' };
      const rooms = roomsFor(visitorOf(request));
      const { season } = request.params;
      return asSent(await rooms.import(season, bytes, { ...wish, apply: apply === 'true' }, by));
    },
  });
}

function addReads(api: Api, roomsFor: RoomsFor): void {
  api.route({
    method: 'GET',
    url: ROSTERS,
    config: { access: 'room.read' },
    schema: {
      tags,
      summary: 'The rosters that stand, by session and site',
      params: seasonParams,
      response: { 200: standingLines, ...problems(409) },
    },
    handler: async (request) => ({
      items: asSent(await roomsFor(visitorOf(request)).list(request.params.season)),
    }),
  });
  api.route({
    method: 'GET',
    url: '/api/v1/seasons/:season/room-roster-check',
    config: { access: 'room.read' },
    schema: {
      tags,
      summary: 'Who may not serve where an accepted roster has him, as things stand now',
      params: seasonParams,
      querystring: checkQuery,
      response: { 200: standingCheck, ...problems(409) },
    },
    handler: async (request) => {
      const { season } = request.params;
      return asSent(await roomsFor(visitorOf(request)).check(season, request.query.session));
    },
  });
}

function addSheet(api: Api, roomsFor: RoomsFor): void {
  api.route({
    method: 'GET',
    url: SHEET,
    config: { access: 'room.read' },
    schema: {
      tags,
      summary: 'One session at one site: places, replacements, every version',
      params: sheetParams,
      response: { 200: sheetView, ...problems(409) },
    },
    handler: async (request) => {
      const { season, session, unit } = request.params;
      return asSent(await roomsFor(visitorOf(request)).show(season, session, pathOf(unit)));
    },
  });
  api.route({
    method: 'GET',
    url: `${SHEET}/substitutes`,
    config: { access: 'room.read' },
    schema: {
      tags,
      summary: 'Who of the reserve could lawfully take a place, the nearest first',
      params: sheetParams,
      querystring: substituteQuery,
      response: { 200: substitutes, ...problems(409) },
    },
    handler: async (request) => {
      const { season, session, unit } = request.params;
      const wish = { ...request.query, session, site: pathOf(unit) };
      return { items: asSent(await roomsFor(visitorOf(request)).substitutes(season, wish)) };
    },
  });
}

function addReplacement(api: Api, roomsFor: RoomsFor): void {
  api.route({
    method: 'POST',
    url: `${SHEET}/replacements`,
    config: { access: 'room.replace' },
    schema: {
      tags,
      summary:
        'Replaces an invigilator from the reserve: the chief decides, on an inspector’s word',
      params: sheetParams,
      body: replaceBody,
      response: { 200: replaced, ...problems(409, 422) },
    },
    handler: async (request) => {
      const { season, session, unit } = request.params;
      const { happenedAt, by = '', ...rest } = request.body;
      const wish = {
        ...{ ...given(rest), by, session, site: pathOf(unit) },
        ...happened(happenedAt),
      };
      return asSent(await roomsFor(visitorOf(request)).replace(season, wish));
    },
  });
}

/** When it happened, where that was said: an instant, or a time as it is written. */
export const happened = (at: number | string | undefined): { happenedAt?: number } =>
  at === undefined ? {} : { happenedAt: new Date(at).getTime() };
