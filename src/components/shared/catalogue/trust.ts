import type { Catalogue } from '../localize.js';

/** What the windows say that compare fingerprints, and that tell who had opened a secret before they left. */
export const trustTexts = {
  'trust.title': 'Compare fingerprint of {name}',
  'trust.title-changed': 'The keys of {name} have changed',
  'trust.changed': 'These are not the keys that you knew. It can be that {name} started over, for example on a new device. It can also be that somebody pretends to be {name}.',
  'trust.changed-kept': 'Nothing was given to the new keys.',
  'trust.how': 'Compare it with {name} on another way than this app: on the phone, in a video call or face to face. Every digit has to be the same.',
  'trust.known': 'Known since first contact. Not compared yet.',
  'trust.verified': 'Compared on {date}.',
  'trust.none': 'No keys yet. {name} has not signed in here.',
  'trust.theirs': 'Fingerprint of {name}',
  'trust.own': 'Your own fingerprint',
  'trust.before': 'Until now',
  'trust.now': 'Now',
  'trust.match': 'They match',
  'trust.changed-again': 'The fingerprint became another one while you compared it. Compare it again.',
  'trust.somebody': 'this person',

  'left.title': 'Who lost access to {name}',
  'left.opened': { one: '{name} opened it {n} time, on {date}.', other: '{name} opened it {n} times, last on {date}.' },
  'left.never': '{name} never opened it.',
  'left.since': 'Since the client secret was last changed, on {date}:',
  'left.nobody': 'Nobody who opened it has lost access since the client secret was last changed.',
  'left.unknown': 'Who opened it can’t be told now. Take it that they did.',
  'left.may-have-copied': 'Whoever opened it may have copied it. Only a new client secret, made at its provider, keeps them out.',
  'left.rotate': 'Rotate now',
} as const satisfies Catalogue;
