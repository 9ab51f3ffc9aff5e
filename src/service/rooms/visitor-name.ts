import { candidatesOf, versionOf } from '../registers/facts.js';
import { known } from '../seasons.js';
import type { Parts } from '../service.js';
import { visitRefusal } from './visit-refusal.js';

/** Who entered: by his number, as register or plan call him; else as he was named. Throws `Refusal`. */
export async function nameOfPerson(
  { store }: Pick<Parts, 'store'>,
  season: string,
  { person = '', name = '' }: { readonly person?: string; readonly name?: string },
): Promise<{ readonly person: string; readonly name: string }> {
  if (person === '') {
    const said = name.normalize('NFC').trim();
    if (said === '') throw visitRefusal('who', '');
    return { person: '', name: said };
  }
  const candidate = await candidatesOf(store, [person]);
  const onRegister = candidate(person).person;
  if (onRegister) return { person, name: onRegister.name };
  const version = await versionOf(store, await known({ store }, season));
  const holder = version?.posts.find((one) => one.person === person);
  if (holder) return { person, name: holder.name };
  throw visitRefusal('no-such-person', person);
}
