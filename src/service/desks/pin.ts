const PIN = /^\d{6}$/;
const RUNS = '01234567890 09876543210';

/** Whether somebody may choose this PIN: six digits, not all the same, no run, not the one he was given. */
export const isGoodPin = (pin: string, given: string): boolean =>
  PIN.test(pin) && pin !== given && new Set(pin).size > 1 && !RUNS.includes(pin);
