import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = await readFile(join(root, 'README.md'), 'utf8');

const codeBlocks = (language: string): string[] => [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, code]) => code ?? '');

/** What the original does (mysafe.md, section 3, as amended in section 6), but for links to people outside. */
const PROMISED = [
  ...['S01', 'S02', 'S03', 'S04', 'S05', 'S06', 'S07', 'S08', 'S09', 'S10', 'S11', 'S12', 'S13', 'S14', 'S15', 'S16', 'S17', 'S18', 'S19', 'S20', 'S21', 'S22', 'S23', 'S24', 'S25', 'S26', 'S27'],
  ...['L01', 'L02', 'L03', 'L04', 'L05', 'L06', 'L07', 'L08', 'L09', 'L10', 'L11', 'L12', 'L13', 'L14', 'L15', 'L16', 'L17', 'L18', 'L19', 'L20', 'L21'],
  ...['F01', 'F02', 'F03', 'F04', 'F05', 'F06', 'F07', 'F08', 'F09', 'F10', 'F11', 'F12', 'F13', 'F14', 'F15', 'F16', 'F17', 'F18', 'F19', 'F20', 'F21', 'F22', 'F23', 'F24', 'F32', 'F33', 'F34', 'F35', 'F36'],
];
const rows = [...readme.matchAll(/^\| ([SLF]\d\d) \| (.+?) \| (.+?) \|$/gm)].map(([, id, , tests]) => ({ id: id ?? '', files: [...(tests ?? '').matchAll(/\]\((test\/[^)]+)\)/g)].map(([, file]) => file ?? '') }));

describe('the README', () => {
  it('has code that compiles against the library as it is', async () => {
    const folder = join(root, '.cache', 'readme');
    await mkdir(folder, { recursive: true });
    try {
      const blocks = codeBlocks('ts');
      assert.ok(blocks.length >= 2);
      await Promise.all(blocks.map((code, at) => writeFile(join(folder, `block-${at}.ts`), code)));
      const config = { extends: '../../tsconfig.json', compilerOptions: { skipLibCheck: true, noEmit: true, rootDir: '../..' }, include: ['./*.ts'] };
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
      const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
      await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch((error: { stdout?: string }) => assert.fail(error.stdout ?? 'tsc failed'));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('embeds the library in ten lines of TypeScript or fewer', () => {
    assert.ok((codeBlocks('ts')[0] ?? '').split('\n').filter((line) => line.trim() !== '').length <= 10);
  });

  it('names a test for each requirement of the table, and the test names the requirement', async () => {
    assert.deepEqual(rows.map(({ id }) => id).sort(), [...PROMISED].sort());
    for (const { id, files } of rows) {
      assert.ok(files.length > 0, `${id} has no test`);
      for (const file of files) {
        assert.ok(existsSync(join(root, file)), `${id}: there is no ${file}`);
        assert.match(expanded(await readFile(join(root, file), 'utf8')), new RegExp(`\\b${id}\\b`), `${file} does not name ${id}`);
      }
    }
  });

  it('shows a picture that is there', () => {
    for (const [, path] of readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) assert.ok(existsSync(join(root, path ?? '')), path);
  });
});

/** A test's name may span requirements: “S01–S06” names S01, S02 … S06. */
function expanded(text: string): string {
  return text.replace(/\b([SLF])(\d\d)–\1(\d\d)\b/g, (_, letter: string, from: string, to: string) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_unused, at) => `${letter}${String(Number(from) + at).padStart(2, '0')}`).join(' '));
}
