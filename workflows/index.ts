export { season } from './season.js';
export { unit } from './unit.js';
