import { deskRefusal } from './refusing.js';
import type { LinkMarks } from './ports.js';

/** The message's id, and 16 characters that only we can make of it. */
const TOKEN = /^([\w-]{6,64})([\w-]{16})$/;

/** Where a message is answered; it stands in the message and follows from its id, so that nothing is kept. */
export const answerLink =
  (url: string, marks: LinkMarks) =>
  (message: string): string =>
    `${url}/a/${message}${marks.mark(message)}`;

/** The message that a link's token is of; throws `link-dead` where the token was not made by us. */
export function messageIn(marks: LinkMarks, token: string): string {
  const [, message = '', mark = ''] = TOKEN.exec(token) ?? [];
  if (message === '' || !marks.isRight(message, mark)) throw deskRefusal('link-dead');
  return message;
}
