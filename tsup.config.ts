import { defineConfig } from 'tsup';
import { minifyCss } from './scripts/minify-css.mjs';

export default defineConfig([
  {
    entry: ['src/**/*.ts', '!src/cdn.ts'], bundle: false, splitting: false, format: ['esm'], target: 'es2022', sourcemap: true, esbuildPlugins: [minifyCss],
    esbuildOptions: (options) => { options.outbase = 'src'; },
  },
  {
    entry: { 'cdn/mysafe.min': 'src/cdn.ts' }, format: ['esm'], target: 'es2022', platform: 'browser',
    minify: true, sourcemap: true, splitting: false, esbuildPlugins: [minifyCss], noExternal: [/.*/],
  },
]);
