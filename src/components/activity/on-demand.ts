/** What draws and exports entries: loaded with the first of them. */
export { exportActivity } from './export-activity.js';
export { lines } from './lines.js';
export { sentenceWords } from './sentence.js';
