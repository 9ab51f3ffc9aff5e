import type { RegisterKind } from '../../adapters/store/register-types.js';
import type { Target } from '../../policy/actor.js';
import type { Operation } from '../../policy/operation.js';
import { decidedBy, type createGuard, type Deed, type Visitor } from '../guarded.js';
import type { createBodies } from './bodies.js';
import type { GivenRow } from './one-row.js';
import { ownEntries } from './own-entries.js';
import type { RegistersPort } from './registers.js';

/** Where things of the registers stand in the tree of units. */
export interface RegisterTree extends ReturnType<typeof createBodies> {
  /** The unit at the top of a season; null where there is no such season. */
  readonly rootOf: (season: string) => Promise<string | null>;
}

/**
 * The registers as one visitor sees them: within his rights, under his own name, and on record. They are of the
 * whole service: who has a right at the top of a tree of units has it for all of them, whole tables included. Who
 * has it further down has it for the entries of his part, one by one.
 */
export function guardedRegisters(
  port: RegistersPort,
  guard: ReturnType<typeof createGuard>,
  tree: RegisterTree,
  visitor: Visitor,
): RegistersPort {
  const desk = guard(visitor);
  const { actor } = visitor;
  const on = (operation: Operation, content?: unknown) => ({
    ...{ operation, content },
    target: wholeFor(operation) ?? {},
  });
  const about = (kind: RegisterKind, bytes: Buffer) => ({ kind, bytes: bytes.toString('base64') });
  const own = ownEntries(port, tree, (path, operation) => desk.can(operation, { path }));

  return {
    async list(kind, wish) {
      const deed = on('register.read');
      if (wholeFor('register.read') || !mayInPart('register.read'))
        return desk.read(deed, () => port.list(kind, wish));
      return own.list(kind, wish);
    },
    show: async (kind, id) =>
      desk.read(await onEntry('register.read', kind, id), () => port.show(kind, id)),
    reveal: async (person) =>
      desk.change(
        { ...(await onEntry('register.reveal', 'people', person)), content: { person } },
        () => port.reveal(person),
      ),
    put: async (kind, row, by) =>
      desk.change({ ...(await onRow(kind, row)), content: { kind, row } }, () =>
        port.put(kind, row, decidedBy(actor, by)),
      ),
    preview: (bytes, wish) => desk.read(on('register.write'), () => port.preview(bytes, wish)),
    apply: (bytes, wish, by, basis) =>
      desk.change(on('register.write', { ...wish, ...about(wish.kind, bytes) }), () =>
        port.apply(bytes, wish, decidedBy(actor, by), basis),
      ),
    export: (wish) =>
      wish.contacts
        ? desk.change(on('register.reveal', wish), () => port.export(wish))
        : desk.change(on('export.read', wish), () => port.export(wish)),
    check: async (season) => desk.read(await inSeason(season), () => port.check(season)),
    substitutes: async (season, post) =>
      desk.read(await inSeason(season), () => port.substitutes(season, post)),
  };

  /** The target by which somebody has a right to all of the registers; null where he has not. */
  function wholeFor(operation: Operation): Target | null {
    const tops = actor.grants.flatMap(({ unit }) => unit.split('/')[0] || []);
    const targets: Target[] = [{}, ...tops.map((path) => ({ path }))];
    return targets.find((target) => desk.can(operation, target)) ?? null;
  }

  function mayInPart(operation: Operation): boolean {
    return actor.grants.some(({ unit, department }) =>
      desk.can(operation, { path: department ?? unit }),
    );
  }

  async function onEntry(operation: Operation, kind: RegisterKind, id: string): Promise<Deed> {
    const whole = wholeFor(operation);
    if (whole) return { operation, target: whole };
    const path = await own.unitOf(operation, kind, id);
    return { operation, target: path === null ? {} : { path } };
  }

  async function onRow(kind: RegisterKind, row: GivenRow): Promise<Deed> {
    const operation = 'register.write';
    const whole = wholeFor(operation);
    if (whole) return { operation, target: whole };
    const path = await own.unitOfRow(kind, row);
    return { operation, target: path === null ? {} : { path } };
  }

  /** How a season is staffed is the business of whoever has the right for its root. */
  async function inSeason(season: string): Promise<Deed> {
    const path = await tree.rootOf(season);
    return { operation: 'register.read', target: { season, ...(path && { path }) } };
  }
}
