import { fromBase64Url, fromUtf8, toBase64Url, toUtf8 } from '../../../src/core/crypto/bytes.js';
import { canonicalBytes } from '../../../src/core/crypto/canonical.js';
import { formatRecoveryKey, parseRecoveryKey } from '../../../src/core/crypto/recovery-key.js';
import { readEntry, readGroupEntry } from '../../../src/core/crypto/signatures.js';
import { splitEntries } from '../../../src/core/index.js';
import { type StaticDirectoryData, staticDirectory } from '../../../src/core/directory/static-directory.js';
import { entrySchema, groupEntrySchema } from '../../../src/core/model/entry.js';
import { parseInput } from '../../../src/core/model/parse.js';
import { cleanText } from '../../../src/core/model/text.js';
import { type AnySchema, schemas } from '../../support/schemas.js';
import { samplesOf } from './samples.js';

/** One public parser. */
export interface Target {
  readonly name: string;
  /** How many of a million inputs are for it. */
  readonly share: number;
  /** Inputs that it takes: mutations start from these, and from what is hostile. */
  readonly valid: readonly unknown[];
  /** Texts only: then every input is one. */
  readonly ofTexts?: boolean;
  /** Takes whatever it is given, and keeps a promise: `take` says whether it did. */
  readonly takesAll?: boolean;
  /** Whether it took the input. A refusal is a `Result` or `undefined`; a fault is thrown. */
  take(input: unknown): boolean | Promise<boolean>;
  /** Besides `MySafeError`, what its docstring says that it throws. */
  readonly throws?: string;
}

const directory: StaticDirectoryData = {
  users: [{ id: 'user:ana', name: 'Ana Costa', username: 'ana', email: 'ana@example.org', avatarUrl: '/ana.png', status: 'active' }, { id: 'user:joao', name: 'João Pereira', username: 'joao' }],
  groups: [{ id: 'group:team', name: 'Team', members: ['user:ana', 'user:joao'], enabled: true, description: 'All of us' }],
};
const pastes = ['a@x.org, b@x.org;c@x.org\r\nd@x.org\te@x.org', '"Costa, Ana" <ana@example.org>', 'mailto:a@x.org  b@x.org', 'João Pereira', '@ana'];
const headers = [{ t: 'mysafe/1/wrap', suite: 'MS1', seq: 1, parts: ['a', { b: null }], at: 1_772_000_000_000, enabled: true, none: undefined }, [], {}, 'é', 1, null];

/** What is parsed most has the most inputs; the rest of the schemas share what is left. */
const SCHEMA_SHARES: Readonly<Record<string, number>> = {
  'protocol/command commandSchema': 150_000, 'protocol/query querySchema': 100_000, 'model/secret secretInputSchema': 60_000, 'model/secret secretPatchSchema': 40_000,
  'model/sealed envelopeSchema': 60_000, 'model/sealed wrapSchema': 60_000,
};
const OTHER_SCHEMAS = 170_000;

function schemaTargets(): readonly Target[] {
  const others = [...schemas.keys()].filter((name) => !(name in SCHEMA_SHARES));
  const shareOf = (name: string): number => {
    const each = Math.floor(OTHER_SCHEMAS / others.length);
    return SCHEMA_SHARES[name] ?? (name === others[0] ? OTHER_SCHEMAS - each * (others.length - 1) : each);
  };
  return [...schemas].map(([name, schema]): Target => ({ name, share: shareOf(name), valid: samplesOf(schema), take: (input) => parseInput(schema, input).ok }));
}

/** Signed bytes as texts: what whoever keeps a chain could put in the place of an entry. */
const textsOf = (schema: AnySchema): string[] => samplesOf(schema).map((entry) => fromUtf8(canonicalBytes(entry)));
const signedText = (text: unknown): string => `${toBase64Url(toUtf8(text as string))}.${'A'.repeat(86)}`;

/** All public parsers, a million inputs together. */
export async function targets(): Promise<readonly Target[]> {
  return [
    ...schemaTargets(),
    { name: 'readEntry', share: 40_000, valid: textsOf(entrySchema), ofTexts: true, take: (text) => readEntry(signedText(text)) !== undefined },
    { name: 'readGroupEntry', share: 20_000, valid: textsOf(groupEntrySchema), ofTexts: true, take: (text) => readGroupEntry(signedText(text)) !== undefined },
    { name: 'readEntry as it comes', share: 20_000, valid: textsOf(entrySchema).map(signedText), ofTexts: true, take: (text) => readEntry(text as string) !== undefined },
    { name: 'staticDirectory', share: 60_000, valid: [directory], take: (data) => staticDirectory(data as StaticDirectoryData) !== undefined },
    { name: 'canonicalBytes', share: 60_000, valid: headers, take: (value) => canonicalBytes(value).length > 0 },
    { name: 'splitEntries', share: 60_000, valid: pastes, ofTexts: true, takesAll: true, take: (text) => splitEntries(text as string).every((entry) => entry.trim() !== '') },
    { name: 'cleanText', share: 40_000, valid: pastes, ofTexts: true, takesAll: true, take: (text) => cleanText(cleanText(text as string)) === cleanText(text as string) },
    { name: 'fromBase64Url', share: 40_000, valid: ['AAAA', 'Zm9vYmE', '-__-'], ofTexts: true, throws: 'InvalidCharacterError', take: (text) => fromBase64Url(text as string).length >= 0 },
    { name: 'parseRecoveryKey', share: 20_000, valid: [await formatRecoveryKey(new Uint8Array(32)), await formatRecoveryKey(new Uint8Array(32).fill(201))], ofTexts: true,
      take: async (text) => (await parseRecoveryKey(text as string)) !== undefined },
  ];
}
