import { z } from 'zod';
import type { Messages } from '../../../workflows/messages.js';
import type { Answer } from '../../engine/model.js';
import { Refusal } from '../../service/outcome.js';
import type { ActName } from '../../service/port.js';
import { refusalSentence } from '../../text/refusals.js';
import { visitorOf, type Api, type Routes } from '../api.js';
import {
  addBody,
  answer,
  batchBody,
  beginBody,
  bodies,
  dossier,
  standInBody,
} from '../schemas/duty.js';
import { procedureView } from '../schemas/procedure.js';
import { occurrence, pathOf, problems, seasonId, stepId, unitInAddress } from '../schemas/words.js';
import type { Operation } from '../../policy/operation.js';
import { asSent } from '../shapes.js';
import type { PortFor } from './seasons.js';

const unitParams = z.object({ season: seasonId, unit: unitInAddress });
const params = unitParams.extend({ step: stepId });
const tags = ['duties'];
const UNIT = '/api/v1/seasons/:season/units/:unit';

/** What is done to a duty: the last part of the address, the unit's update, the right. */
const WAYS: readonly (readonly [keyof typeof bodies, ActName, Operation])[] = [
  ['complete', 'completeSteps', 'duty.complete'],
  ['sign-for', 'signFor', 'duty.sign-for'],
  ['answer', 'answer', 'duty.answer'],
  ['confirm', 'confirm', 'duty.confirm'],
  ['leave', 'leave', 'duty.watch'],
  ['accept', 'accept', 'duty.accept'],
  ['return', 'return', 'duty.return'],
  ['waive', 'waive', 'duty.waive'],
  ['hand-on', 'handOn', 'duty.hand-on'],
  ['object', 'object', 'duty.object'],
  ['amend', 'amend', 'duty.amend'],
];

/** Duties: show one, and everything that can be done to it. */
export const dutyRoutes =
  (portFor: PortFor): Routes =>
  (api) => {
    api.route({
      method: 'GET',
      url: `${UNIT}/steps/:step`,
      config: { access: 'duty.read' },
      schema: {
        tags,
        params,
        querystring: z.object({ occurrence: occurrence.optional() }),
        response: { 200: dossier, ...problems() },
      },
      handler: async (request) => {
        const { season, unit, step } = request.params;
        const { occurrence: which } = request.query;
        const duty = which === undefined ? step : `${step}@${which}`;
        return asSent(await portFor(visitorOf(request)).showDuty(season, pathOf(unit), duty));
      },
    });
    for (const way of WAYS) addWay(api, portFor, way);
    addUnitWays(api, portFor);
    api.route({
      method: 'GET',
      url: `${UNIT}/procedures`,
      config: { access: 'duty.read' },
      schema: {
        ...{ tags, params: unitParams, summary: 'What a unit may begin, and what has been begun' },
        response: { 200: z.object({ items: z.array(procedureView) }), ...problems() },
      },
      handler: async (request) => {
        const { season, unit } = request.params;
        const items = await portFor(visitorOf(request)).procedures(season, pathOf(unit));
        return asSent({ items });
      },
    });
  };

function addWay(api: Api, portFor: PortFor, way: (typeof WAYS)[number]): void {
  const [last, name, access] = way;
  api.route({
    method: 'POST',
    url: `${UNIT}/steps/:step/${last}`,
    config: { access, idempotency: 'command' },
    schema: { tags, params, body: bodies[last], response: { 200: answer, ...problems(409, 422) } },
    handler: async (request) => {
      const { season, unit, step } = request.params;
      const body = request.body as Record<string, unknown>;
      const message = { by: '', ...body, step, key: request.intent } as Messages[ActName];
      return answerOr(await portFor(visitorOf(request)).act(season, pathOf(unit), name, message));
    },
  });
}

function addUnitWays(api: Api, portFor: PortFor): void {
  const ways = [
    [
      'steps',
      'addStep',
      'duty.add',
      addBody,
      'Adds a duty that a meeting, an instruction or an inspection asks for',
    ],
    [
      'stand-ins',
      'standIn',
      'duty.stand-in',
      standInBody,
      'Somebody stands in for the holder of a post',
    ],
    [
      'procedures',
      'begin',
      'procedure.begin',
      beginBody,
      'Begins a procedure of the plan: its duties are owed from now on',
    ],
  ] as const;
  for (const [last, name, access, body, summary] of ways)
    api.route({
      method: 'POST',
      url: `${UNIT}/${last}`,
      config: { access, idempotency: 'command' },
      schema: {
        tags,
        summary,
        params: unitParams,
        body,
        response: { 200: answer, ...problems(409, 422) },
      },
      handler: async (request) => {
        const { season, unit } = request.params;
        const message = { by: '', ...request.body, key: request.intent } as Messages[ActName];
        return answerOr(await portFor(visitorOf(request)).act(season, pathOf(unit), name, message));
      },
    });
  api.route({
    method: 'POST',
    url: `${UNIT}/completions`,
    config: { access: 'duty.complete', idempotency: 'command' },
    schema: {
      tags,
      summary: 'Completes several duties of one unit; each is answered for itself, in their order',
      params: unitParams,
      body: batchBody,
      response: { 200: z.object({ answers: z.array(answer) }), ...problems(409, 422) },
    },
    handler: async (request) => {
      const { season, unit } = request.params;
      const items = request.body.items.map((item, n) => ({
        ...item,
        by: item.by ?? '',
        key: item.key ?? `${request.intent}/${n}`,
      })) as Messages['completeSteps'][];
      const answers = await portFor(visitorOf(request)).completeAll(season, pathOf(unit), items);
      return { answers: asSent(answers) };
    },
  });
}

/** A refusal of the unit becomes a problem with its own code and sentence. */
export function answerOr(said: Answer): z.infer<typeof answer> {
  const { refused, detail } = said;
  if (refused === undefined) return said;
  throw new Refusal(
    refused,
    refusalSentence(refused, detail, 'zh'),
    refusalSentence(refused, detail, 'en'),
  );
}
