import type { CourierSettings } from '../courier/settings.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { span } from '../text/when.js';
import { courierSettings } from './courier-settings.js';
import { misreadFindings, type DoctorFinding } from './doctor-finding.js';
import type { Place } from './place.js';

/** How people are written to: what is in force, or why it cannot be read. */
export function courierFindings(place: Pick<Place, 'courier'>): readonly DoctorFinding[] {
  try {
    const settings = courierSettings(place);
    const sentence = { zh: inForce('zh', settings), en: inForce('en', settings) };
    return [{ name: 'courier', state: 'ok', sentence }];
  } catch (error) {
    return misreadFindings('courier', error);
  }
}

function inForce(lang: Lang, settings: CourierSettings): string {
  const { windowMs, quiet, unansweredMs, brief, ceiling, lastCall, lines } = settings;
  const long = (ms: number | null) => (ms === null ? null : span(lang, ms));
  return texts(lang).operations.doctor.courier({
    ...{ ceiling, lastCall, lines, morning: brief.morning },
    urgent: span(lang, windowMs.urgent),
    ordinary: span(lang, windowMs.ordinary),
    quiet: quiet === null ? null : `${quiet.from}–${quiet.to}`,
    unansweredCritical: long(unansweredMs.critical),
    unansweredUrgent: long(unansweredMs.urgent),
    afterSession: span(lang, brief.afterSessionMs),
  });
}
