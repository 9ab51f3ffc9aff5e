/** For those who show them: a closed list. */
export { REPLACED_FOR } from '../../rooms/replaced.js';
