import { z } from 'zod';
import type { House } from '../../service/desks/house.js';
import type { Guard } from '../../service/guarded.js';

export interface DesksRoom {
  readonly house: House;
  readonly guard: Guard;
  /** The address people come by; stands before links. */
  readonly url: string;
}

export const tags = ['desks'];
/** Answers that carry secrets are kept nowhere. */
export const SECRET = { idempotency: 'none' } as const;
/** Of a desk, a card, a link. */
export const id = z.string().regex(/^[0-9A-Z]{6,8}$/);
