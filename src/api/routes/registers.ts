import { z } from 'zod';
import type { Visitor } from '../../service/guarded.js';
import type { RegistersPort } from '../../service/registers/registers.js';
import { Refusal } from '../../service/outcome.js';
import { visitorOf, type Api, type Routes } from '../api.js';
import {
  dossier,
  entryId,
  entryPage,
  imported,
  listedKind,
  listQuery,
  reach,
  reserve,
  rosterCheck,
  rows,
  substituteQuery,
} from '../schemas/register.js';
import { pathOf, problems, seasonId } from '../schemas/words.js';
import { asSent, given } from '../shapes.js';
import { addTables } from './register-tables.js';

export type RegistersFor = (visitor: Visitor) => RegistersPort;

const tags = ['registers'];
const params = z.object({ id: entryId });

/** People, departments and devices across seasons; how a season is staffed. */
export const registerRoutes =
  (registersFor: RegistersFor): Routes =>
  (api) => {
    for (const kind of listedKind.options) addKind(api, registersFor, kind);
    addPeople(api, registersFor);
    addTables(api, registersFor);
    addChecks(api, registersFor);
  };

function addKind(api: Api, registersFor: RegistersFor, kind: z.infer<typeof listedKind>): void {
  api.route({
    method: 'GET',
    url: `/api/v1/${kind}`,
    config: { access: 'register.read' },
    schema: {
      tags,
      summary: 'By id, page by page; telephone and mail masked',
      querystring: listQuery,
      response: { 200: entryPage, ...problems() },
    },
    handler: async (request) => {
      const { cursor, limit, owner, q } = request.query;
      const wish = given({ after: cursor, owner: owner && pathOf(owner), text: q });
      return asSent(await registersFor(visitorOf(request)).list(kind, { ...wish, limit }));
    },
  });
  api.route({
    method: 'GET',
    url: `/api/v1/${kind}/:id`,
    config: { access: 'register.read' },
    schema: {
      tags,
      summary: 'One, with all that it was and who changed it when',
      params,
      response: { 200: dossier, ...problems() },
    },
    handler: async (request) =>
      asSent(await registersFor(visitorOf(request)).show(kind, pathOf(request.params.id))),
  });
  const key = { people: 'person', departments: 'department', devices: 'device' }[kind];
  api.route({
    method: 'PUT',
    url: `/api/v1/${kind}/:id`,
    config: { access: 'register.write' },
    schema: {
      tags,
      summary: 'Adds or changes one; what is left out stays as it is',
      params,
      body: rows[kind],
      response: { 200: imported, ...problems(409, 422) },
    },
    handler: async (request) => {
      const { by = '', ...row } = request.body;
      const fields = { ...given(row), [key]: pathOf(request.params.id) };
      return put(registersFor(visitorOf(request)), kind, fields, by);
    },
  });
}

function addPeople(api: Api, registersFor: RegistersFor): void {
  for (const kind of ['declarations', 'trainings'] as const)
    api.route({
      method: 'POST',
      url: `/api/v1/people/:id/${kind}`,
      config: { access: 'register.write' },
      schema: {
        tags,
        summary:
          'Puts on record what somebody declared, or the training he sat; names whom it bars',
        params,
        body: rows[kind],
        response: { 200: imported, ...problems(409, 422) },
      },
      handler: async (request) => {
        const { by = '', ...row } = request.body;
        const fields = { ...given(row), person: request.params.id };
        return put(registersFor(visitorOf(request)), kind, fields, by);
      },
    });
  api.route({
    method: 'POST',
    url: '/api/v1/people/:id/reveal',
    config: { access: 'register.reveal', idempotency: 'none' },
    schema: {
      tags,
      summary: 'How to reach somebody, in full; that it was asked for is on record',
      params,
      response: { 200: reach, ...problems(422) },
    },
    handler: async (request) =>
      asSent(await registersFor(visitorOf(request)).reveal(request.params.id)),
  });
}

function addChecks(api: Api, registersFor: RegistersFor): void {
  const season = z.object({ season: seasonId });
  api.route({
    method: 'GET',
    url: '/api/v1/seasons/:season/roster-check',
    config: { access: 'register.read' },
    schema: {
      tags,
      summary:
        'Who may not hold his post and why, clashing hours, heads away, devices in two places',
      params: season,
      response: { 200: rosterCheck, ...problems() },
    },
    handler: async (request) =>
      asSent(await registersFor(visitorOf(request)).check(request.params.season)),
  });
  api.route({
    method: 'GET',
    url: '/api/v1/seasons/:season/substitutes',
    config: { access: 'register.read' },
    schema: {
      tags,
      summary: 'Who could lawfully take a post now, the nearest first',
      params: season,
      querystring: substituteQuery,
      response: { 200: z.object({ items: z.array(reserve) }), ...problems() },
    },
    handler: async (request) => {
      const registers = registersFor(visitorOf(request));
      const items = await registers.substitutes(request.params.season, request.query.post);
      return { items: asSent(items) };
    },
  });
}

/** A single row that is not fit is refused with what is wrong with it. */
async function put(
  registers: RegistersPort,
  kind: Parameters<RegistersPort['put']>[0],
  row: Readonly<Record<string, string>>,
  by: string,
) {
  const outcome = await registers.put(kind, row, by);
  const lines = (lang: 'zh' | 'en'): string =>
    outcome.faults
      .map((fault) => (fault.column === '' ? fault[lang] : `${fault.column}: ${fault[lang]}`))
      .join('\n');
  if (outcome.faultCount > 0) throw new Refusal('row-faults', lines('zh'), lines('en'));
  return asSent(outcome);
}
