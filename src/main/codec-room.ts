import type { Routes } from '../api/api.js';
import { codecRoutes } from '../api/routes/codec.js';
import type { Guard } from '../service/guarded.js';
import { createCodec } from '../temporal/codec.js';
import { jsonCodec } from '../temporal/codec-json.js';
import type { Parts } from './parts.js';
import type { Place } from './place.js';

/** The API's room where Temporal's own pages and command line read what is encrypted. */
export const codecRoom = (
  { isEncrypted, codecOrigins }: Place,
  { keys }: Pick<Parts, 'keys'>,
  guard: Guard,
): Routes => codecRoutes(jsonCodec(createCodec(keys, isEncrypted)), guard, codecOrigins);
