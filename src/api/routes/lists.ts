import type { z } from 'zod';
import { epochMs, type Kind, type Status } from '../../engine/model.js';
import type { DutyWish, PageWish } from '../../service/reads/duty-list.js';
import { visitorOf, type Routes } from '../api.js';
import { dutyList, dutyQuestion } from '../schemas/list.js';
import { pathOf, problems } from '../schemas/words.js';
import { asSent, given } from '../shapes.js';
import { addPosts } from './posts.js';
import type { PortFor } from './seasons.js';

/** Lists, page by page: duties, filtered and sorted; posts and who holds them. */
export const listRoutes =
  (portFor: PortFor): Routes =>
  (api) => {
    addPosts(api, portFor);
    api.route({
      method: 'GET',
      url: '/api/v1/duties',
      config: { access: 'duty.read' },
      schema: {
        tags: ['duties'],
        summary: 'Duties that the asker may see; what changes between pages loses no other row',
        querystring: dutyQuestion,
        response: { 200: dutyList, ...problems(422) },
      },
      handler: async (request) => {
        const visitor = visitorOf(request);
        const wish = wishOf(request.query, visitor.actor.person);
        return asSent(await portFor(visitor).duties(wish, pageOf(request.query)));
      },
    });
  };

type Question = z.infer<typeof dutyQuestion>;

function wishOf(question: Question, me: string): DutyWish {
  const { season, person, phase, step, level, text } = question;
  const { unit, department, status, kind, mine, overdue, dueFrom, dueTo } = question;
  return given({
    ...{ season, phase, step, level, text },
    dueFrom: dueFrom === undefined ? undefined : epochMs(dueFrom),
    dueTo: dueTo === undefined ? undefined : epochMs(dueTo),
    person: mine === 'true' ? me : person,
    under: unit && pathOf(unit),
    department: department && pathOf(department),
    // The schema lets no others through.
    status: status?.split(',') as Status[] | undefined,
    kind: kind?.split(',') as Kind[] | undefined,
    isOverdue: overdue === 'true' || undefined,
  });
}

const pageOf = ({ sort, desc, lang, cursor, limit, count }: Question): PageWish =>
  given({
    ...{ sort, lang, cursor, limit },
    isDescending: desc === 'true' || undefined,
    isCounted: count === 'true' || undefined,
  });
