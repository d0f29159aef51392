import { keyPeople, users } from './people.js';

type Person = (typeof users)[number];
const DEFAULT = 'ana.souza';

/** Who the host says is signed in. A real one would know from its own sign-in; this one believes the address: `?as=<username>`. */
export type Session = { readonly user: Person } | { readonly problem: string };

export function readSession(address: string = location.href): Session {
  const username = new URL(address).searchParams.get('as') || DEFAULT;
  const user = users.find((person) => person.username === username);
  if (!user) return { problem: `Nobody at Acme has the username “${username}”.` };
  switch (user.status) {
    case 'active': return { user };
    case 'invited': return { problem: `${user.name} was invited and has not signed in yet.` };
    case 'suspended': return { problem: `The account of ${user.name} is suspended.` };
  }
}

export function hrefFor(username: string): string {
  const address = new URL(location.href);
  address.searchParams.set('as', username);
  return address.href;
}

/** What the switcher offers: the people the demo is about, and whoever is signed in. */
export function offered(signedIn: Person | undefined): readonly Person[] {
  return signedIn && !keyPeople.includes(signedIn) ? [...keyPeople, signedIn] : keyPeople;
}

/** The name, with the username where two people share it. */
export function labelOf(person: Person): string {
  const namesakes = users.filter(({ name }) => name === person.name).length;
  return namesakes > 1 ? `${person.name} (${person.username})` : person.name;
}
