import type { RegisterKind } from '../../adapters/store/register-types.js';
import type { Target } from '../../policy/actor.js';
import type { Operation } from '../../policy/operation.js';
import { reachOf } from '../../policy/table.js';
import type { createGuard, Deed, Visitor } from '../guarded.js';
import type { RegistersPort } from './registers.js';

/** The registers as one visitor sees them: within his rights, under his own name, and on record. */
export function guardedRegisters(
  port: RegistersPort,
  guard: ReturnType<typeof createGuard>,
  rootOf: (season: string) => Promise<string | null>,
  visitor: Visitor,
): RegistersPort {
  const desk = guard(visitor);
  const { actor } = visitor;
  // The registers are of the whole service: whoever has the right for a part of the tree has it for them. Who has it
  // only for what is his own has nothing of them.
  const to = (operation: Operation): Target => {
    const unit = actor.grants.find(({ role }) => reachOf(role, operation) === 'subtree')?.unit;
    return unit ? { path: unit } : {};
  };
  const on = (operation: Operation, content?: unknown) => ({
    ...{ operation, content },
    target: to(operation),
  });
  const reading = on('register.read');
  /** At the console somebody is named; anybody else is himself. */
  const nameOf = (by: string): string => (actor.way === 'console' && by !== '' ? by : actor.person);
  const about = (kind: RegisterKind, bytes: Buffer) => ({ kind, bytes: bytes.toString('base64') });

  return {
    list: (kind, wish) => desk.read(reading, () => port.list(kind, wish)),
    show: (kind, id) => desk.read(reading, () => port.show(kind, id)),
    reveal: (person) => desk.change(on('register.reveal', { person }), () => port.reveal(person)),
    put: (kind, row, by) =>
      desk.change(on('register.write', { kind, row }), () => port.put(kind, row, nameOf(by))),
    preview: (bytes, wish) => desk.read(on('register.write'), () => port.preview(bytes, wish)),
    apply: (bytes, wish, by, basis) =>
      desk.change(on('register.write', { ...wish, ...about(wish.kind, bytes) }), () =>
        port.apply(bytes, wish, nameOf(by), basis),
      ),
    export: (wish) =>
      wish.contacts
        ? desk.change(on('register.reveal', wish), () => port.export(wish))
        : desk.read(on('export.read'), () => port.export(wish)),
    check: async (season) => desk.read(await inSeason(season), () => port.check(season)),
    substitutes: async (season, post) =>
      desk.read(await inSeason(season), () => port.substitutes(season, post)),
  };

  /** How a season is staffed is the business of whoever has the right for its root. */
  async function inSeason(season: string): Promise<Deed> {
    const path = await rootOf(season);
    return { operation: 'register.read', target: { season, ...(path && { path }) } };
  }
}
