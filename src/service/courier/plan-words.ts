import { gatheredReads } from '../../adapters/store/gather.js';
import type { Season } from '../../adapters/store/types.js';
import type { Label } from '../../courier/model.js';
import type { Post, UnitPlan } from '../../engine/model.js';
import { custodySteps } from '../../engine/custody-source.js';
import type { Title } from '../../engine/season-plan.js';
import type { Lang } from '../../text/lang.js';
import { texts } from '../../text/texts.js';
import type { Parts } from '../service.js';

/** The words of one version of a season's plan. */
export interface PlanWords {
  unit(path: string): Title;
  /** The name of a person on a post; his id where he is on none. */
  name(person: string): string;
  /** A duty's title with its session. */
  titled(title: Title, session: string | null): Title;
  /** Of a duty of the plan; null for any other. */
  label(duty: string): Label | null;
  /** A missing duty `<unit>:<duty>`, or a silent unit; of what is sensitive the unit alone. */
  needed(what: string, lang: Lang): string;
  /** The first rung of each duty's ladder at a unit, by duty. */
  firstRungs(path: string): Promise<ReadonlyMap<string, Post>>;
}

const MOST_PLANS = 4;
/** A plan of a unit may be large, and only a part of it is kept. */
const PLANS_AT_ONCE = 50;
const MOST_UNITS = 2_000;

/** Plans are large and seldom change: the words of the last few are kept, by season and version. */
export function createPlanWords({ store }: Pick<Parts, 'store'>) {
  const plans = new Map<string, Promise<PlanWords | null>>();
  const rungs = new Map<string, Promise<ReadonlyMap<string, Post>>>();
  const unitPlan = gatheredReads(PLANS_AT_ONCE, async (hashes: readonly string[]) => {
    const found = await store.unitPlans(hashes);
    return (hash) => found.get(hash) ?? null;
  });
  return {
    /** Null where the season's plan is not there. */
    of: ({ id, version }: Pick<Season, 'id' | 'version'>): Promise<PlanWords | null> =>
      kept(plans, MOST_PLANS, `${id} ${version}`, () => read(id, version)),
  };

  async function read(season: string, version: number): Promise<PlanWords | null> {
    const found = await store.planVersion(season, version);
    if (!found) return null;
    const { plan, posts } = found;
    const hashes = await store.unitHashes(season, version);
    const units = new Map(plan.units.map(({ path, title }) => [path, title]));
    const steps = new Map(plan.steps.map((step) => [step.id, step]));
    const labels = new Map(
      [...plan.steps, ...custodySteps(plan)].map((one) => [one.id, one.label]),
    );
    const sessions = new Map(plan.sessions.map(({ id, title }) => [id, title]));
    const names = new Map(posts.map(({ person, name }) => [person, name]));
    const stepOf = (duty: string) => steps.get(duty) ?? steps.get(duty.split('@')[0] ?? '');
    const unit = (path: string): Title => units.get(path) ?? { zh: path, en: path };
    const titled = (title: Title, session: string | null): Title => {
      if (session === null) return title;
      const of = sessions.get(session) ?? { zh: session, en: session };
      return {
        zh: texts('zh').say.sessionOf(title.zh, of.zh),
        en: texts('en').say.sessionOf(title.en, of.en),
      };
    };
    return {
      ...{ unit, titled },
      name: (person) => names.get(person) ?? person,
      label: (duty) => labels.get(duty) ?? labels.get(duty.split('@')[0] ?? '') ?? null,
      needed(what, lang) {
        const [path = '', duty] = what.split(':');
        if (duty === undefined) return unit(path)[lang];
        const step = stepOf(duty);
        if (step?.label === 'sensitive') return texts(lang).letters.hidden(unit(path)[lang]);
        const session = duty.split('@')[1] ?? null;
        const title = step ? titled(step.title, step.sessions ? session : null)[lang] : duty;
        return `${unit(path)[lang]} ${title}`;
      },
      firstRungs: (path) => {
        const hash = hashes[path];
        if (hash === undefined) return Promise.resolve(NO_RUNGS);
        return kept(rungs, MOST_UNITS, hash, async () => firstRungsOf(await unitPlan(hash)));
      },
    };
  }
}

const firstRungsOf = (plan: UnitPlan | null): ReadonlyMap<string, Post> =>
  new Map(
    (plan?.duties ?? []).flatMap(({ id, ladder }) =>
      ladder.rungs[0] ? [[id, ladder.rungs[0].to] as const] : [],
    ),
  );

const NO_RUNGS: ReadonlyMap<string, Post> = new Map();

/** Keeps the newest few; what failed is asked again. */
function kept<Value>(
  all: Map<string, Promise<Value>>,
  most: number,
  key: string,
  fresh: () => Promise<Value>,
): Promise<Value> {
  const value = all.get(key) ?? fresh();
  all.delete(key);
  all.set(key, value);
  value.catch(() => all.delete(key));
  const [oldest] = all.keys();
  if (all.size > most && oldest !== undefined) all.delete(oldest);
  return value;
}
