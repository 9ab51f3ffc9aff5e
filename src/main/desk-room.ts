import { codesByMail, codesToFile, firstOf } from '../adapters/channels/code-channels.js';
import { createMailer } from '../adapters/channels/mailer.js';
import { argon2Passwords } from '../adapters/passwords.js';
import { openSeal } from '../adapters/secrets/keys.js';
import { linkMarks } from '../adapters/secrets/link-marks.js';
import { createConcerned } from '../service/concerned.js';
import { contactRegister, registerFacts } from '../service/desks/in-register.js';
import { createHouse, type House } from '../service/desks/house.js';
import { createRegisters } from '../service/registers/registers.js';
import { texts } from '../text/texts.js';
import type { ChannelRoom } from './channel-room.js';
import type { Parts } from './parts.js';
import type { Place } from './place.js';

/** Desks, cards, links and what the pages show, on the parts of a process. */
export function openHouse(
  { codesFile, mail, lang }: Pick<Place, 'codesFile' | 'mail' | 'lang'>,
  { store, keys }: Pick<Parts, 'store' | 'keys'>,
  channels: Pick<ChannelRoom, 'codes'>,
): House {
  const now = Date.now;
  const seal = openSeal(keys);
  const facts = registerFacts({ store, seal });
  const registers = createRegisters({ store, seal, now });
  const subject = texts(lang).desks.codeSubject;
  const { mailOf, phoneOf } = facts;
  const set = channels.codes({ subject, mailOf, phoneOf });
  const byMail =
    mail && codesByMail(createMailer({ ...mail, tls: 'offered' }), { subject, mailOf });
  return createHouse({
    ...{ store, now, seal, passwords: argon2Passwords },
    concerned: createConcerned({ store, now }),
    channel: firstOf([...set, ...(byMail ? [byMail] : []), codesToFile(codesFile)]),
    register: contactRegister({ registers, seal, store }),
    ...{ receipts: store.ledger, marks: linkMarks(keys) },
    officeOf: facts.officeOf,
  });
}
