import type { Catalogue } from '../localize.js';

/** What is said to somebody whose keys are in one browser alone, and what stands around their recovery key. */
export const recoveryTexts = {
  'recovery.title': 'Keep a recovery key',
  'recovery.where': 'Your keys are in this browser alone: whoever can read its profile can unlock them, and whoever clears it loses all of them, with every secret that nobody else can open.',
  'recovery.helps': 'A recovery key brings them back in any browser.',
  'recovery.show': 'Show recovery key',
  'recovery.not-now': 'Not now',
  'recovery.yours': 'Your recovery key',
  'recovery.once': 'It is shown this once. Store it where only you get at it, on paper or in a password manager: whoever holds it can unlock everything of yours.',
  'recovery.copy': 'Copy',
  'recovery.copied': 'Copied',
  'recovery.press-copy': 'Press {keys}',
  'recovery.print': 'Print',
  'recovery.save': 'Save as file',
  'recovery.stored': 'I have stored it',
  'recovery.store-first': 'Store it first, then check this box.',
  'recovery.done': 'Done',
  'recovery.ask': 'Close without storing it?',
  'recovery.thrown-away': 'The recovery key is then thrown away: it opens nothing. You can make another one later.',
  'recovery.back': 'Back to the key',
  'recovery.throw-away': 'Throw it away',
  'recovery.sheet': 'Recovery key of {name} for {site}',
  'recovery.sheet-note': 'Whoever holds it can unlock everything of yours.',
} as const satisfies Catalogue;
