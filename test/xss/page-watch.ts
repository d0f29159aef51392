/** What hostile text would do if it became more than text. */
export interface PageWatch {
  /** Code that ran: a dialog, a popup, a new title or address, a handler put on the window. */
  readonly ran: readonly string[];
  /** Elements and attributes that our templates never make: a script, a frame, an `onerror`, a link that is no web address. */
  readonly grown: readonly string[];
  /** Elements looked at. */
  readonly looked: number;
  /** Looks at everything once more, and puts the page back as it was. */
  stop(): void;
}

const FOREIGN = new Set(['SCRIPT', 'IFRAME', 'FRAME', 'FRAMESET', 'OBJECT', 'EMBED', 'APPLET', 'BASE', 'LINK', 'META', 'AUDIO', 'VIDEO', 'MARQUEE', 'ISINDEX', 'XML', 'MATH', 'ANIMATE', 'SET', 'FOREIGNOBJECT']);
const ADDRESSES = ['href', 'xlink:href', 'action', 'formaction', 'src', 'data', 'poster', 'background', 'srcdoc', 'ping'];
const SAFE_SOURCE = /^(https:|data:image\/)/;

function isSafe(element: Element, name: string): boolean {
  if (name === 'src' && element.tagName === 'IMG') return SAFE_SOURCE.test((element as HTMLImageElement).src);
  if (name !== 'href' || element.tagName !== 'A') return false;
  const { protocol, relList } = element as HTMLAnchorElement;
  return /^https?:$/.test(protocol) && relList.contains('noopener') && relList.contains('noreferrer');
}

/** The empty frame that a sheet is printed from; what is put into it is looked at where it is walked. */
const isSheet = (element: Element): boolean => element.tagName === 'IFRAME' && element.className === 'sheet' && element.attributes.length === 1;

function wrongs(element: Element): string[] {
  const found = !isSheet(element) && FOREIGN.has(element.tagName.toUpperCase()) ? [`<${element.tagName}>`] : [];
  for (const name of element.getAttributeNames()) {
    if (name.startsWith('on') || name === 'style') found.push(`${element.tagName} ${name}`);
    else if (ADDRESSES.includes(name) && !isSafe(element, name)) found.push(`${element.tagName} ${name}=${element.getAttribute(name)}`);
  }
  return found;
}

type Page = Window & typeof globalThis;

/** Replaces what code would call. Returns how to put it back. */
function hook(page: Page, tell: (what: string) => void): () => void {
  const kept = { alert: page.alert, confirm: page.confirm, prompt: page.prompt, print: page.print, open: page.open };
  for (const name of Object.keys(kept) as (keyof typeof kept)[]) Object.assign(page, { [name]: () => { tell(name); return null; } });
  const { onerror, onload, onunhandledrejection } = page;
  const [title, hash] = [page.document.title, page.location.hash];
  const stay = (event: NavigateEvent): void => { tell('navigation'); if (event.cancelable) event.preventDefault(); };
  page.navigation.addEventListener('navigate', stay);
  return () => {
    if (page.onerror !== onerror || page.onload !== onload || page.onunhandledrejection !== onunhandledrejection) tell('a handler on the window');
    if (page.document.title !== title) tell('title');
    if (page.location.hash !== hash) tell('hash');
    page.navigation.removeEventListener('navigate', stay);
    Object.assign(page, kept);
  };
}

/** Watches a page and every shadow root that is made in it from now on. */
export function watchPage(page: Page): PageWatch {
  const ran: string[] = [];
  const grown: string[] = [];
  const roots: Node[] = [page.document.body];
  const before = new Set(page.document.querySelectorAll('*'));
  let looked = 0;
  const look = (element: Element): void => {
    if (before.has(element)) return;
    looked += 1;
    grown.push(...wrongs(element));
  };
  const lookInto = (node: Node): void => {
    if (node instanceof page.Element) look(node);
    if (node instanceof page.Element || node instanceof page.ShadowRoot) node.querySelectorAll('*').forEach(look);
  };
  const take = (changes: readonly MutationRecord[]): void => {
    for (const { addedNodes, target, type } of changes) type === 'attributes' ? look(target as Element) : addedNodes.forEach(lookInto);
  };
  const observer = new page.MutationObserver(take);
  const observe = (root: Node): void => { observer.observe(root, { subtree: true, childList: true, attributes: true }); };
  const { attachShadow } = page.Element.prototype;
  page.Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    roots.push(root);
    observe(root);
    return root;
  };
  observe(page.document.body);
  const unhook = hook(page, (what) => ran.push(what));
  return {
    ran, grown,
    get looked() { return looked; },
    stop() {
      take(observer.takeRecords());
      observer.disconnect();
      for (const root of roots) if (root.isConnected) lookInto(root);
      page.Element.prototype.attachShadow = attachShadow;
      unhook();
    },
  };
}
