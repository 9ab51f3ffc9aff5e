import type { DutyView } from '../adapters/store/types.js';
import { groupedBy } from '../engine/grouped.js';
import type { EpochMs, Status } from '../engine/model.js';
import { ordinalIn } from '../engine/series.js';
import type { StepSource, Title } from '../engine/season-plan.js';
import { Refusal } from './outcome.js';
import { known } from './seasons.js';
import type { Parts } from './service.js';
import { begunFor } from './session-events.js';

/** One beginning of a procedure: what for, and how far it has come. */
export interface BegunView {
  readonly ordinal: number;
  readonly about: string;
  /** The session that it was begun for; absent where it is for none. */
  readonly session?: string;
  readonly open: number;
  readonly steps: readonly {
    readonly duty: string;
    readonly status: Status;
    readonly dueAt: EpochMs;
    readonly acceptedAt: EpochMs | null;
  }[];
}

/** What a unit may begin when it is needed, and what has been begun. */
export interface ProcedureView {
  readonly id: string;
  readonly title: Title;
  readonly steps: readonly { readonly id: string; readonly title: Title }[];
  readonly begun: readonly BegunView[];
}

/** The procedures of a unit. Throws `Refusal` where the season has no such unit. */
export async function procedures(
  { store }: Pick<Parts, 'store'>,
  season: string,
  path: string,
): Promise<readonly ProcedureView[]> {
  const of = await known({ store }, season);
  const unitPlan = await store.signings.unitPlan(season, path);
  if (!unitPlan) throw new Refusal('unknown-unit', `没有单位 ${path}`, `no unit ${path}`);
  const plan = await store.planVersion(season, of.version);
  const steps = new Map(plan?.plan.steps.map((step) => [step.id, step]) ?? []);
  const titles = new Map(plan?.plan.procedures?.map(({ id, title }) => [id, title]) ?? []);
  const held = unitPlan.procedures ?? [];
  const views = held.length === 0 ? [] : await store.duties({ season, path });
  return Promise.all(
    held.map(async ({ id, session, duties }) => {
      const mine = views.filter(({ step }) => duties.some((duty) => duty.step === step));
      const begun = begunOf(mine, (step) => titleOf(steps.get(step), step));
      return {
        id,
        title: titles.get(id) ?? { zh: id, en: id },
        steps: duties.map(({ step }) => ({ id: step, title: titleOf(steps.get(step), step) })),
        begun: session ? await Promise.all(begun.map(forSession)) : begun,
      };
    }),
  );

  async function forSession(begun: BegunView): Promise<BegunView> {
    const [first] = begun.steps;
    const events = first ? await store.dutyEvents(season, path, first.duty) : [];
    const session = begunFor(events);
    return { ...begun, ...(session !== undefined && { session }) };
  }
}

const titleOf = (step: StepSource | undefined, id: string): Title =>
  step?.title ?? { zh: id, en: id };

function begunOf(views: readonly DutyView[], title: (step: string) => Title): readonly BegunView[] {
  return [...groupedBy(views, ({ duty }) => ordinalIn(duty))]
    .sort(([a], [b]) => a - b)
    .map(([ordinal, of]) => ({
      ordinal,
      about: of[0] ? aboutOf(of[0], title(of[0].step)) : '',
      open: of.filter(({ acceptedAt }) => acceptedAt === null).length,
      steps: of
        .sort((a, b) => a.dueAt - b.dueAt)
        .map(({ duty, status, dueAt, acceptedAt }) => ({ duty, status, dueAt, acceptedAt })),
    }));
}

/** The words after the step's title: `begin` puts them there. A title may have a colon of its own. */
function aboutOf(view: DutyView, { zh }: Title): string {
  const said = view.title.zh;
  if (said.startsWith(`${zh}：`)) return said.slice(zh.length + 1);
  return said.split('：').slice(1).join('：');
}
