import { defineConfig } from 'tsup';
import { minifyCss } from './scripts/minify-css.mjs';

export default defineConfig([
  {
    entry: ['src/**/*.ts', '!src/cdn.ts', '!src/keys/argon2-worker.ts'], bundle: false, splitting: false, format: ['esm'], target: 'es2022', sourcemap: true, esbuildPlugins: [minifyCss],
    esbuildOptions: (options) => { options.outbase = 'src'; },
  },
  { // a worker sees no import map and no bundler: one file that imports nothing
    entry: { 'keys/argon2-worker': 'src/keys/argon2-worker.ts' }, format: ['esm'], target: 'es2022', platform: 'browser', minify: true, sourcemap: true, splitting: false, noExternal: [/.*/],
  },
  {
    entry: { 'cdn/mysafe.min': 'src/cdn.ts' }, format: ['esm'], target: 'es2022', platform: 'browser',
    minify: true, sourcemap: true, splitting: false, esbuildPlugins: [minifyCss], noExternal: [/.*/],
    esbuildOptions: (options) => { options.define = { ...options.define, 'import.meta.url': 'undefined' }; }, // it has no files beside it
  },
]);
