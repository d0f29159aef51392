/** The path of a Chromium. Installs one where that needs no question; throws a one-sentence error otherwise. */
export function findBrowser(): string;
/** For `chromium.launch(…)` of playwright-core. */
export function browserLaunchOptions(): { executablePath: string; chromiumSandbox: boolean; args: string[] };
