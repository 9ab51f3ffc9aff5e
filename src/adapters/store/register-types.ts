/** The registers that all seasons share. */
export const REGISTERS = ['people', 'declarations', 'trainings', 'departments', 'devices'] as const;
export type RegisterKind = (typeof REGISTERS)[number];

/** An entry as it stands, or as it once stood. */
export interface Entry {
  readonly kind: RegisterKind;
  readonly id: string;
  readonly owner: string;
  readonly label: string;
  /** Counts from 1. */
  readonly rev: number;
  /** Real time from which it is so. */
  readonly at: number;
  readonly by: string;
  /** Plain JSON. */
  readonly body: unknown;
}

/** How to reach somebody: sealed, and a print to look it up by; null takes it away. */
export interface ContactWrite {
  readonly field: 'phone' | 'mail';
  readonly to: { readonly sealed: string; readonly print: string } | null;
}

/** A new state of an entry. */
export interface EntryWrite {
  readonly kind: RegisterKind;
  readonly id: string;
  readonly owner: string;
  readonly label: string;
  readonly body: unknown;
  /** Of a person only; what is not named stays. */
  readonly contacts?: readonly ContactWrite[];
}

export interface Writing {
  readonly by: string;
  readonly at: number;
  /** What the writer has seen (`head`): anything newer, and nothing is written. */
  readonly basis?: number;
}

export interface Contact {
  readonly person: string;
  readonly field: 'phone' | 'mail';
  readonly sealed: string;
  readonly print: string;
}

export interface EntryPage {
  /** Ids after this one. */
  readonly after?: string;
  readonly limit: number;
  readonly owner?: string;
  /** Somewhere in the label, or the beginning of the id. */
  readonly text?: string;
}

/** Somebody has written to the register since it was looked at. */
export class RegisterMoved extends Error {
  override readonly name = 'RegisterMoved';
}
