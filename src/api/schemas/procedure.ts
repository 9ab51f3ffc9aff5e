import { z } from 'zod';
import { instantOut, title } from './words.js';

const step = z.object({
  duty: z.string(),
  status: z.string(),
  dueAt: instantOut,
  acceptedAt: instantOut.nullable(),
});

/** What a unit may begin when it is needed, and what has been begun. */
export const procedureView = z.object({
  id: z.string(),
  title,
  steps: z.array(z.object({ id: z.string(), title })),
  begun: z.array(
    z.object({
      ordinal: z.int(),
      about: z.string(),
      session: z.string().optional(),
      open: z.int().describe('duties not yet done'),
      steps: z.array(step),
    }),
  ),
});
