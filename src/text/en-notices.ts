import type { Said } from './notice-facts.js';
import type { zhNotices } from './zh-CN-notices.js';

/** Notices in English. */
export const enNotices = {
  rehearsal: '[REHEARSAL] ',
  label: (label) => `[${label}] `,
  about: (unit, duty) => `${unit}: ${duty === null ? '' : `${duty}: `}`,
  delayed: (late) => ` (sent ${late} late: the service was down)`,
  code: (code) => ` (code ${code})`,
  signed: (season) => ` – ${season}`,
  kinds: {
    open: ({ side, to, due, by }) =>
      side === 'acceptor'
        ? {
            label: 'to accept',
            text: `submitted${by ? ` by ${by}` : ''}; please accept by ${due}: ${to}.`,
          }
        : { label: 'opens', text: `due ${due}; to do: ${to}.` },
    remind: ({ to, due, next }) => ({
      label: 'reminder',
      text: `due ${due}; to do: ${to}.${next ? ` If late, ${next.who} is told.` : ''}`,
    }),
    unspoken: ({ to, doer, due }) =>
      doer
        ? {
            label: 'silent',
            text: `due ${due}, and nothing has come from ${doer}. ${to}: please ask. `,
          }
        : {
            label: 'silent',
            text: `due ${due}, and nothing has come. ${to}: please report now, also that there is nothing. `,
          },
    due: ({ side, to, due, next }) =>
      side === 'acceptor'
        ? {
            label: 'acceptance due',
            text: `was to be accepted by ${due}; accept or return it now: ${to}.${climbs(next, due)}`,
          }
        : {
            label: 'due',
            text: `due ${due} and not done; to do at once: ${to}.${climbs(next, due)}`,
          },
    escalate: ({ side, to, doer, due, late, level, next, broken }) => ({
      label: `${side === 'acceptor' ? 'acceptance overdue' : 'overdue'}, level ${level}`,
      text:
        `${side === 'acceptor' ? 'was to be accepted by' : 'was due'} ${due}, ${late ? `late by ${late}` : 'and the time is up'}` +
        `${broken ? ', a promise was broken' : ''}${doer ? `; doer ${doer}` : ''}. To press it: ${to}.${climbs(next, due)}`,
    }),
    gate: ({ to, due, missing, silent }) => {
      if (missing === null && silent === null) return { label: 'gate', text: `at ${due}: ready.` };
      const lacks = missing === null ? '' : ` Missing: ${missing}.`;
      const mute = silent === null ? '' : ` No answer from: ${silent}.`;
      return { label: 'gate', text: `at ${due}: not ready.${lacks}${mute} To see to it: ${to}.` };
    },
    answered: ({ to, by, reason }) => ({
      label: 'abnormal',
      text: `${by} answers: ${reason ?? ''}. To deal with: ${to}.`,
    }),
    submitted: ({ to, by, reason }) => ({
      label: 'abnormal',
      text: `${by} reports something abnormal${reason ? `: ${reason}` : ''}. To deal with: ${to}.`,
    }),
    lapsed: ({ to }) => ({
      label: 'signatures lapsed',
      text: `the window has passed; sign again: ${to}.`,
    }),
    accepted: ({ by }) => ({ label: 'accepted', text: `accepted by ${by}.` }),
    returned: ({ to, by, due, reason }) => ({
      label: 'returned',
      text: `${by} returns it: ${reason}. Put right and submit again by ${due}: ${to}.`,
    }),
    waived: ({ by, reason }) => ({ label: 'waived', text: `waived by ${by}: ${reason}.` }),
    voided: () => ({ label: 'void', text: 'the plan has changed; nothing more to do.' }),
    handedOn: ({ by, to, doer, due }) => ({
      label: 'handed on',
      text: `${by} hands it on${doer ? ` to ${doer}` : ''}, due ${due}; not a second time. To know: ${to}.`,
    }),
    objected: ({ by, to, reason }) => ({
      label: 'objection',
      text: `${by} objects: ${reason}. To settle: ${to}; until then the due time stands.`,
    }),
    amended: ({ by, to, reason }) => ({
      label: 'amended',
      text: `${by} amends what was submitted: ${reason}. To know: ${to}.`,
    }),
    added: ({ to, due, source }) => ({
      label: 'added',
      text: `${source ? `by ${source}, ` : ''}due ${due}; to do: ${to}.`,
    }),
    recorded: ({ by, to, due, recordedBy, reason }) => ({
      label: 'recorded for you',
      text: `${recordedBy} recorded "${reason}" for ${by} after a call; it holds. ${to}: ${by} is to confirm it in person by ${due}, or to object.`,
    }),
    extended: ({ to, reason }) => ({
      label: 'session extended',
      text: `The session is extended ${reason ?? ''}. For ${to} to know.`,
    }),
    stoodIn: ({ by, to, reason }) => ({
      label: 'stand-in',
      text: `${reason ?? ''}, says ${by}. To know: ${to}.`,
    }),
    undelivered: ({ to, doer, reason }) => ({
      label: 'nobody reached',
      text: `A message to ${doer} ${reason}. To reach them otherwise, or to name a stand-in: ${to}.`,
    }),
    relieved: ({ by, to, reason }) => ({
      label: 'relief recorded late',
      text: `${by} says that the crew came long before it signed (${reason}). To check: ${to}.`,
    }),
    uncovered: ({ to, reason }) => ({
      label: 'gap in the watch',
      text: `too few on duty ${reason}. To find out why: ${to}.`,
    }),
    expired: ({ to, reason }) => ({
      label: 'watch over',
      text: `the watch is over, ${reason} in all with too few on duty; it does not close by itself. To check, and waive with the reason: ${to}.`,
    }),
    needs: ({ to, missing, silent }) => ({
      label: 'cannot be reported yet',
      text: `${missing === null ? '' : `missing: ${missing}. `}${silent === null ? '' : `no answer from: ${silent}. `}To know and to press: ${to}.`,
    }),
    settled: ({ to, by, reason }) => ({
      label: 'handover goes on',
      text: `${by} has settled it: ${reason}. To count and sign anew: ${to}.`,
    }),
    missed: ({ to }) => ({
      label: 'missed',
      text: `too long overdue; closed as missed, nobody is asked any more. To find out why: ${to}.`,
    }),
    refused: ({ to, by, reason }) => ({
      label: 'signal refused',
      text: `a bare signal from ${by} was refused: ${reason}. To check: ${to}.`,
    }),
  },
} satisfies typeof zhNotices;

const climbs = (next: Said['next'], due: string | undefined): string => {
  if (next === null) return '';
  return next.at === due
    ? ` At the same time ${next.who} is told.`
    : ` If not done by ${next.at}, ${next.who} is told.`;
};
