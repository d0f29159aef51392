import { type TemplateResult, html } from 'lit';
import type { ActivityWords } from './activity-words.js';

const SKELETON_LINES = 5;

/** Stands for entries that are on their way for the first time. */
export const skeleton = (words: ActivityWords): TemplateResult => html`<div class="lines"><span class="sr-only">${words.text('loading')}</span>${Array.from({ length: SKELETON_LINES }, () =>
  html`<div class="line"><span class="skeleton face"></span><span class="skeleton"></span></div>`)}</div>`;
