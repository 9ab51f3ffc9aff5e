export { report } from './report.js';
export { season } from './season.js';
export { unit } from './unit.js';
