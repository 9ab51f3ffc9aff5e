import { z } from 'zod';
import { isAble } from '../../policy/may.js';
import { targetOf } from '../../service/guarded.js';
import { visitorOf, type Api } from '../api.js';
import { coded, oralRecord } from '../schemas/desk.js';
import { inAddress, problems, seasonId, words } from '../schemas/words.js';
import { asSent } from '../shapes.js';
import { tags, type DesksRoom } from './desk-room.js';

/** What the duty desk asks for: the duties of a short code, and what was recorded for somebody. */
export function addPhone(api: Api, { house, guard }: DesksRoom): void {
  api.route({
    method: 'GET',
    url: '/api/v1/codes/:code',
    config: { access: 'duty.read' },
    schema: {
      tags,
      summary: 'The duties of a short code in running seasons, however it was written down',
      params: z.object({ code: words(40) }),
      response: { 200: z.object({ items: z.array(coded) }), ...problems(409) },
    },
    handler: async (request) => {
      const desk = guard(visitorOf(request));
      const found = await house.book.byCode(request.params.code);
      const seen: (typeof found)[number][] = [];
      for (const one of found) {
        const { id } = one.season;
        const { path, duty, doer, answerable } = one.duty;
        const held = await house.heldBy(id, desk.actor.person);
        if (desk.can('duty.read', targetOf(id, path, duty, [doer, answerable], held)))
          seen.push(one);
      }
      const items = seen.map(({ season, duty, code }) => ({
        ...{ season: season.id, unit: inAddress(duty.path), duty: duty.duty, code },
        ...{ title: duty.title, status: duty.status },
      }));
      return { items };
    },
  });
  api.route({
    method: 'GET',
    url: '/api/v1/oral-records',
    config: { access: 'duty.record-for' },
    schema: {
      tags,
      summary: 'What was recorded for somebody after a call and waits for his own word',
      querystring: z.object({ season: seasonId.optional() }),
      response: { 200: z.object({ items: z.array(oralRecord) }), ...problems() },
    },
    handler: async (request) => {
      const visitor = visitorOf(request);
      const desk = guard(visitor);
      if (!isAble(visitor.actor, 'duty.record-for'))
        await desk.assertMay({ operation: 'duty.record-for', target: {} });
      const records = (await house.oralRecords(request.query.season)).filter(({ season, view }) =>
        desk.can('duty.record-for', { season: season.id, path: view.path }),
      );
      const items = records.map(({ season, view, ...rest }) => ({
        ...rest,
        ...{ season: season.id, unit: inAddress(view.path), duty: view.duty },
        ...{ title: view.title, dueAt: view.dueAt },
      }));
      return { items: asSent(items) };
    },
  });
}
