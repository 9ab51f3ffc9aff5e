/** A person of the register (人员库), shared by all seasons; never an identity number. */
export interface Person {
  /** Stable id. */
  readonly person: string;
  readonly name: string;
  /** Id of a department; empty: none. */
  readonly department: string;
  readonly school: string;
  /** The unit that sends him, where he is dispatched from elsewhere (`city/area-2`); empty: nowhere. */
  readonly home: string;
  readonly subjects: readonly string[];
  /** `YYYY` or `YYYY-MM`; empty: not known. */
  readonly born: string;
  /** `channel=id`: who he is on a channel, as chat programs call him; `channel=phone`: by his number. */
  readonly accounts?: readonly string[];
  /** Names of channels, the dearest first. */
  readonly prefers?: readonly string[];
}

/** What a person declared for an exam (回避申报): never who the candidate is. */
export interface Declaration {
  readonly person: string;
  /** `<season>` for all its exams, or `<season>/<exam>`. */
  readonly exam: string;
  /** `YYYY-MM-DD` */
  readonly declared: string;
  /** A child or direct relative sits the exam. */
  readonly relative: boolean;
  /** Teaches the graduating class. */
  readonly graduating: boolean;
  /** Who of his school confirmed it; empty: nobody yet. */
  readonly confirmedBy: string;
}

/** One course that a person sat, with its result. */
export interface Training {
  readonly person: string;
  readonly course: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly passed: boolean;
  /** Who trained a dispatched person: the county that sends or the one that receives; empty: not dispatched. */
  readonly side: '' | 'sending' | 'receiving';
}

/** All that the register knows of somebody who is to hold a post. */
export interface Candidate {
  /** Null: the register has no such person. */
  readonly person: Person | null;
  readonly declarations: readonly Declaration[];
  readonly trainings: readonly Training[];
}

/** A body that several seasons share. */
export interface Department {
  /** Id, or a path of ids. */
  readonly department: string;
  readonly zh: string;
  readonly en: string;
  /** Id of the department above; empty: none. */
  readonly parent: string;
}

/** Whether a device is fit for use (C1): it is, is to be repaired, to be replaced, or still to be bought. */
export const DEVICE_STATES = ['fits', 'repair', 'replace', 'add'] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];

export interface Device {
  readonly device: string;
  readonly kind: string;
  /** Path of the unit where it stands. */
  readonly unit: string;
  readonly state: DeviceState;
  /** Day of the last inspection, `YYYY-MM-DD`; empty: none. */
  readonly inspected: string;
}
