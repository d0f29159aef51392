/** Minifies the style sheets inside the modules: an esbuild plugin for the build (tsup.config.ts) and for what the size check measures. */
import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

const SHEET = /(?<=\bcss`)[^`$\\]*(?=`)/g;

export const minifyCss = {
  name: 'minify-css',
  setup({ onLoad }) {
    onLoad({ filter: /\.styles\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const sheets = await Promise.all([...source.matchAll(SHEET)].map(([sheet]) => transform(sheet, { loader: 'css', minify: true })));
      return { loader: 'ts', contents: source.replace(SHEET, () => sheets.shift().code.trim()) };
    });
  },
};
