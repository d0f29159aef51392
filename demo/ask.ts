import type { Result } from 'mysafe-share';
import { type TemplateResult, nothing, render } from 'lit';
import { type Asked, type Given, clearForm, showForm } from './forms.js';
import { part } from './page.js';

interface Question<T> extends Asked {
  readonly title: string;
  readonly body?: TemplateResult;
  /** What its button says. */
  readonly label: string;
  readonly act: (given: Given) => Promise<Result<T>>;
  /** What is shown when it is done; without it the window closes. */
  readonly answer?: (value: T, close: () => void) => TemplateResult;
}

/** The browser tells of a closing a little later; where the window is open again by then, it was the one before. */
const closing = (dialog: HTMLDialogElement): Promise<void> => new Promise((resolve) => {
  dialog.addEventListener('close', function told() {
    if (dialog.open) return;
    dialog.removeEventListener('close', told);
    resolve();
  });
});

/** Opens a window that asks, and resolves when it is closed. Focus goes back to where it was. */
export async function ask<T>({ title, body, answer, act, ...form }: Question<T>): Promise<void> {
  const [dialog, content, fields] = [part<HTMLDialogElement>('#ask'), part('#ask-body'), part('#ask-form')];
  const close = (): void => dialog.close();
  const from = document.activeElement?.closest('section');
  part('#ask-title').textContent = title;
  render(body ?? nothing, content);
  showForm(fields, {
    ...form, cancel: close,
    async act(given) {
      const done = await act(given);
      if (!done.ok) return done;
      if (!answer) close();
      else {
        clearForm(fields);
        render(answer(done.value, close), content);
        content.querySelector('button')?.focus();
      }
      return done;
    },
  });
  dialog.showModal();
  await closing(dialog);
  render(nothing, content);
  clearForm(fields);
  if (document.activeElement === document.body) from?.focus(); // what asked is gone
}
