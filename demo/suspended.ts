const KEPT = 'acme-console suspended';

/** Whom the visitor suspended, by username. Acme’s directory is made up, so its people can be suspended here. */
export const suspendedHere = (): readonly string[] => JSON.parse(localStorage.getItem(KEPT) ?? '[]') as string[];

/** The directory is read with the page, so the page is loaded anew. */
export function setSuspended(username: string, is: boolean): void {
  const others = suspendedHere().filter((one) => one !== username);
  localStorage.setItem(KEPT, JSON.stringify(is ? [...others, username] : others));
  location.reload();
}

/** With the demo. */
export const forgetSuspended = (): void => localStorage.removeItem(KEPT);
