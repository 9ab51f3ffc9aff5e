import type { RegisterKind } from '../../adapters/store/register-types.js';
import type { createGuard, Visitor } from '../guarded.js';
import type { RegistersPort } from './registers.js';

/** The registers as one visitor sees them: within his rights, under his own name, and on record. */
export function guardedRegisters(
  port: RegistersPort,
  guard: ReturnType<typeof createGuard>,
  visitor: Visitor,
): RegistersPort {
  const desk = guard(visitor);
  const { actor } = visitor;
  const reading = { operation: 'register.read', target: {} } as const;
  const writing = (content: unknown) =>
    ({ operation: 'register.write', target: {}, content }) as const;
  /** At the console somebody is named; anybody else is himself. */
  const nameOf = (by: string): string => (actor.way === 'console' && by !== '' ? by : actor.person);
  const about = (kind: RegisterKind, bytes: Buffer) => ({ kind, bytes: bytes.toString('base64') });

  return {
    list: (kind, wish) => desk.read(reading, () => port.list(kind, wish)),
    show: (kind, id) => desk.read(reading, () => port.show(kind, id)),
    reveal: (person) =>
      desk.change({ operation: 'register.reveal', target: {}, content: { person } }, () =>
        port.reveal(person),
      ),
    put: (kind, row, by) =>
      desk.change(writing({ kind, row }), () => port.put(kind, row, nameOf(by))),
    preview: (bytes, wish) =>
      desk.read({ operation: 'register.write', target: {} }, () => port.preview(bytes, wish)),
    apply: (bytes, wish, by, basis) =>
      desk.change(writing({ ...wish, ...about(wish.kind, bytes) }), () =>
        port.apply(bytes, wish, nameOf(by), basis),
      ),
    export: (wish) =>
      wish.contacts
        ? desk.change({ operation: 'register.reveal', target: {}, content: wish }, () =>
            port.export(wish),
          )
        : desk.read({ operation: 'export.read', target: {} }, () => port.export(wish)),
    check: (season) =>
      desk.read({ operation: 'register.read', target: { season } }, () => port.check(season)),
    substitutes: (season, post) =>
      desk.read({ operation: 'register.read', target: { season } }, () =>
        port.substitutes(season, post),
      ),
  };
}
