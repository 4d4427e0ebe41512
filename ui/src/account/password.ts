// What a password has to be, and what is missing while somebody chooses one.

/** Fewest characters, as the server has it. */
export const CHARACTERS = 14;

/** Null: it will do. */
export function lacking(next: string, again: string, before = ""): string | null {
  if ([...next].length < CHARACTERS) return `The new password needs at least ${CHARACTERS} characters. Several words in a row are easy to keep in mind.`;
  if (next === before) return "That is the password of before. Choose another one.";
  if (next !== again) return "The new password stands there twice, and not the same. Type it again.";
  return null;
}

/** Where the password alone is asked for. */
export const NOT_YOURS = "This is not your password. Nothing was changed. Try again.";
/** Password and code were wrong together: which of them, the server does not say. */
export const NOT_TOGETHER = "Password and code don't go together, so nothing was changed. Each code is good once. Five wrong tries lock the account for a while.";
