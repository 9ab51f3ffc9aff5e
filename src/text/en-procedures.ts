import type { Procedures } from './zh-CN-procedures.js';

export const enProcedures: Procedures = {
  command: {
    procedure: 'procedures: look, begin (spare papers, failed equipment, incidents …)',
    list: 'what a unit may begin, and how far it has come with what was begun',
    begin: 'begins a procedure: from now on its steps are owed',
  },
  option: {
    id: 'the procedure, see procedure list',
    about: 'what for, as "room 12, 2 papers"; signatories confirm these very words',
    session:
      'for which session (late start, failed listening); absent: the one that runs, or the next within 12 hours',
  },
  none: 'this unit has no procedures',
  never: 'never begun',
  steps: (titles) => `steps: ${titles}`,
  begun: (ordinal, about, open) =>
    `no. ${ordinal}  ${about}  ${open === 0 ? 'all done' : `${open} not done`}`,
};
