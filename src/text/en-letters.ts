import type { Said } from './notice-facts.js';
import type { zhLetters } from './zh-CN-letters.js';

/** Messages to one person in English. */
export const enLetters = {
  you: 'you',
  rehearsal: '[REHEARSAL] ',
  label: (label) => `[${label}] `,
  behalf: (name) => `(for ${name}) `,
  about: (unit, duty) => (duty === null ? unit : `${unit}: ${duty}`),
  bareAbout: (unit) => `${unit}: 1 duty`,
  hidden: (unit) => `${unit} (sensitive)`,
  line: (head, about, text) => `${head}${about}. ${text}`,
  bareLine: (head, about, text) => `${head}${about}, ${text}`,
  added: (name, text) => ` (${name} adds: ${text})`,
  delayed: (late) => ` (sent ${late} late: the service was down)`,
  subject: (season, counts) => `${season === null ? '' : `${season}: `}${counts}`,
  count: (label, count) => `${count} × ${label}`,
  all: (count) => `${count} in all`,
  how: {
    link: 'open the link to see it, sign for it, promise a time or object',
    desk: (phone) => `call the duty desk, ${phone}, and give the code`,
    anyDesk: 'call the duty desk and give the code',
    or: '; without a network, ',
    please: 'Please ',
    end: '.',
  },
  kinds: {
    open: ({ side, due, by, next }) =>
      side === 'acceptor'
        ? {
            label: 'to accept',
            text: `Submitted${by ? ` by ${by}` : ''}; please accept it by ${due}.`,
            bare: `to be accepted by ${due}`,
          }
        : {
            label: 'opens',
            text: `Please finish it by ${due}.${next ? ` If late, ${next.who} will be told.` : ''}`,
            bare: `due ${due}`,
          },
    remind: ({ due, next }) => ({
      label: 'reminder',
      text: `Please finish it by ${due}.${next ? ` If late, ${next.who} will be told.` : ''}`,
      bare: `due ${due}; if late, the next level is told`,
    }),
    unspoken: ({ doer, due }) => ({
      label: 'silent',
      text: doer
        ? `Due ${due}, nothing reported yet by ${doer}. Please ask.`
        : `Due ${due}, nothing reported yet. Please report now, even if there is nothing to say.`,
      bare: doer ? `due ${due}, nothing yet: please ask` : `due ${due}: please report now`,
    }),
    due: ({ side, due, next }) =>
      side === 'acceptor'
        ? {
            label: 'acceptance due',
            text: `Acceptance was due ${due}. Please accept or return it now.${climbs(next, due, 'accepted')}`,
            bare: `acceptance due ${due}: accept or return it now`,
          }
        : {
            label: 'due',
            text: `Due ${due} and not done. Please act now.${climbs(next, due, 'done')}`,
            bare: `due ${due} and not done: please act now${then(next, due)}`,
          },
    escalate: ({ side, doer, due, late, level, next, broken }) => {
      const what = side === 'acceptor' ? 'accepted' : 'done';
      const since = late ? `${late} late` : 'the time is up';
      const promise = broken ? ', a promise was broken' : '';
      return {
        group: lateIs(side),
        label: `${lateIs(side)}, level ${level}`,
        text: `To be ${what} by ${due}, ${since}${promise}${doer ? `; responsible: ${doer}` : ''}. Please see to it.${climbs(next, due, what)}`,
        bare: `to be ${what} by ${due}, ${since}${promise}: please see to it${then(next, due)}`,
      };
    },
    gate: ({ due, missing, silent }) => {
      if (missing === null && silent === null)
        return { label: 'check', text: `Checked ${due}: ready.`, bare: `checked ${due}: ready` };
      const lacks = missing === null ? '' : ` Missing: ${missing}.`;
      const mute = silent === null ? '' : ` No answer from: ${silent}.`;
      return {
        label: 'check',
        text: `Checked ${due}: not ready.${lacks}${mute} Please see to it.`,
        bare: `checked ${due}: not ready, please see to it`,
      };
    },
    needs: ({ missing, silent }) => ({
      label: 'not ready to report',
      text: `${missing === null ? '' : `Missing: ${missing}. `}${silent === null ? '' : `No answer from: ${silent}. `}Until then it cannot be reported; please see to it.`,
      bare: 'what comes before is not done; please see to it',
    }),
    answered: ({ by, reason }) => ({
      label: 'abnormal',
      text: `Answer from ${by}${reason ? `: ${reason}` : ''}. Please deal with it.`,
      bare: 'an answer is not as it should be; please deal with it',
    }),
    submitted: ({ by, reason }) => ({
      label: 'abnormal',
      text: `Report from ${by}${reason ? `: ${reason}` : ''}. Please deal with it.`,
      bare: 'a report is not as it should be; please deal with it',
    }),
    lapsed: () => ({
      label: 'signatures lapsed',
      text: 'Not all signed in time: the signatures given no longer count. Please sign again.',
      bare: 'please sign again',
    }),
    accepted: ({ by }) => ({ label: 'accepted', text: `Accepted by ${by}.`, bare: 'accepted' }),
    returned: ({ by, due, reason }) => ({
      label: 'returned',
      text: `Returned by ${by}: ${reason}. Please put it right and submit it again by ${due}.`,
      bare: `returned; please put it right by ${due}`,
    }),
    waived: ({ by, reason }) => ({
      label: 'waived',
      text: `Waived by ${by}: ${reason}. Nothing more to do.`,
      bare: 'waived',
    }),
    voided: () => ({
      label: 'void',
      text: 'The plan has changed; nothing more to do.',
      bare: 'void; nothing more to do',
    }),
    missed: () => ({
      label: 'missed',
      text: 'Overdue for too long: closed as missed, no more reminders. Please find out why.',
      bare: 'closed as missed; please find out why',
    }),
    handedOn: ({ by, doer, due }) => ({
      label: 'handed on',
      text: `Handed on by ${by} to ${doer ?? 'somebody else'}, due ${due}. It cannot be handed on again.`,
      bare: `handed on, due ${due}; it cannot be handed on again`,
    }),
    objected: ({ by, reason }) => ({
      label: 'objection',
      text: `${by} objects: ${reason}. Please settle it; until then the due time stands.`,
      bare: 'please settle it; until then the due time stands',
    }),
    amended: ({ by, reason }) => ({
      label: 'amended',
      text: `${by} has corrected the report: ${reason}. For your information.`,
      bare: 'the report was corrected',
    }),
    added: ({ due, source }) => ({
      label: 'added',
      text: `${source ? `By ${source}: please` : 'Please'} finish it by ${due}.`,
      bare: `due ${due}`,
    }),
    recorded: ({ by, due, recordedBy, reason }) => ({
      label: 'recorded by telephone',
      text: `${recordedBy} recorded “${reason}” by telephone for ${by}. It counts already; please confirm it by ${due}, or object if it was never said.`,
      bare: `please confirm or object by ${due}`,
    }),
    extended: ({ reason }) => ({
      label: 'session extended',
      text: `The session is extended ${reason ?? ''}.`,
      bare: `The session is extended ${reason ?? ''}`,
    }),
    stoodIn: ({ by, doer, standIn }) => ({
      label: 'stand-in',
      text: `${standIn ?? ''} stands in${doer ? ` for ${doer}` : ''}, reported by ${by}. For your information.`,
      bare: 'somebody stands in; for your information',
    }),
    undelivered: ({ doer, reason }) => ({
      label: 'not reached',
      text: `What was sent to ${doer} ${reason}. Please reach them another way, or name a stand-in.`,
      bare: 'a message was not delivered; please call, or name a stand-in',
    }),
    relieved: ({ by, reason }) => ({
      label: 'relief recorded late',
      group: 'watch',
      text: `${by} reports that the crew took over earlier than it signed (${reason}). Please check.`,
      bare: 'please check the record of the relief',
    }),
    uncovered: ({ reason }) => ({
      label: 'gap in the watch',
      group: 'watch',
      text: `Too few on duty ${reason}. Please find out why.`,
      bare: 'please look at it now',
    }),
    expired: ({ reason }) => ({
      label: 'watch over',
      group: 'watch',
      text: `The watch has ended with too few on duty for ${reason} in all, so it does not close by itself. Please check, and waive it with a reason.`,
      bare: 'the watch has ended; please check',
    }),
    settled: ({ by, reason }) => ({
      label: 'handover goes on',
      group: 'handover',
      text: `${by} has settled it: ${reason}. Please count and sign again.`,
      bare: 'settled; please count and sign again',
    }),
    refused: ({ by, reason }) => ({
      label: 'signal refused',
      text: `A signal from ${by} was refused: ${reason}. Please check.`,
      bare: 'a signal was refused; please check',
    }),
  },
} satisfies typeof zhLetters;

const lateIs = (side: Said['side']): string =>
  side === 'acceptor' ? 'acceptance overdue' : 'overdue';

const climbs = (next: Said['next'], due: string | undefined, what: string): string => {
  if (next === null) return '';
  return next.at === due
    ? ` ${next.who} has been told, too.`
    : ` If it is not ${what} by ${next.at}, ${next.who} will be told.`;
};

const then = (next: Said['next'], due: string | undefined): string => {
  if (next === null) return '';
  return next.at === due
    ? '; the next level has been told'
    : `; the next level is told at ${next.at}`;
};
