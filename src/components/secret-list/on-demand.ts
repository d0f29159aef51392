/** Batches, export and print in one file: whoever asks for one waits once. */
export { writeReport } from './report.js';
export { runBatch } from './run-batch.js';
