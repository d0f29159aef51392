/** From so many characters on a passphrase is called fair, and long. */
const FAIR = 12;
const LONG = 20;
const GROUP = /.{1,6}/gu;

export type Strength = 'short' | 'fair' | 'long';

/** By length alone: no rule about letters makes a passphrase hard to guess. Nothing for an empty one. */
export function strengthOf(passphrase: string): Strength | undefined {
  const { length } = Array.from(passphrase);
  if (length === 0) return undefined;
  return length < FAIR ? 'short' : length < LONG ? 'fair' : 'long';
}

/** A recovery key as it is printed: capitals, in groups of six. The core reads it in any form. */
export const inGroups = (text: string): string => text.toUpperCase().replace(/[\s\p{Pd}]/gu, '').match(GROUP)?.join('-') ?? '';
