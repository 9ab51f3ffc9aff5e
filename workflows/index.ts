export { brief } from './brief.js';
export { report } from './report.js';
export { consignment } from './consignment.js';
export { season } from './season.js';
export { unit } from './unit.js';
