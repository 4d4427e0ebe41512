// How the edits of a stage are grouped and named: identifiers by class, sensitive tactics, language, clarity.
import { CLASS, FAMILY_OF } from "../backend/bindings/closed";
import type { Class, Family } from "../backend/bindings/closed";
import type { EditView } from "../backend/bindings/view";
import { ACTS, CLASSES, REASONS } from "../words";

export interface EditGroup {
  id: string;
  title: string;
  family: Family | null;
  letter: string;
  edits: EditView[];
}

/** The groups in the order of the classes, copy edits last; within a group in the order of the text. */
export function editGroups(edits: readonly EditView[]): EditGroup[] {
  const ofClass = (klass: Class): EditGroup => ({ id: klass, title: CLASSES[klass].name, family: FAMILY_OF[klass], letter: CLASSES[klass].letter, edits: edits.filter((edit) => edit.class === klass) });
  const copy = (id: "language" | "clarity", title: string): EditGroup => ({
    id,
    title,
    family: null,
    letter: "¶",
    edits: edits.filter((edit) => edit.class === null && (edit.reason === "clarity") === (id === "clarity")),
  });
  return [...CLASS.map(ofClass), copy("language", "Spelling, grammar, punctuation"), copy("clarity", "Clarity: words changed")].filter((group) => group.edits.length > 0);
}

/** What was done and why: "replaced, identifying". */
export function editWords(edit: EditView): string {
  return edit.class ? `${ACTS[edit.act].done}, ${REASONS[edit.reason].toLowerCase()}` : REASONS[edit.reason].toLowerCase();
}
