import type { Messages } from '../../../workflows/messages.js';
import type { KeptSigning } from '../../adapters/store/signings.js';
import { epochMs, type Duty, type EpochMs, type Post, type UnitPlan } from '../../engine/model.js';
import { knownDuties } from '../../engine/procedure.js';
import type { Season } from '../../adapters/store/types.js';
import { postSignedTwice, signingFault, type SigningFault } from '../../policy/two-persons.js';
import type { SignatureCheck } from '../guarded-act.js';
import type { Visitor } from '../guarded.js';
import { heldPosts } from '../courier/on-duty.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';
import { takesBoth } from '../vault-hands.js';
import { deskRefusal } from './refusing.js';

export interface TwoPersonParts extends Pick<Parts, 'store' | 'now'> {
  /** The department that the register has a person in; null where it has none. */
  readonly officeOf: (person: string) => Promise<string | null>;
}

type Confirm = Messages['confirm'];
type StandIn = Messages['standIn'];
type Deed = Messages['vault'];

interface Scene {
  readonly season: Season;
  readonly path: string;
  readonly plan: UnitPlan;
  readonly duty: Duty;
  /** The occurrence's id. */
  readonly id: string;
  /** Plan time. */
  readonly at: EpochMs;
}

const SIDES: readonly string[] = ['incoming', 'outgoing'];

