import { z } from 'zod';
import { Refusal } from '../../service/outcome.js';
import type { Guard } from '../../service/guarded.js';
import type { Planner, PreparedPlan } from '../../service/planner.js';
import { visitorOf, type Routes } from '../api.js';
import { bundle, wish } from '../schemas/season.js';
import { problems } from '../schemas/words.js';
import { asSent, given } from '../shapes.js';

const fault = z.object({
  file: z.string(),
  line: z.int(),
  column: z.int(),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
});
const faulty = z.object({ ok: z.literal(false), faults: z.array(fault) });
const line = z.object({
  at: z.string(),
  unit: z.string(),
  step: z.string(),
  occurrence: z.string().nullable(),
  action: z.string(),
  rung: z.int().optional(),
  to: z.array(z.string()),
  side: z.literal('acceptor').optional(),
});
const body = z.object({ bundle, wish: wish.omit({ seconds: true }).optional() });
const tags = ['plans'];
const deed = { operation: 'plan.check', target: {} } as const;

/** Holds a plan's people and hours against the registers and running seasons: throws `Refusal` where they forbid it. */
export type StartCheck = (prepared: PreparedPlan) => Promise<void>;

/** Plans before they are seasons: what is wrong with one, and every word it would say. */
export const planRoutes =
  (planner: Planner, guard: Guard, assertStartable: StartCheck): Routes =>
  (api) => {
    api.route({
      method: 'POST',
      url: '/api/v1/plans/check',
      config: { access: 'plan.check', idempotency: 'none' },
      schema: {
        tags,
        summary: 'Every fault of a plan, with file, line, column and what to do; starts nothing',
        body: body.extend({
          registers: z
            .boolean()
            .optional()
            .describe('also whether its people may hold their posts, and their hours are free'),
        }),
        response: {
          200: z.union([
            z.object({ ok: z.literal(true), units: z.int(), steps: z.int(), duties: z.int() }),
            faulty,
          ]),
          ...problems(409, 422),
        },
      },
      handler: async (request) => {
        const { bundle: files, wish: wished = {}, registers = false } = request.body;
        const desk = guard(visitorOf(request));
        const prepared = await desk.read(deed, () =>
          planner.prepare(files, given(wished)).catch(misused),
        );
        if ('faults' in prepared) return { ok: false as const, faults: asSent(prepared.faults) };
        const duties = prepared.unitPlans.reduce((sum, one) => sum + one.body.duties.length, 0);
        const { units, steps } = prepared.plan;
        const target = { path: units[0]?.path ?? '' };
        if (registers)
          await desk.read({ operation: 'register.read', target }, () => assertStartable(prepared));
        return { ok: true as const, units: units.length, steps: steps.length, duties };
      },
    });
    api.route({
      method: 'POST',
      url: '/api/v1/plans/simulate',
      config: { access: 'plan.check', idempotency: 'none' },
      schema: {
        tags,
        summary: 'Every word the season would say, in the order of time; starts nothing',
        body,
        response: {
          200: z.union([z.object({ ok: z.literal(true), words: z.array(line) }), faulty]),
          ...problems(422),
        },
      },
      handler: async (request) => {
        const { bundle: files, wish: wished = {} } = request.body;
        const words = await guard(visitorOf(request)).read(deed, () =>
          planner.simulate(files, given(wished)).catch(misused),
        );
        return 'faults' in words
          ? { ok: false as const, faults: asSent(words.faults) }
          : { ok: true as const, words: asSent(words) };
      },
    });
  };

function misused(error: unknown): never {
  if (!(error instanceof RangeError)) throw error;
  throw new Refusal('bad-wish', `参数有误：${error.message}`, error.message);
}
