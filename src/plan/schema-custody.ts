import { z } from 'zod';
import { duration, id, moment, path, shape, target, title, words } from './shape.js';

const POST = /^[a-z][a-z0-9-]{0,31}(?:\/[a-z0-9][a-z0-9-]{0,31}){0,6}#[a-z][a-z0-9-]{0,63}$/;
const post = words('bad-target', (text) => POST.test(text)).meta({ pattern: POST.source });
const source = z.string().min(1).max(200);
const people = z.int().min(1).max(20);
const text = z.string().min(1).max(40);
// It is read aloud and written down: one word.
const word = z.string().regex(/^\S{1,40}$/);

const step = shape({
  title,
  lead: duration.optional(),
  late: duration,
  within: duration.optional(),
  ladder: id,
  source,
});
const alarm = shape({ title, doer: target, within: duration, ladder: id, source });

/** custody.yaml: the figures of custody, each with the article that it comes from. */
export const CUSTODY_RULES = shape({
  crew: shape({ keepers: people, police: people, escorts: people, source }),
  answerable: id,
  phase: id,
  intake: shape({ permit: id, before: duration, unless: id, source }).optional(),
  steps: shape({
    ...{ load: step, depart: step, call: step, arrive: step, unload: step },
    ...{ handover: step, labels: step, open: step },
  }),
  alarms: shape({
    ...{ difference: alarm, 'wrong-label': alarm, 'opened-early': alarm },
    ...{ 'opened-unmatched': alarm, unlocked: alarm, 'escort-short': alarm },
  }),
});

/** consignments.yaml: its lists are checked item by item. */
export const CONSIGNMENTS = shape({
  places: z.array(z.unknown()).min(1).max(5_000),
  consignments: z.array(z.unknown()).min(1).max(1_000),
});

export const PLACE = shape({
  id,
  kind: z.enum(['vault', 'safe', 'vehicle', 'room', 'binding', 'store']),
  title,
  keepers: z.tuple([post, post]),
  plate: text.optional(),
  police: z.array(post).min(1).max(20).optional(),
});

const leg = shape({
  id,
  from: id,
  to: id,
  vehicle: id.optional(),
  depart: moment,
  arrive: moment.optional(),
  calls: z.array(moment).max(20).default([]),
});
const opening = shape({ id, place: id, subject: word, track: word, from: moment, until: moment });

export const CONSIGNMENT = shape({
  id,
  title,
  session: id.optional(),
  /** The unit that it stands below; left out: the root. */
  unit: path.optional(),
  legs: z.array(leg).max(500).default([]),
  openings: z.array(opening).max(500).default([]),
});
