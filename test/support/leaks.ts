/** Everything that was let out, as texts. */
export interface LeakRecord {
  /** Notes all that can be read from a thing: fields of any kind, getters, entries, messages, stacks, causes, bytes; and how it is written and copied. */
  note(thing: unknown): void;
  /** Notes every attribute on the page, in shadow roots too, and every public field of our elements. */
  notePage(): void;
  /** Which of `canaries`, by name, stand in what was noted. */
  hits(canaries: Readonly<Record<string, string>>): readonly string[];
  stop(): void;
}

/** What Lit notes about the DOM that it made: as long as a value is on the screen it is in there too, as it is in the text. */
const OF_LIT = /^(_\$|__)/;
const EVENTS = ['opened', 'close', 'save', 'saved', 'reveal', 'copy', 'share', 'shared', 'share-refused', 'recipient-add', 'recipient-remove', 'recipient-invalid', 'action', 'query'];
const LEVELS = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'table', 'dir', 'group'] as const;

function written(thing: unknown): string[] {
  const ways = [() => String(thing), () => JSON.stringify(thing) ?? '', () => JSON.stringify(structuredClone(thing)) ?? ''];
  return ways.map((way) => { try { return way(); } catch (error) { return String(error); } });
}

function readable(thing: object): unknown[] {
  if (thing instanceof Node || thing instanceof Window) return [];
  if (ArrayBuffer.isView(thing)) return [new TextDecoder('latin1').decode(thing)];
  if (thing instanceof Map || thing instanceof Set) return [...thing];
  if (thing instanceof Error) return [thing.name, thing.message, thing.stack, thing.cause, ...fields(thing)];
  return fields(thing);
}

function fields(thing: object): unknown[] {
  return Reflect.ownKeys(thing).flatMap((key) => {
    if (typeof key === 'string' && OF_LIT.test(key)) return [];
    const field = Object.getOwnPropertyDescriptor(thing, key);
    return [String(key), field?.get ? Reflect.get(thing, key) as unknown : field?.value as unknown];
  });
}

function textsOf(thing: unknown): string[] {
  const texts: string[] = [];
  const seen = new Set<unknown>();
  const queue = [thing];
  for (const one of queue) {
    if (typeof one === 'string') texts.push(one);
    if (one === null || (typeof one !== 'object' && typeof one !== 'function') || seen.has(one)) continue;
    seen.add(one);
    queue.push(...readable(one));
  }
  return [...texts, ...written(thing)];
}

function* everyElement(root: ParentNode): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot) yield* everyElement(element.shadowRoot);
  }
}

/** Starts to listen: events of ours, the console, what is thrown and not caught. */
export function recordLeaks(): LeakRecord {
  const texts: string[] = [];
  const note = (thing: unknown): void => { texts.push(...textsOf(thing)); };
  const onEvent = (event: Event): void => { note(event); };
  const onUncaught = (event: ErrorEvent | PromiseRejectionEvent): void => { note('reason' in event ? event.reason : event.error); };
  for (const name of EVENTS) addEventListener(`mysafe-${name}`, onEvent, true);
  addEventListener('error', onUncaught);
  addEventListener('unhandledrejection', onUncaught);
  const say = LEVELS.map((level) => [level, console[level]] as const);
  for (const level of LEVELS) console[level] = (...args: unknown[]) => { args.forEach(note); };
  return {
    note,
    notePage() {
      for (const element of everyElement(document)) {
        for (const { name, value } of element.attributes) texts.push(name, value);
        if (element.localName.startsWith('mysafe-')) fields(element).forEach(note);
      }
    },
    hits: (canaries) => Object.entries(canaries).filter(([, canary]) => texts.some((text) => text.includes(canary))).map(([name]) => name),
    stop() {
      for (const [level, was] of say) console[level] = was;
      for (const name of EVENTS) removeEventListener(`mysafe-${name}`, onEvent, true);
      removeEventListener('error', onUncaught);
      removeEventListener('unhandledrejection', onUncaught);
    },
  };
}
