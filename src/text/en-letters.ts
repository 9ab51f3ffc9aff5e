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
            text: `Please finish it by ${due}.${next ? ` If late, ${next.who} is told.` : ''}`,
            bare: `due ${due}`,
          },
    remind: ({ due, next }) => ({
      label: 'reminder',
      text: `Please finish it by ${due}.${next ? ` If late, ${next.who} is told.` : ''}`,
      bare: `due ${due}; if late, it goes higher`,
    }),
    unspoken: ({ doer, due }) => ({
      label: 'silent',
      text: doer
        ? `Due ${due}, and nothing has come from ${doer}. Please ask.`
        : `Due ${due}, and nothing has come. Please report now, also that there is nothing.`,
      bare: doer ? `due ${due}, silent: please ask` : `due ${due}: please report now`,
    }),
    due: ({ side, due, next }) =>
      side === 'acceptor'
        ? {
            label: 'acceptance due',
            text: `It was to be accepted by ${due}; please accept or return it now.${climbs(next, due, 'accepted')}`,
            bare: `acceptance due ${due}: accept or return it now`,
          }
        : {
            label: 'due',
            text: `It was due ${due} and is not done; please see to it at once.${climbs(next, due, 'done')}`,
            bare: `due ${due} and not done, please act at once${then(next, due)}`,
          },
    escalate: ({ side, doer, due, late, level, next, broken }) => {
      const what = side === 'acceptor' ? 'accepted' : 'done';
      const since = late ? `late by ${late}` : 'the time is up';
      const promise = broken ? ', a promise was broken' : '';
      return {
        group: lateIs(side),
        label: `${lateIs(side)}, level ${level}`,
        text: `To be ${what} by ${due}, ${since}${promise}${doer ? `; responsible: ${doer}` : ''}. Please see that it is done.${climbs(next, due, what)}`,
        bare: `to be ${what} by ${due}, ${since}${promise}; please see that it is done${then(next, due)}`,
      };
    },
    gate: ({ due, missing, silent }) => {
      if (missing === null && silent === null)
        return { label: 'gate', text: `At ${due}: ready.`, bare: `at ${due}: ready` };
      const lacks = missing === null ? '' : ` Missing: ${missing}.`;
      const mute = silent === null ? '' : ` No answer from: ${silent}.`;
      return {
        label: 'gate',
        text: `At ${due}: not ready.${lacks}${mute} Please see to it.`,
        bare: `at ${due}: not ready, please see to it`,
      };
    },
    needs: ({ missing, silent }) => ({
      label: 'cannot be reported yet',
      text: `${missing === null ? '' : `Missing: ${missing}. `}${silent === null ? '' : `No answer from: ${silent}. `}It cannot be reported before; please see that it is done.`,
      bare: 'what it needs is not done; please see that it is done',
    }),
    answered: ({ by, reason }) => ({
      label: 'abnormal',
      text: `Answered by ${by}${reason ? `: ${reason}` : ''}. Please deal with it.`,
      bare: 'something abnormal was answered; please deal with it',
    }),
    submitted: ({ by, reason }) => ({
      label: 'abnormal',
      text: `Reported by ${by}${reason ? `: ${reason}` : ''}. Please deal with it.`,
      bare: 'something abnormal was reported; please deal with it',
    }),
    lapsed: () => ({
      label: 'signatures lapsed',
      text: 'The window has passed and the signatures given are void; please sign again.',
      bare: 'signatures lapsed; please sign again',
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
      text: 'Too long overdue: closed as missed, nobody is asked any more. Please find out why.',
      bare: 'closed as missed; please find out why',
    }),
    handedOn: ({ by, doer, due }) => ({
      label: 'handed on',
      text: `Handed on by ${by} to ${doer ?? 'somebody else'}, due ${due}; not a second time.`,
      bare: `handed on, due ${due}; not a second time`,
    }),
    objected: ({ by, reason }) => ({
      label: 'objection',
      text: `Objection by ${by}: ${reason}. Please settle it; until then the due time stands.`,
      bare: 'an objection; please settle it, the due time stands',
    }),
    amended: ({ by, reason }) => ({
      label: 'amended',
      text: `What was submitted is amended by ${by}: ${reason}. For your information.`,
      bare: 'what was submitted is amended',
    }),
    added: ({ due, source }) => ({
      label: 'added',
      text: `${source ? `By ${source}: please` : 'Please'} finish it by ${due}.`,
      bare: `due ${due}`,
    }),
    recorded: ({ by, due, recordedBy, reason }) => ({
      label: 'recorded by telephone',
      text: `${recordedBy} recorded “${reason}” for ${by}; it holds and is to be confirmed by ${due}. If it was never said, please object.`,
      bare: `recorded by telephone; confirm or object by ${due}`,
    }),
    stoodIn: ({ by, doer, standIn }) => ({
      label: 'stand-in',
      text: `${standIn ?? ''} stands in${doer ? ` for ${doer}` : ''}, says ${by}. For your information.`,
      bare: 'somebody stands in, for your information',
    }),
    undelivered: ({ doer, reason }) => ({
      label: 'not reached',
      text: `What was sent to ${doer} ${reason}. Please reach them another way, or name a stand-in.`,
      bare: 'a message reached nobody; please call, or name a stand-in',
    }),
    relieved: ({ by, reason }) => ({
      label: 'relief recorded late',
      text: `Said by ${by}: the crew came long before it signed (${reason}). Please check.`,
      bare: 'a relief was recorded late; please check',
    }),
    uncovered: ({ reason }) => ({
      label: 'gap in the watch',
      text: `Too few on duty ${reason}. Please find out why.`,
      bare: `too few on duty ${reason}; please find out why`,
    }),
    expired: ({ reason }) => ({
      label: 'watch over',
      text: `The watch is over, ${reason} in all with too few on duty, and does not close by itself. Please check, and waive it with the reason.`,
      bare: `the watch is over, ${reason} with too few on duty; please check`,
    }),
    settled: ({ by, reason }) => ({
      label: 'handover goes on',
      text: `${by} has settled it: ${reason}. Please count and sign anew.`,
      bare: 'the stopped handover was settled; please count and sign anew',
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
    ? ` At the same time ${next.who} is told.`
    : ` If it is not ${what} by ${next.at}, ${next.who} is told.`;
};

const then = (next: Said['next'], due: string | undefined): string => {
  if (next === null) return '';
  return next.at === due ? '; it has gone higher, too' : `; it goes higher at ${next.at}`;
};
