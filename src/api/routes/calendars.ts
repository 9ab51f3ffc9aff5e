import { z } from 'zod';
import { icalendar } from '../../report/ical.js';
import type { createCalendars } from '../../service/reads/calendars.js';
import { Refusal } from '../../service/outcome.js';
import { visitorOf, type Routes } from '../api.js';
import { instantOut, pathOf, problems, seasonId, unitInAddress } from '../schemas/words.js';
import { asSent } from '../shapes.js';

const EVERY_MINUTES = 30;
const tags = ['calendars'];
const calendar = z.object({
  id: z.string(),
  season: z.string(),
  under: z.string().nullable(),
  lang: z.enum(['zh', 'en']),
  createdAt: instantOut,
  revokedAt: instantOut.nullable(),
});

/** Calendars by a secret address: made and revoked by their owner, read by whatever program has the address. */
export const calendarRoutes =
  (calendars: ReturnType<typeof createCalendars>): Routes =>
  (api) => {
    api.route({
      method: 'GET',
      url: '/api/v1/calendars',
      config: { access: 'calendar.own' },
      schema: { tags, response: { 200: z.object({ items: z.array(calendar) }), ...problems() } },
      handler: async (request) => ({ items: asSent(await calendars.list(visitorOf(request))) }),
    });
    api.route({
      method: 'POST',
      url: '/api/v1/calendars',
      // The secret is in the answer: it is not kept, and a second request makes a second address.
      config: { access: 'calendar.own', idempotency: 'none' },
      schema: {
        tags,
        summary: 'A secret address for calendar programs; shown once',
        body: z.object({
          season: seasonId,
          unit: unitInAddress.optional(),
          lang: z.enum(['zh', 'en']).default('zh'),
        }),
        response: { 201: calendar.extend({ path: z.string() }), ...problems(409) },
      },
      handler: async (request, reply) => {
        const { season, unit, lang } = request.body;
        const wish = { season, lang, ...(unit !== undefined && { under: pathOf(unit) }) };
        const { secret, ...made } = await calendars.create(visitorOf(request), wish);
        return reply.code(201).send(asSent({ ...made, path: `/ical/${secret}.ics` }));
      },
    });
    api.route({
      method: 'DELETE',
      url: '/api/v1/calendars/:id',
      config: { access: 'calendar.own', idempotency: 'none' },
      schema: {
        tags,
        params: z.object({ id: z.string().regex(/^c-[\w-]{1,40}$/) }),
        response: { 204: z.undefined(), ...problems() },
      },
      handler: async (request, reply) => {
        await calendars.revoke(visitorOf(request), request.params.id);
        return reply.code(204).send(undefined);
      },
    });
    api.route({
      method: 'GET',
      url: '/ical/:file',
      config: { access: 'anybody' },
      schema: {
        tags,
        hide: true,
        params: z.object({ file: z.string().regex(/^[\w-]{43}\.ics$/) }),
      },
      handler: async (request, reply) => {
        const found = await calendars.read(request.params.file.replace(/\.ics$/, ''));
        if (found === null)
          throw new Refusal('not-found', '没有这个日历', 'there is no such calendar');
        const { name, dates: entries } = found;
        return reply
          .type('text/calendar; charset=utf-8')
          .send(icalendar({ name, everyMinutes: EVERY_MINUTES, entries }));
      },
    });
  };
