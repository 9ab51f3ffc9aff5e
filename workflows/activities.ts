import { proxyActivities } from '@temporalio/workflow';
import type { BriefActivities } from '../activities/brief.js';
import type { GateActivities } from '../activities/gate.js';
import type { MorningActivities } from '../activities/morning.js';
import type { RecordActivities } from '../activities/record.js';

/**
 * Unlimited retries: a fact answered to a client has to reach the store, however long it is down.
 * 10 seconds: what a killed worker costs before another one takes the write over.
 */
export const { record } = proxyActivities<RecordActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds' },
  summary: '写入台账',
});

/** Unlimited retries: without its plan a unit can do nothing but wait for it. */
export const { fetchPlan } = proxyActivities<RecordActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds' },
  summary: '取方案',
});

/** It asks for up to a minute, then names the silent; a heartbeat tells a killed worker apart. */
export const { askSubtree } = proxyActivities<GateActivities>({
  startToCloseTimeout: '90 seconds',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds' },
  summary: '核验条件',
});

/** In a rehearsal nobody is late: it is waited for whoever has not come to the instant yet. */
export const { askSubtree: askPatiently } = proxyActivities<GateActivities>({
  startToCloseTimeout: '31 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds' },
  summary: '核验条件（演练）',
});

/**
 * A fold of every log of the season: minutes where it is a nation's. Two hours of trying: what comes later is no
 * morning's report, and the next one says what was missed.
 */
export const { proveMorning } = proxyActivities<MorningActivities>({
  startToCloseTimeout: '15 minutes',
  scheduleToCloseTimeout: '2 hours',
  retry: { initialInterval: '5 seconds', maximumInterval: '2 minutes' },
  summary: '晨报',
});

/** Some reads of the board for each who coordinates. Half an hour of trying: a brief says how things stand now. */
export const { tellBrief } = proxyActivities<BriefActivities>({
  startToCloseTimeout: '5 minutes',
  scheduleToCloseTimeout: '30 minutes',
  retry: { initialInterval: '5 seconds', maximumInterval: '1 minute' },
  summary: '简报',
});
