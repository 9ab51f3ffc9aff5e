import { z } from 'zod';
import type { Visitor } from '../../service/guarded.js';
import type { RosterPort } from '../../service/roster/roster.js';
import { visitorOf, type Api, type Routes } from '../api.js';
import {
  dutyList,
  dutyQuery,
  ended,
  handedOver,
  handOverBody,
  reportQuery,
  rosterReport,
  swapBody,
  swapped,
  takeOver,
  takeOverId,
} from '../schemas/roster.js';
import { problems, seasonId } from '../schemas/words.js';
import { asSent, given } from '../shapes.js';

export type RosterFor = (visitor: Visitor) => RosterPort;

const tags = ['roster'];
const params = z.object({ season: seasonId });
const SEASON = '/api/v1/seasons/:season';

/** Who serves where and in whose place: hand-overs, swaps, who is on duty, what the roster lacks. */
export const rosterRoutes =
  (rosterFor: RosterFor): Routes =>
  (api) => {
    addHandOvers(api, rosterFor);
    addSwap(api, rosterFor);
    addReads(api, rosterFor);
  };

function addHandOvers(api: Api, rosterFor: RosterFor): void {
  api.route({
    method: 'POST',
    url: '/api/v1/hand-overs',
    config: { access: 'roster.change' },
    schema: {
      tags,
      summary: 'Hands all posts and shifts of one person to another for a time, in all seasons',
      body: handOverBody,
      response: { 200: handedOver, ...problems(409, 422) },
    },
    handler: async (request) => {
      const { by = '', since, until, ...rest } = request.body;
      const wish = { ...given(rest), since: instantOf(since), until: instantOf(until) };
      return asSent(await rosterFor(visitorOf(request)).handOver(wish, by));
    },
  });
  api.route({
    method: 'POST',
    url: '/api/v1/hand-overs/:id/back',
    config: { access: 'roster.change' },
    schema: {
      tags,
      summary: 'The absent is back: the hand-over ends now',
      params: takeOverId,
      response: { 200: ended, ...problems(409, 422) },
    },
    handler: async (request) =>
      asSent(await rosterFor(visitorOf(request)).takeBack(request.params.id)),
  });
  api.route({
    method: 'GET',
    url: `${SEASON}/hand-overs`,
    config: { access: 'roster.read' },
    schema: {
      tags,
      summary: 'Who serves in whose place, the last hand-over first',
      params,
      response: { 200: z.object({ items: z.array(takeOver) }), ...problems() },
    },
    handler: async (request) => ({
      items: asSent(await rosterFor(visitorOf(request)).takeOvers(request.params.season)),
    }),
  });
}

function addSwap(api: Api, rosterFor: RosterFor): void {
  api.route({
    method: 'POST',
    url: `${SEASON}/shift-swaps`,
    config: { access: 'roster.change' },
    schema: {
      tags,
      summary: 'Swaps two shifts of one watch between two people',
      params,
      body: swapBody,
      response: { 200: swapped, ...problems(409, 422) },
    },
    handler: async (request) => {
      const { by = '', shift, other, ...rest } = request.body;
      const { season } = request.params;
      const wish = { ...rest, season, shift: instantOf(shift), other: instantOf(other) };
      return asSent(await rosterFor(visitorOf(request)).swap(wish, by));
    },
  });
}

function addReads(api: Api, rosterFor: RosterFor): void {
  api.route({
    method: 'GET',
    url: `${SEASON}/on-duty`,
    config: { access: 'roster.read' },
    schema: {
      tags,
      summary: 'Who is on duty on posts, now or at an instant, and whom to try next',
      params,
      querystring: dutyQuery,
      response: { 200: dutyList, ...problems() },
    },
    handler: async (request) => {
      const { post, at } = request.query;
      const posts = typeof post === 'string' ? [post] : post;
      const when = at === undefined ? undefined : instantOf(at);
      return asSent(await rosterFor(visitorOf(request)).onDuty(request.params.season, posts, when));
    },
  });
  api.route({
    method: 'GET',
    url: `${SEASON}/roster-report`,
    config: { access: 'roster.read' },
    schema: {
      tags,
      summary: 'Posts that duties name with nobody on them, or nobody to be reached',
      params,
      querystring: reportQuery,
      response: { 200: rosterReport, ...problems() },
    },
    handler: async (request) =>
      asSent(await rosterFor(visitorOf(request)).report(request.params.season, request.query.from)),
  });
}

/** Milliseconds; in an address they come as text. */
const instantOf = (said: number | string): number =>
  typeof said === 'number' ? said : /^\d+$/.test(said) ? Number(said) : Date.parse(said);