/** Two persons, two secrets, their bodies: held against every signature before it goes to the unit. */
export function createTwoPersons(parts: TwoPersonParts) {
  const { store } = parts;

  return {
    /** Lets a signature in and keeps the secret it came with, or throws the reason why not. */
    assertSignature: (async (visitor, season, path, message) => {
      const scene = await sceneOf(season, path, message);
      if (!scene) return;
      const fault = await faultOf(scene, visitor, message);
      if (fault !== null) throw deskRefusal(fault, message.post);
    }) satisfies SignatureCheck,

    /** Nobody stands in where he would then sign one duty on two posts. */
    async assertStandIn(season: string, path: string, { post, person }: StandIn): Promise<void> {
      const plan = await store.signings.unitPlan(season, path);
      if (!plan) return;
      const of = await known(parts, season);
      const held = await heldPosts(store, of, person, await planNow(parts, of));
      const signed = knownDuties(plan).flatMap(({ sign }) => (sign ? [sign.posts] : []));
      const twice = postSignedTwice({ post, held }, signed);
      if (twice !== null) throw deskRefusal('signs-already', twice);
    },

    /** Nobody takes a vault's key who was handed the post of its combination, or the other way round. */
    async assertHands(season: string, path: string, { act, what, to, by }: Deed): Promise<void> {
      const person = act === 'pass' ? to : act === 'take' ? by : undefined;
      const plan = await store.signings.unitPlan(season, path);
      if (!plan || what === undefined || person === undefined) return;
      const at = await planNow(parts, await known(parts, season));
      if (await takesBoth(store, season, plan, what, person, at))
        throw deskRefusal('hands-joined', person);
    },
  };

  async function faultOf(
    scene: Scene,
    { actor }: Visitor,
    message: Confirm,
  ): Promise<SigningFault | null> {
    const { season, path, duty, id, at } = scene;
    const { post, by } = message;
    const isTyped = actor.way !== 'console' && actor.person !== by;
    // However many sessions he opens, what one person types in for others is of one secret: himself.
    const secret = isTyped ? typedBy(actor.person) : actor.secret;
    const office = await parts.officeOf(by);
    const offices = [...new Set([...(office === null ? [] : [office]), ...unitOf(post)])];
    const wanted: KeptSigning = {
      ...{ season: season.id, path, duty: id, person: by, post, secret, offices, at },
    };
    const holds = duty.watch !== undefined || (await holdsPost(scene, by, post));
    const rule = {
      differentOffices: duty.sign?.offices === 'different',
      initiators: await initiatorsOf(scene, by),
      // At the terminal of a rehearsal one plays all the parts; in earnest nobody does.
      ...(season.rehearsal && actor.way === 'console' && { oneSecret: true as const }),
    };
    const withinMs = duty.watch?.withinMs ?? duty.sign?.withinMs ?? 0;
    const asking = { person: by, secret, offices, holds, ...(isTyped && { typist: actor.person }) };
    return store.signings.keep(wanted, epochMs(at - withinMs), (before) => {
      const others = othersOf(before, by);
      // Known here before the unit's log tells of it.
      const hasTyped = others.some((other) => other.secret === typedBy(by));
      const initiators = hasTyped ? [...rule.initiators, by] : rule.initiators;
      return signingFault(asking, others, { ...rule, initiators });
    });
  }

  async function sceneOf(season: string, path: string, message: Confirm): Promise<Scene | null> {
    const of = await known(parts, season);
    const plan = await store.signings.unitPlan(season, path);
    const duty = plan && dutyOf(plan, message);
    // A duty that nobody signs, or that is not there: the unit says so in its own words.
    if (!plan || !duty || !(duty.sign ?? duty.watch)) return null;
    const at = await planNow(parts, of);
    const id = await occurrenceOf(season, plan, duty, message);
    return { season: of, path, plan, duty, id, at };
  }

  /** The occurrence meant: as named, or the only one that is open. */
  async function occurrenceOf(
    season: string,
    plan: UnitPlan,
    { step, id, series }: Duty,
    { occurrence }: Confirm,
  ): Promise<string> {
    if (occurrence !== undefined) return `${step}@${occurrence}`;
    const isBegun = !plan.duties.some((duty) => duty.id === id);
    if (id === step && series === undefined && !isBegun) return id;
    const open = await store.duties({ season, path: plan.path, step });
    const [only, ...others] = open.filter(
      ({ acceptedAt, kind }) => acceptedAt === null && kind !== 'series',
    );
    return only && others.length === 0 ? only.duty : id;
  }

  /** Holds the post today, by the plan or as a stand-in. */
  async function holdsPost(
    { season, path, at }: Scene,
    person: string,
    post: Post,
  ): Promise<boolean> {
    if ((await heldPosts(store, season, person, at)).includes(post)) return true;
    return (await store.signings.standIns(season.id, path)).some(
      (one) => one.post === post && one.person === person && one.from <= at && at < one.until,
    );
  }

  /** Who typed in another's signature of this occurrence, or named the stand-in on one of its posts. */
  async function initiatorsOf(
    { season, path, duty, id, at }: Scene,
    by: string,
  ): Promise<string[]> {
    const events = await store.dutyEvents(season.id, path, id);
    const typed = events.flatMap(({ event }) =>
      event.type === 'confirmed' && event.by !== by && event.recordedBy !== undefined
        ? [event.recordedBy]
        : [],
    );
    const standIns = await store.signings.standIns(season.id, path);
    const named = standIns.flatMap((one) =>
      one.person !== by && duty.sign?.posts.includes(one.post) ? [one.by] : [],
    );
    const handed = await store.takeOvers.ofPosts(season.id, duty.sign?.posts ?? [], at);
    const arranged = handed.flatMap((one) => (one.person === by ? [] : [one.by]));
    return [...typed, ...named, ...arranged];
  }
}

const typedBy = (person: string): string => `typed/${person}`;

/** What the same person signed before is not another's. */
const othersOf = (before: readonly KeptSigning[], person: string): readonly KeptSigning[] =>
  before.filter((one) => one.person !== person);

function dutyOf(plan: UnitPlan, { step, occurrence }: Confirm): Duty | undefined {
  const id = occurrence === undefined ? step : `${step}@${occurrence}`;
  const all = knownDuties(plan);
  return all.find((duty) => duty.id === id) ?? all.find((duty) => duty.step === step);
}

const unitOf = (post: Post): string[] => (SIDES.includes(post) ? [] : [post.split('#')[0] ?? '']);
