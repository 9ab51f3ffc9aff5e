import type { zhDeskCommands } from './zh-CN-desk-commands.js';

/** Desks, cards, links and records at the command line, in English. */
export const enDeskCommands = {
  command: {
    link: 'one-time links for liaisons',
    linkIssue: 'makes a link for one person',
    linkList: 'lists the links given out',
    linkRevoke: 'revokes a link',
    desk: 'site desks',
    deskRegister: 'makes a registration link for a computer',
    deskList: 'lists the desks',
    deskRevoke: 'revokes a desk',
    deskPin: 'gives out the first PIN of a card’s holder (not by the issuer of the card)',
    code: 'finds a duty by its code for the telephone',
    oral: 'lists records that wait for the person’s own word',
  },
  option: {
    unit: 'path of the unit, as lanxi/site-3',
    duties: 'ids of the duties',
    person: 'id of the person',
    days: 'days it is good for',
    contacts: 'for a contact return',
    id: 'its id',
    name: 'name of the desk',
    code: 'the code, as 4K7-2MQX',
  },
} satisfies typeof zhDeskCommands;
