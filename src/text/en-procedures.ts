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
  page: {
    title: 'Procedures',
    underWay: (count) => `${count} under way`,
    ready: 'Begun when needed',
    none: 'Your unit has no procedures. A site begins its own; what is told by telephone is begun at the duty desk, which finds the unit.',
    steps: 'Its steps, once begun',
    within: (time) => `within ${time} of the beginning`,
    afterThat: (time) => `within ${time} after that`,
    afterStep: (time, step) => `within ${time} after "${step}"`,
    atOnce: 'at once',
    session: 'Session',
    choose: 'choose one',
    about: 'What for',
    aboutHint:
      'which room and how many, as "room 12, 2 papers"; signatories confirm these very words. No contents of papers, no codes.',
    happenedAt: 'When it happened',
    happenedHint: 'now, if left empty; the clocks run from then',
    go: 'Begin the procedure',
    over: 'All sessions of this unit are over: it cannot be begun.',
    mayNot: 'You have no right to begin it.',
    begun: 'Begun',
    running: 'What runs now',
    receipt: (title, nth, session, about) =>
      `"${title}"${nth === undefined ? '' : ` no. ${nth}`} begun${session === null ? '' : ` (${session})`}: ${about}`,
    told: (who) => `Notice goes to: ${who}`,
    due: (when) => `by ${when}`,
    by: (name, when) => `begun by ${name} ${when}`,
    caller: 'Caller',
    readBackIs: (caller, when, unit, title) =>
      `I read back: ${caller}, ${when}, ${unit} begins "${title}". Is that right? The clocks run once it is recorded; you confirm it yourself in time, or say at once what is wrong.`,
  },
};
