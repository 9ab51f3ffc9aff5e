import type { Calendar } from '../engine/calendar.js';
import type { UnitPlan } from '../engine/model.js';
import type { PostHolder, SeasonPlan } from '../engine/season-plan.js';

/** A season folder read, checked and compiled: what is printed, and what a template is held against. */
export interface Planned {
  readonly plan: SeasonPlan;
  readonly posts: readonly PostHolder[];
  readonly calendar: Calendar;
  readonly unitPlans: readonly { readonly path: string; readonly body: UnitPlan }[];
}
