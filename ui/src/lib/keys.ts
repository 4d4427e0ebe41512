// Every key of the program, in one place; the keys dialog shows this list.

import type { Class } from "./backend/bindings/closed";

type Scope = "everywhere" | "queue" | "teaser" | "desk" | "finding" | "marking" | "others" | "answer" | "comment" | "publish" | "outbox" | "library" | "sheet" | "overview" | "people";

interface Key {
  scope: Scope;
  /** `mod` is Ctrl (or Command). A single letter without it works only while nobody is typing. */
  combos: string[];
  what: string;
  /** The combinations are one after another: the first and the last are shown. */
  span?: boolean;
}

/** What a selection is marked as: each class by its letter, which stands beside its findings too. */
export const CLASS_KEYS = {
  PERSON: "p", AGENCY: "a", LOCATION: "l", ORG: "o", DATE: "d", TIME: "t", AGE: "y", DOB: "f", CASE_ID: "c", BADGE: "b", PLATE: "r", VIN: "v", LICENSE: "i", SSN: "n", PHONE: "h", EMAIL: "e", URL: "w", HANDLE: "g", IP: "k", ORI: "j", SERIAL: "x", UNIQUE: "u", LES: "s",
} as const satisfies Record<Class, string>;

export const KEYS = {
  help: { scope: "everywhere", combos: ["?", "F1"], what: "Keys and display" },
  screens: { scope: "everywhere", combos: ["mod+1", "mod+2", "mod+3", "mod+4", "mod+5", "mod+6", "mod+7"], what: "The screens, from top to bottom", span: true },
  account: { scope: "everywhere", combos: ["mod+shift+a"], what: "Your account" },
  theme: { scope: "everywhere", combos: ["mod+shift+d"], what: "Dark or light" },
  lock: { scope: "everywhere", combos: ["mod+l"], what: "Lock" },
  larger: { scope: "everywhere", combos: ["mod++", "mod+="], what: "Larger text" },
  smaller: { scope: "everywhere", combos: ["mod+-"], what: "Smaller text" },
  normal: { scope: "everywhere", combos: ["mod+0"], what: "Text at 100 %" },

  takeNext: { scope: "queue", combos: ["n"], what: "Take the next one" },
  search: { scope: "queue", combos: ["/"], what: "Search" },
  lists: { scope: "queue", combos: ["1", "2", "3", "4"], what: "Stage one, stage two, deferred, to publish", span: true },
  showAll: { scope: "queue", combos: ["c"], what: "Clear search and filters" },
  news: { scope: "queue", combos: ["u"], what: "Ask the server for news" },

  skip: { scope: "teaser", combos: ["s"], what: "Skip, without a reason" },
  mayKnow: { scope: "teaser", combos: ["k"], what: "I may know this" },

  nextFinding: { scope: "desk", combos: ["n", "F8"], what: "Next open finding" },
  previousFinding: { scope: "desk", combos: ["p", "shift+F8"], what: "Previous open finding" },
  undo: { scope: "desk", combos: ["mod+z"], what: "Undo" },
  redo: { scope: "desk", combos: ["mod+shift+z", "mod+y"], what: "Redo" },
  mark: { scope: "desk", combos: ["m", "mod+m"], what: "Mark the selected text: then one key for what it is" },
  atCursor: { scope: "desk", combos: ["mod+i"], what: "Decide the finding at the cursor" },
  nextRemark: { scope: "desk", combos: ["F7", "a"], what: "Next remark on the language" },
  previousRemark: { scope: "desk", combos: ["shift+F7"], what: "Previous remark on the language" },
  acceptRemark: { scope: "desk", combos: ["mod+."], what: "Accept the correction" },
  ignoreRemark: { scope: "desk", combos: ["mod+shift+i"], what: "Ignore the remark in this report" },
  safeCorrections: { scope: "desk", combos: ["mod+F7"], what: "Accept all safe corrections, after a look" },
  nextDoubt: { scope: "desk", combos: ["F6"], what: "Next change of meaning to confirm" },
  nextUnread: { scope: "desk", combos: ["F9"], what: "Next sentence that was never read" },
  readTo: { scope: "desk", combos: ["l", "mod+F9"], what: "I have read up to the cursor" },
  tabs: { scope: "desk", combos: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], what: "The tabs beside the report, from left to right", span: true },
  nextEdit: { scope: "desk", combos: ["y"], what: "Next edit in the diff: Enter puts it back" },
  layout: { scope: "desk", combos: ["i"], what: "Diff inline or side by side" },
  preview: { scope: "desk", combos: ["v"], what: "Clean preview" },
  takeaway: { scope: "desk", combos: ["t", "F4"], what: "Add a takeaway, about the selected passage if there is one" },
  release: { scope: "desk", combos: ["h"], what: "Release the report" },
  giveBack: { scope: "desk", combos: ["j"], what: "Return it to stage one (stage two)" },
  otherSteps: { scope: "desk", combos: ["z"], what: "Third review, decline, defer (stage two)" },
  back: { scope: "desk", combos: ["q"], what: "Back to the queue" },
  comment: { scope: "desk", combos: ["mod+shift+m"], what: "Comment on the selected passage (stage two)" },
  nextComment: { scope: "desk", combos: ["F3"], what: "Next comment in the text" },
  original: { scope: "desk", combos: ["mod+shift+o"], what: "Reveal the original, or hide it (stage two)" },
  verdict: { scope: "desk", combos: ["F2"], what: "The verdict and its tests (stage two), or the checks" },
  askAuthor: { scope: "desk", combos: ["mod+shift+e"], what: "Ask the author" },
  sameEvent: { scope: "desk", combos: ["mod+shift+l"], what: "Reports like this one, to link those of one event" },
  flag: { scope: "desk", combos: ["mod+shift+f"], what: "Flag a possible crime, or an author in distress" },
  conclude: { scope: "desk", combos: ["mod+enter"], what: "Hand over or approve" },

  replace: { scope: "finding", combos: ["r"], what: "Replace as suggested" },
  generalise: { scope: "finding", combos: ["g"], what: "Generalise" },
  band: { scope: "finding", combos: ["b"], what: "Put in a band" },
  difference: { scope: "finding", combos: ["f"], what: "Keep the difference" },
  drop: { scope: "finding", combos: ["d"], what: "Drop" },
  keep: { scope: "finding", combos: ["k"], what: "Keep, with a reason" },
  edit: { scope: "finding", combos: ["e"], what: "Edit the replacement first" },
  onlyHere: { scope: "finding", combos: ["o"], what: "Only here, or in all places" },
  more: { scope: "finding", combos: ["."], what: "More answers" },
  lesKnown: { scope: "finding", combos: ["mod+k"], what: "Sensitive tactic: well known to the public, or not" },
  lesHelps: { scope: "finding", combos: ["mod+h"], what: "Sensitive tactic: helps an attacker, or not" },
  where: { scope: "finding", combos: ["w"], what: "Where else it stands" },
  same: { scope: "finding", combos: ["s"], what: "Same person (or place) as…" },
  apart: { scope: "finding", combos: ["x"], what: "Not the same person (or place)" },
  rename: { scope: "finding", combos: ["c"], what: "Change the token everywhere" },
  neutral: { scope: "finding", combos: ["u"], what: "Neutral words instead of “she”, “Mrs.”, …" },
  leave: { scope: "finding", combos: ["Escape"], what: "Close the finding" },

  markAs: { scope: "marking", combos: Object.values(CLASS_KEYS), what: "What the marked text is: the letter of its button" },
  otherClasses: { scope: "marking", combos: ["."], what: "More that it can be" },
  leaveMark: { scope: "marking", combos: ["Escape"], what: "Mark nothing" },
  thisOne: { scope: "others", combos: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], what: "The one of that number", span: true },
  widen: { scope: "answer", combos: ["w"], what: "Widen the answer" },
  blank: { scope: "answer", combos: ["b"], what: "Blank the answer" },
  putBack: { scope: "answer", combos: ["r"], what: "Put it back as the author gave it" },
  removeComment: { scope: "comment", combos: ["Delete"], what: "Remove your comment" },

  publish: { scope: "publish", combos: ["mod+enter"], what: "Publish" },
  sendBack: { scope: "publish", combos: ["j"], what: "Send back to stage two" },
  sides: { scope: "publish", combos: ["1", "2"], what: "Coding, takeaways", span: true },
  toQueue: { scope: "publish", combos: ["q"], what: "Back to the queue" },

  sendNow: { scope: "outbox", combos: ["u"], what: "Send now" },
  openRefused: { scope: "outbox", combos: ["o"], what: "Open the report of the first that was refused" },
  discard: { scope: "outbox", combos: ["x"], what: "Discard the first that was refused" },

  parts: { scope: "library", combos: ["1", "2", "3"], what: "Published, changes, declined", span: true },
  searchLibrary: { scope: "library", combos: ["/"], what: "Search" },
  chooseAll: { scope: "library", combos: ["a"], what: "Choose all that are shown, or none" },
  exportJson: { scope: "library", combos: ["j"], what: "Export the chosen ones as JSON" },
  exportCsv: { scope: "library", combos: ["s"], what: "Export the chosen ones as CSV" },
  openPublication: { scope: "library", combos: ["o"], what: "Open the one in whose row you are, or the first" },
  rollCall: { scope: "library", combos: ["r"], what: "Roll-call sheet of the open one" },
  correct: { scope: "library", combos: ["c"], what: "Correct the open one" },
  takeOut: { scope: "library", combos: ["x"], what: "Take the open one out" },
  takeBack: { scope: "library", combos: ["z"], what: "Take the decline back in whose row you are, or the first" },
  toLibrary: { scope: "library", combos: ["q"], what: "Back to the library" },
  readAgain: { scope: "library", combos: ["u"], what: "Read the library again" },
  savePdf: { scope: "sheet", combos: ["mod+s"], what: "Save as PDF" },
  saveMarkdown: { scope: "sheet", combos: ["mod+shift+s"], what: "Save as Markdown" },

  figures: { scope: "overview", combos: ["u"], what: "Ask the server again" },

  peopleParts: { scope: "people", combos: ["1", "2"], what: "People, claims", span: true },
  addPerson: { scope: "people", combos: ["a"], what: "Add somebody" },
  changePerson: { scope: "people", combos: ["e"], what: "Change the one in whose row you are, or the first" },
  endClaim: { scope: "people", combos: ["r"], what: "Release the report in whose row you are, or the first" },
  assign: { scope: "people", combos: ["g"], what: "Give it to somebody else" },
} as const satisfies Record<string, Key>;

