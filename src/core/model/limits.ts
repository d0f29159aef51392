/** The longest each field of a secret may be, in UTF-16 code units; the client secret in UTF-8 bytes (design.md 6). Apart from the schemas, so that a form can know them without. */
export const LIMITS = {
  name: 200, url: 2_048, identifier: 100, method: 20, clientId: 1_024, clientSecretBytes: 65_536, notes: 10_000, tags: 50, tag: 50,
} as const;

/** The most that a private group may hold, and the longest its texts may be. */
export const GROUP_LIMITS = { name: 200, description: 1_000, members: 1_000 } as const;
