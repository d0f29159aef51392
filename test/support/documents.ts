import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A Markdown file: its path from the root, and its text. */
export interface Document { readonly path: string; readonly text: string }
export interface Link { readonly text: string; readonly target: string }

export const documentAt = (path: string): Document => ({ path, text: readFileSync(join(root, path), 'utf8') });
const below = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${String(name)}`).filter((path) => path.endsWith('.md')).sort();
/** Everything that is written for people, at the root and in `docs`. */
export const documents = (): Document[] => ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...below('docs')].map(documentAt);

const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ' '));

/** The links and pictures of a text, not those inside of code. */
export const linksOf = (text: string): Link[] => [...withoutCode(text).matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g)].map(([, label = '', target = '']) => ({ text: label, target }));

/** How GitHub names the places of a page: one for each heading. */
export const anchorsOf = (text: string): string[] => [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-'));

/** Blocks of code with the language they are marked with, which may be empty. */
export const codeBlocksOf = (text: string): { language: string; code: string }[] =>
  [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({ language, code }));

/** Whether a source has a test or a suite of this title, or of one that begins so and goes on with `${…}`. Tests that are data have theirs as first argument or as `name`. */
export function hasTitle(source: string, title: string): boolean {
  const escaped = title.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:\\w\\(|\\bname: )\\s*(?:(['"])${escaped}\\1|\`${escaped}(?:\`|\\s*\\$\\{))`, 'u').test(source);
}

/** What the compiler says of some TypeScript modules, whatever it says of what they import; `undefined` where that is nothing. `name`: a folder of its own. */
export async function compileErrors(name: string, blocks: readonly string[]): Promise<string | undefined> {
  const folder = join(root, '.cache', name);
  await mkdir(folder, { recursive: true });
  try {
    await Promise.all(blocks.map((code, at) => writeFile(join(folder, `block-${at}.ts`), code)));
    const config = { extends: '../../tsconfig.json', compilerOptions: { skipLibCheck: true, noEmit: true, rootDir: '../..' }, include: ['./*.ts'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const run = promisify(execFile)(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder]);
    const said = await run.then(() => '', (error: { stdout?: string }) => error.stdout || `${name}/block-…: the compiler did not run`);
    return said.split('\n').filter((line) => line.includes(`${name}/block-`)).join('\n') || undefined;
  } finally {
    await rm(folder, { recursive: true });
  }
}
