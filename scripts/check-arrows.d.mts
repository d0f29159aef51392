/** Why `file` (relative to src/) may not import `specifier`, or nothing. */
export function forbidden(file: string, specifier: string): string | undefined;
/** Every forbidden import of src/, one sentence each. */
export function checkArrows(): readonly string[];
