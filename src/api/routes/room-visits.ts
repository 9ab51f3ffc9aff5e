import { visitorOf, type Api, type Routes } from '../api.js';
import { sheetParams } from '../schemas/room.js';
import { enterBody, leaveBody, notedVisit, visitList, visitParams } from '../schemas/room-visit.js';
import { pathOf, problems } from '../schemas/words.js';
import { asSent, given } from '../shapes.js';
import { happened, type RoomsFor } from './rooms.js';

const tags = ['rooms'];
const SHEET = '/api/v1/seasons/:season/room-entries/:session/:unit';

/** Who entered the rooms of a site in a session, and left them. */
export const roomVisitRoutes =
  (roomsFor: RoomsFor): Routes =>
  (api) => {
    addList(api, roomsFor);
    addEntry(api, roomsFor);
    addLeaving(api, roomsFor);
  };

function addList(api: Api, roomsFor: RoomsFor): void {
  api.route({
    method: 'GET',
    url: SHEET,
    config: { access: 'room.read' },
    schema: {
      tags,
      summary: 'Who entered the rooms of a site in a session, why and when',
      params: sheetParams,
      response: { 200: visitList, ...problems(409) },
    },
    handler: async (request) => {
      const { season, session, unit } = request.params;
      return asSent(await roomsFor(visitorOf(request)).visits(season, session, pathOf(unit)));
    },
  });
}

function addEntry(api: Api, roomsFor: RoomsFor): void {
  api.route({
    method: 'POST',
    url: SHEET,
    config: { access: 'room.enter' },
    schema: {
      tags,
      summary: 'Writes down that somebody entered a room; answers the list',
      params: sheetParams,
      body: enterBody,
      response: { 200: notedVisit, ...problems(409, 422) },
    },
    handler: async (request) => {
      const { season, session, unit } = request.params;
      const { happenedAt, by = '', ...rest } = request.body;
      const wish = {
        ...{ ...given(rest), by, session, site: pathOf(unit) },
        ...happened(happenedAt),
      };
      return asSent(await roomsFor(visitorOf(request)).enter(season, wish));
    },
  });
}

function addLeaving(api: Api, roomsFor: RoomsFor): void {
  api.route({
    method: 'POST',
    url: `${SHEET}/:nth/left`,
    config: { access: 'room.enter' },
    schema: {
      tags,
      summary: 'Writes down that he left it again; answers the list',
      params: visitParams,
      body: leaveBody,
      response: { 200: notedVisit, ...problems(409, 422) },
    },
    handler: async (request) => {
      const { season, session, unit, nth } = request.params;
      const { happenedAt, by = '' } = request.body;
      const wish = { session, site: pathOf(unit), nth, by, ...happened(happenedAt) };
      return asSent(await roomsFor(visitorOf(request)).leave(season, wish));
    },
  });
}
