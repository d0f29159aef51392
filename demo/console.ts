import { type Directory, MySafeError, type User } from 'mysafe-share';
import { showCurrentLink, showWho, startChrome } from './chrome.js';
import { part } from './page.js';
import { groups, users } from './people.js';
import { forgetInbox } from './inbox.js';
import { showPeople } from './people-page.js';
import { secrets } from './secrets.js';
import { forgetSeed, onForgotten, seedOnce } from './seed.js';
import { hrefFor, readSession } from './session.js';
import { forgetSuspended } from './suspended.js';

export interface ConsoleOptions {
  /** The database. */
  readonly name: string;
  readonly directory: Directory;
  /** Opens the vault of a person and shows it; returns how to take it away again. */
  readonly signIn: (user: Omit<User, 'kind'>, turn: Turn) => Promise<() => Promise<void>>;
}

/** What a sign-in that needs the person may do meanwhile. */
export interface Turn {
  /** Shows the page that asks the person to move to another way to unlock. */
  readonly asking: () => void;
  /** Fires when somebody else is chosen. */
  readonly signal: AbortSignal;
}

type State = 'opening' | 'seeding' | 'moving' | 'ready' | 'nobody' | 'failed';
const PAGES: Readonly<Record<string, string>> = { home: 'Home', integrations: 'Integrations', groups: 'Groups', sharing: 'Sharing', activity: 'Activity', people: 'People', inbox: 'Inbox', security: 'Security' };

/** Runs Acme Console: one person at a time, as the address says. */
export function startConsole({ name, directory, signIn }: ConsoleOptions): void {
  let signOut: (() => Promise<void>) | undefined;
  let turns = Promise.resolve();
  let latest = new AbortController();
  let shown: string | undefined;

  async function open(signal: AbortSignal): Promise<void> {
    await signOut?.();
    signOut = undefined;
    if (signal.aborted) return; // somebody else was chosen meanwhile
    const session = readSession();
    showWho(session);
    if ('problem' in session) {
      part('#nobody-detail').textContent = session.problem;
      part<HTMLAnchorElement>('#nobody-else').href = hrefFor('ana.souza');
      return enter('nobody');
    }
    try {
      await seedOnce({ name, directory, onProgress: showProgress });
      signOut = await signIn(session.user, { signal, asking: () => enter('moving') });
      document.documentElement.dataset['as'] = session.user.username;
      enter('ready');
    } catch (fault) {
      if (signal.aborted) return;
      part('#failed-detail').textContent = sentenceOf(fault);
      enter('failed');
    }
  }

  /** One after the other: the last one asked for stays. */
  function start(): void {
    latest.abort();
    latest = new AbortController();
    const { signal } = latest;
    shown = location.search;
    enter('opening');
    turns = turns.then(() => open(signal));
  }

  async function startOver(): Promise<void> {
    enter('opening');
    await signOut?.();
    location.reload();
  }

  startChrome({
    signInAs(username) {
      history.pushState(null, '', hrefFor(username));
      start();
    },
    reset() {
      forgetInbox(name);
      forgetSuspended();
      void forgetSeed(name).catch(() => undefined).then(startOver);
    },
  });
  onForgotten(name, () => void startOver());
  part('#retry').addEventListener('click', start);
  addEventListener('hashchange', () => enter(state()));
  addEventListener('popstate', () => { if (location.search !== shown) start(); });
  start();
}

const state = (): State => document.documentElement.dataset['state'] as State;

/** The root element says in `data-state` what is going on, and in `data-as` whose vault is open: tests wait for it. */
function enter(next: State): void {
  const asked = location.hash.slice(1);
  const page = Object.hasOwn(PAGES, asked) ? asked : 'integrations';
  const screen = next === 'ready' ? page : next;
  if (next !== 'opening') { // until it is open, what is there stays: nothing jumps
    for (const section of document.querySelectorAll<HTMLElement>('[data-screen]')) section.hidden = section.dataset['screen'] !== screen;
  }
  if (screen === 'people') showPeople();
  showCurrentLink(page);
  document.title = `${PAGES[page]} · Acme Console`;
  part('#main').ariaBusy = String(next === 'opening' || next === 'seeding');
  if (next !== state()) document.documentElement.dataset['state'] = next;
}

function showProgress(fraction: number | undefined): void {
  const bar = part<HTMLProgressElement>('#progress');
  part('#seeding-detail').textContent = fraction === undefined
    ? 'Waiting for another tab that is setting it up.'
    : `${users.length} people, ${groups.length} teams and ${secrets.length} API secrets: ${Math.round(fraction * 100)} %`;
  if (fraction === undefined) bar.removeAttribute('value');
  else bar.value = fraction;
  if (state() !== 'seeding') enter('seeding');
}

/** Faults of the library say what to do. What the browser throws by itself comes from blocked storage. */
function sentenceOf(fault: unknown): string {
  if (fault instanceof MySafeError) return fault.message;
  if (fault instanceof DOMException) return 'This browser does not let the page keep data. Allow site data for this page, then retry.';
  return fault instanceof Error ? fault.message : 'Something unexpected happened. Reload the page, or reset the demo.';
}
