import type { Duty, Field } from '../engine/model.js';
import type { StepSource, Title } from '../engine/season-plan.js';

/** A field of a form as it is asked of a unit: with its title, and with what the unit's plan knows. */
export interface AskedField extends Field {
  readonly title: Title;
}

/** What a duty's form asks; the titles stand in the step, the unit's numbers in the duty. */
export function askedFields(
  step: Pick<StepSource, 'form'> | undefined,
  duty: Pick<Duty, 'fields'> | undefined,
): readonly AskedField[] {
  return (step?.form.fields ?? []).map(({ id, title, type, required }) => {
    const { expected, rooms } = duty?.fields.find((field) => field.id === id) ?? {};
    return {
      ...{ id, title, type, required },
      ...(expected !== undefined && { expected }),
      ...(rooms !== undefined && { rooms }),
    };
  });
}
