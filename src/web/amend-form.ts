import type { Html } from '../report/page/html.js';
import type { Form } from '../engine/model.js';
import type { DutySight } from '../service/desks/duty-sight.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { formFields, type Send } from './form-fields.js';
import { words } from './forms.js';

/**
 * Corrects what was reported: its form as it was said last, and why. Where somebody accepts reports it is for him to
 * see first, so an accepted one is not corrected here. Null where there is nothing to correct.
 */
export function amendForm(
  lang: Lang,
  sight: DutySight,
  send: Send,
): readonly [title: string, Html] | null {
  const { dossier, may, oral, acceptBy } = sight;
  const { status } = dossier.duty;
  const isOpen = status === 'submitted' || (status === 'accepted' && acceptBy === null);
  const said = lastSaid(sight);
  if (!isOpen || oral || said === null || dossier.fields.length === 0 || !may.has('duty.amend'))
    return null;
  const t = texts(lang).desks.duty;
  const parts = [...formFields(lang, dossier.fields, said), words('reason', t.reason, true)];
  return [t.amend, send('amend', parts, t.amend, 'soft')];
}

/** The form of the last report, as it was amended since; null before any. */
function lastSaid({ dossier }: DutySight): Form | null {
  const event = dossier.events
    .map((one) => one.event)
    .findLast(({ type }) => type === 'submitted' || type === 'amended');
  return event && 'form' in event ? (event.form ?? {}) : null;
}
