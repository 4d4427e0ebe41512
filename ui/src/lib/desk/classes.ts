// What a selection can be marked as, by one key each: the common classes in sight, the rest behind "Other".
import { CLASS } from "../backend/bindings/closed";
import type { Class } from "../backend/bindings/closed";
import { CLASS_KEYS } from "../keys";

export interface ClassKey {
  klass: Class;
  key: string;
}

/** The key is the class's letter, which stands beside its findings too. */
const keyOf = (klass: Class): ClassKey => ({ klass, key: CLASS_KEYS[klass] });

const IN_SIGHT: Class[] = [
  "PERSON", "AGENCY", "LOCATION", "ORG", "DATE", "TIME", "AGE", "BADGE",
  "CASE_ID", "PLATE", "UNIQUE", "LES",
];

export const COMMON: ClassKey[] = IN_SIGHT.map(keyOf);

/** Behind "Other". */
export const OTHER: ClassKey[] = CLASS.filter((klass) => !IN_SIGHT.includes(klass)).map(keyOf);

/** The class of a key, wherever its button stands. */
export function classOfKey(key: string, stageOne: boolean): Class | undefined {
  const found = [...COMMON, ...OTHER].find((one) => one.key === key.toLowerCase())?.klass;
  return stageOne && found === "LES" ? undefined : found;
}
