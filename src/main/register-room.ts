import { openSeal } from '../adapters/secrets/keys.js';
import type { Routes } from '../api/api.js';
import { registerRoutes } from '../api/routes/registers.js';
import type { Guard } from '../service/guarded.js';
import { createConcerned } from '../service/concerned.js';
import { createBodies } from '../service/registers/bodies.js';
import { guardedRegisters } from '../service/registers/guarded.js';
import { createRegisters } from '../service/registers/registers.js';
import type { Parts } from './parts.js';

/** The registers' room of the API, each visitor within his rights. */
export function registerRoom({ store, keys }: Pick<Parts, 'store' | 'keys'>, guard: Guard): Routes {
  const registers = createRegisters({ store, seal: openSeal(keys), now: Date.now });
  const { rootOf } = createConcerned({ store, now: Date.now });
  const tree = { ...createBodies({ store }), rootOf };
  return registerRoutes((visitor) => guardedRegisters(registers, guard, tree, visitor));
}
