import { type TemplateResult, html } from 'lit';
import type { ActivityEntry } from '../../core/for-components.js';
import { avatar } from '../shared/principals.js';
import { type SentenceWords, sentence } from './sentence.js';

interface Day {
  readonly from: Date;
  readonly entries: ActivityEntry[];
}

const startOf = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** Entries by the day they fall on where the person is, in their order. */
function daysOf(entries: readonly ActivityEntry[]): readonly Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const day = days.at(-1);
    if (day && startOf(day.from) === startOf(entry.at)) day.entries.push(entry);
    else days.push({ from: entry.at, entries: [entry] });
  }
  return days;
}

function dayName(day: Date, words: SentenceWords, now = new Date()): string {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (startOf(day) === startOf(now)) return words.text('activity.today');
  if (startOf(day) === startOf(yesterday)) return words.text('activity.yesterday');
  return words.date(day, { dateStyle: 'full' });
}

export interface LinesModel {
  readonly words: SentenceWords;
  /** The list is of several secrets. */
  readonly named: boolean;
  /** How many of the first entries came in just now. */
  readonly fresh: number;
}

function line(entry: ActivityEntry, { words, named }: LinesModel, isFresh: boolean): TemplateResult {
  const { at, actor } = entry;
  return html`<li class="line ${isFresh ? 'fresh' : ''}" part="entry" tabindex="-1">
    ${avatar(actor)}
    <p class="sentence" part="sentence">${sentence(entry, words, named)}</p>
    <time class="detail" part="time" datetime=${at.toISOString()} title=${words.date(at, { dateStyle: 'medium', timeStyle: 'medium' })}><bdi>${words.date(at, { timeStyle: 'short' })}</bdi></time>
  </li>`;
}

/** The entries under the days they fall on. */
export function lines(entries: readonly ActivityEntry[], model: LinesModel): readonly TemplateResult[] {
  let place = 0;
  return daysOf(entries).map(({ from, entries: ofDay }, at) => html`<section class="day" aria-labelledby="day-${at}">
    <h2 class="day-name" id="day-${at}" part="day">${dayName(from, model.words)}</h2>
    <ol class="lines">${ofDay.map((entry) => line(entry, model, place++ < model.fresh))}</ol>
  </section>`);
}
