/**
 * Personal data as lists show it: enough to tell two people apart, too little to reach anybody. What is masked
 * already stays as it is. Seeing the whole is the operation `register.reveal`, which is on record.
 */

const MASKED_PHONE = /^(?:\d{3}\*{4}\d{4}|\*{4}(?:\d{2})?)$/;
const MASKED_MAIL = /^(?:[^*@]?\*{3})(?:@[^@]*)?$/u;
/** Of a mobile number: its network and the last four. */
const MOBILE = /^(?:0{0,2}86)?(1\d{2})\d{4}(\d{4})$/;

/** `138****5678`; of any other number the last two digits, and none of a short one. */
export function maskPhone(phone: string): string {
  if (phone === '' || MASKED_PHONE.test(phone)) return phone;
  const digits = phone.normalize('NFKC').replace(/[^0-9]/g, '');
  const [, network, last] = MOBILE.exec(digits) ?? [];
  if (network !== undefined) return `${network}****${last}`;
  return digits.length < 7 ? '****' : `****${digits.slice(-2)}`;
}

/** `z***@example.cn`: the first letter, and the house. */
export function maskMail(mail: string): string {
  if (mail === '' || MASKED_MAIL.test(mail)) return mail;
  const at = mail.lastIndexOf('@');
  if (at < 0) return '***';
  const [first = '', ...rest] = [...mail.slice(0, at)].filter((char) => char !== '@');
  // A letter that stands alone is all there is.
  const shown = rest.length === 0 || first === '*' ? '' : first;
  return `${shown}***${mail.slice(at)}`;
}

/** `张**`: the first letter and at most three stars, so that the length says little. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  if (rest.length === 0) return first === '' ? '' : '*';
  return `${first}${'*'.repeat(Math.min(rest.length, 3))}`;
}