export type KeyId = keyof typeof KEYS;

export const SCOPES: Record<Scope, string> = {
  everywhere: "Everywhere",
  queue: "Queue",
  teaser: "Before you take a report",
  desk: "Desk",
  finding: "At a finding",
  marking: "With a selection that is to be marked",
  others: "In the list of persons, places or institutions",
  answer: "At an answer of the author (Details)",
  comment: "At a comment of yours",
  publish: "Publish",
  outbox: "Outbox",
  library: "Library",
  sheet: "Roll-call sheet",
  overview: "Overview",
  people: "People and claims",
};

/** A combination as it stands on a key cap: "Ctrl+Shift+Z". */
export function shown(combo: string): string {
  const parts = combo === "mod++" ? ["mod", "+"] : combo.split("+");
  const caps: Record<string, string> = { mod: "Ctrl", shift: "Shift", enter: "Enter", Escape: "Esc" };
  return parts.map((part) => caps[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join("+");
}

const isWritten = (input: HTMLInputElement): boolean => !["checkbox", "radio", "button"].includes(input.type);

/** Whether a field with an undo of its own has the focus: a note, a search, a replacement. */
export function hasOwnUndo(target: EventTarget | null): boolean {
  return (target instanceof HTMLInputElement && isWritten(target)) || target instanceof HTMLTextAreaElement;
}

/** More combinations than these are too many to list. */
const SHOWN = 4;

/** What stands in the list: every combination, or the first and the last of a span. */
export function listed(key: Key): { caps: string[]; between: string } {
  if (key.combos.length > SHOWN && !key.span) return { caps: [`${shown(key.combos[0]!)}, ${shown(key.combos[1]!)}, …`], between: "or" };
  if (!key.span) return { caps: key.combos.map(shown), between: "or" };
  return { caps: [key.combos[0]!, key.combos.at(-1)!].map(shown), between: "to" };
}

/** Which of a span was pressed, counted from 0. */
export const nth = (event: KeyboardEvent): number => Number(event.key) - 1;

/** Which row of a table a key is about: the one with the focus, else the first. */
export function rowInWork<T extends { id: string }>(rows: readonly T[]): T | undefined {
  const id = document.activeElement?.closest<HTMLElement>("tr[data-row]")?.dataset.row;
  return rows.find((row) => row.id === id) ?? rows[0];
}

/** The first combination of a key, for its button. */
export const cap = (id: KeyId): string => shown(KEYS[id].combos[0]);

function comboOf(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  const named = event.key.length > 1;
  const shift = event.shiftKey && (named || (mod !== "" && /[a-z]/i.test(event.key))) ? "shift+" : "";
  const key = event.key === "Enter" ? "enter" : named ? event.key : event.key.toLowerCase();
  return mod + shift + key;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const inInput = target instanceof HTMLInputElement && isWritten(target);
  return inInput || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.closest("[contenteditable=true]") !== null;
}

/** In an open dialog: what works everywhere, unless it is a plain key, and what belongs to the dialog. */
const works = (key: Key, plain: boolean): boolean => key.scope === "teaser" || key.scope === "sheet" || (key.scope === "everywhere" && !plain);

export type KeyHandlers = Partial<Record<KeyId, (event: KeyboardEvent) => void>>;

/** What goes on while its key is held down. */
const HELD: KeyId[] = ["undo", "redo", "larger", "smaller"];

/**
 * Runs the handler of the key that was pressed. Plain keys rest while somebody types and while a dialog is open, the
 * others rest in a dialog unless they work everywhere, and a key held down acts once but for a few.
 */
export function onKey(event: KeyboardEvent, handlers: KeyHandlers): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const inDialog = document.querySelector("dialog[open]") !== null;
  const combo = comboOf(event);
  const plain = !combo.startsWith("mod+") && !/F\d/.test(combo);
  if (plain && isTyping(event.target)) return;
  for (const [id, run] of Object.entries(handlers)) {
    const key: Key = KEYS[id as KeyId];
    if (!key.combos.includes(combo) || (inDialog && !works(key, plain))) continue;
    event.preventDefault();
    if (!event.repeat || HELD.includes(id as KeyId)) run(event);
    return;
  }
}
