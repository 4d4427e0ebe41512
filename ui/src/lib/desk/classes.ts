// What a selection can be marked as, by one key each: the common classes in sight, the rest behind "Other".
import type { Class } from "../backend/bindings/closed";

export interface ClassKey {
  klass: Class;
  key: string;
}

/** In sight; the key is the first letter of the class's name where that is free. */
export const COMMON: ClassKey[] = [
  { klass: "PERSON", key: "p" },
  { klass: "AGENCY", key: "a" },
  { klass: "LOCATION", key: "l" },
  { klass: "ORG", key: "o" },
  { klass: "DATE", key: "d" },
  { klass: "TIME", key: "t" },
  { klass: "AGE", key: "y" },
  { klass: "BADGE", key: "b" },
  { klass: "CASE_ID", key: "c" },
  { klass: "PLATE", key: "r" },
  { klass: "UNIQUE", key: "u" },
  { klass: "LES", key: "s" },
];

/** Behind "Other". */
export const OTHER: ClassKey[] = [
  { klass: "DOB", key: "f" },
  { klass: "PHONE", key: "h" },
  { klass: "EMAIL", key: "e" },
  { klass: "URL", key: "w" },
  { klass: "HANDLE", key: "g" },
  { klass: "VIN", key: "v" },
  { klass: "LICENSE", key: "i" },
  { klass: "SSN", key: "n" },
  { klass: "SERIAL", key: "x" },
  { klass: "IP", key: "k" },
  { klass: "ORI", key: "j" },
];

/** The class of a key, wherever its button stands. */
export function classOfKey(key: string, stageOne: boolean): Class | undefined {
  const found = [...COMMON, ...OTHER].find((one) => one.key === key.toLowerCase())?.klass;
  return stageOne && found === "LES" ? undefined : found;
}
