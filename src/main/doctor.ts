import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import type { ConfigFaults } from './config.js';
import { finding, type DoctorFinding, type FindingName } from './doctor-finding.js';
import { auditFindings } from './doctor-audit.js';
import { channelFindings } from './doctor-channels.js';
import { courierFindings } from './doctor-courier.js';
import { fileFindings } from './doctor-files.js';
import { healthFindings } from './doctor-health.js';
import { storeFindings } from './doctor-store.js';
import { temporalFindings } from './doctor-temporal.js';
import { timeFindings } from './doctor-time.js';
import type { Place } from './place.js';

export interface DoctorWish {
  /** An address whose `Date` the clock is held against; absent: nobody outside is asked. */
  readonly timeFrom?: string;
}

/** Settings that cannot be read: nothing else can be looked at. */
export const misconfigured = ({ zh, en }: ConfigFaults): readonly DoctorFinding[] =>
  zh.map((fault, n) => ({
    ...{ name: 'config', state: 'bad' },
    sentence: { zh: fault, en: en[n] ?? fault },
  }));

/**
 * Looks at everything an operator can put right, from this machine, whether the service runs or not. It changes
 * nothing but the probe that a running service writes as well. Never rejects: what cannot be looked at is a finding.
 */
export async function examine(place: Place, wish: DoctorWish): Promise<readonly DoctorFinding[]> {
  const files = await fileFindings(place).catch(failed('folder'));
  const store = await storeFindings(place).catch(failed('schema'));
  const server = await temporalFindings(place).catch(failed('server'));
  const channels = await channelFindings(place).catch(failed('channels'));
  const time = await timeFindings(wish.timeFrom);
  // Opening an older store would migrate it.
  const isOpened = store[0]?.name === 'schema' && store[0].state === 'ok';
  const health = isOpened ? await healthFindings(place).catch(failed('temporal')) : [];
  const audit = isOpened ? await auditFindings(place).catch(failed('auditChain')) : [];
  return [
    finding('config'),
    ...files,
    ...store,
    ...server,
    ...channels,
    ...courierFindings(place),
    ...time,
    ...health,
    ...audit,
  ];
}

const failed =
  (name: FindingName) =>
  (error: unknown): readonly DoctorFinding[] => {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    const sentence = (lang: Lang) => texts(lang).operations.health.failed(reason.slice(0, 200));
    return [{ name, state: 'bad', sentence: { zh: sentence('zh'), en: sentence('en') } }];
  };
