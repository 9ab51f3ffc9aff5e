import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWake } from '../../src/engine/decide.js';
import { allOf } from '../../src/engine/evolve.js';
import {
  epochMs,
  NEVER,
  type Duty,
  type UnitEvent,
  type UnitPlan,
} from '../../src/engine/model.js';
import { simulate } from '../../src/engine/simulate.js';
import { planOf } from '../../src/engine/state.js';
import { courses, END, plans, START } from './arbitraries.js';
import {
  ...{ begun },
} from './unit.js';
