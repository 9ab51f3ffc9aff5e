import { z } from 'zod';
import { parseDuration } from '../engine/moment.js';
import { time } from '../plan/schema-step.js';
import { duration, shape, words } from '../plan/shape.js';

/** So long nobody may answer before the next one hears; `never`: the ladder alone. Nobody answers within no time. */
const patience = words(
  'bad-patience',
  (text) => text === 'never' || (parseDuration(text) ?? 0) > 0,
);

/** `courier.yaml`: how an office wants to be written to. What is left out is as it is without the file. */
export const COURIER = shape({
  /** So long a word waits for others to the same person. */
  wait: shape({ urgent: duration.optional(), ordinary: duration.optional() }).optional(),
  /** Null: none. */
  quiet: shape({ from: time, to: time }).nullable().optional(),
  /** An urgent word that is due so long after the quiet hours does not wait for their end. */
  morning: duration.optional(),
  /** Messages a person and day. */
  ceiling: z.int().min(1).max(200).optional(),
  lastCall: time.optional(),
  /** Duties in one message. */
  lines: z.int().min(1).max(50).optional(),
  unanswered: shape({ critical: patience.optional(), urgent: patience.optional() }).optional(),
  brief: shape({ morning: time.optional(), afterSession: duration.optional() }).optional(),
});

export type CourierFile = z.infer<typeof COURIER>;
