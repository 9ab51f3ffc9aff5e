import type { Operation } from './operation.js';

/** Coordinator, department, site, supervisor, auditor, and three administrators of whom none is another. */
export const ROLES = [
  'coordinator',
  'department',
  'site',
  'supervisor',
  'auditor',
  'system-admin',
  'security-admin',
  'audit-admin',
] as const;
export type Role = (typeof ROLES)[number];

/** One right given to one person. */
export interface Grant {
  readonly id: string;
  readonly role: Role;
  /** This unit and all below it; empty: every unit. */
  readonly unit: string;
  /** Only this season; null: every season. */
  readonly season: string | null;
  /** Only what this department owes (its unit path); null: whatever lies in the subtree. */
  readonly department: string | null;
}

/** How somebody came in. The console is the machine's own terminal, held by who may read its data folder. */
export type Way = 'session' | 'token' | 'link' | 'desk' | 'console';

/** Whoever asks for something, with what he may do. */
export interface Actor {
  /** Id of the person in the register. */
  readonly person: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly way: Way;
  /** Names the secret that was shown (a session, token, link, card): two signatures need two of them. */
  readonly secret: string;
  /** Secrets of different kinds shown: one, or two (a password and a code). */
  readonly factors: 1 | 2;
  /** Only these operations, whatever the grants say; null: no such limit. */
  readonly scopes: readonly Operation[] | null;
  /** Only these duties of one unit, for a one-time link; null: no such limit. */
  readonly only: OnlyDuties | null;
}

export interface OnlyDuties {
  readonly season: string;
  readonly path: string;
  readonly duties: readonly string[];
}

/** What an operation is about. Nothing given: about the whole service. */
export interface Target {
  readonly season?: string;
  readonly path?: string;
  readonly duty?: string;
  /** The posts the duty concerns: doer, answerable, acceptor, signatories, lines. */
  readonly posts?: readonly string[];
  /** Posts that the actor holds today in that season. */
  readonly held?: readonly string[];
}
