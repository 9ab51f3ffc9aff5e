import type { RegisterKind } from '../../adapters/store/register-types.js';
import type { Declaration, Department, Device, Person, Training } from '../../registers/person.js';

/** What an entry of each register holds; a person's ways to be reached lie elsewhere, sealed. */
export interface Bodies {
  readonly people: Person;
  readonly declarations: Declaration;
  readonly trainings: Training;
  readonly departments: Department;
  readonly devices: Device;
}

/** One fact of many about a person has a name of its own: the same fact again is the same entry. */
const declarationId = ({ person, exam }: Pick<Declaration, 'person' | 'exam'>): string =>
  `${person} ${exam}`;
const trainingId = ({
  person,
  course,
  date,
  side,
}: Pick<Training, 'person' | 'course' | 'date' | 'side'>): string =>
  [person, course, date, side].filter(Boolean).join(' ');

/** Somebody of whom nothing else is known yet. */
export const newPerson = (person: string, name: string): Person => ({
  ...{ person, name, department: '', school: '', home: '', subjects: [], born: '' },
});

/** Id, owner and label of an entry, by what it holds. */
export function namesOf(kind: RegisterKind, body: Bodies[RegisterKind]) {
  switch (kind) {
    case 'people': {
      const { person, department, name } = body as Person;
      return { id: person, owner: department, label: name };
    }
    case 'declarations': {
      const said = body as Declaration;
      return { id: declarationId(said), owner: said.person, label: said.exam };
    }
    case 'trainings': {
      const training = body as Training;
      return { id: trainingId(training), owner: training.person, label: training.course };
    }
    case 'departments': {
      const { department, parent, zh, en } = body as Department;
      return { id: department, owner: parent, label: `${zh} ${en}` };
    }
    case 'devices': {
      const { device, unit, kind: sort } = body as Device;
      return { id: device, owner: unit, label: sort };
    }
  }
}
