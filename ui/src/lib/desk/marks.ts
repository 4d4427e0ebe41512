// Findings, decisions and leaks as marks in an editor, told apart by line, ground and letter, never by colour alone.
import { RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import type { EditorState } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
import type { DecorationSet } from "@codemirror/view";

import { FAMILY_OF } from "../backend/bindings/closed";
import type { Family, Field } from "../backend/bindings/closed";
import type { DeskView, Place } from "../backend/bindings/view";
import { CLASSES } from "../words";

export interface Mark {
  from: number;
  to: number;
  kind: "open" | "unsure" | "decided" | "kept" | "dropped" | "leak";
  family: Family | null;
  /** The finding's id; none for a leak. */
  id: string | null;
  title: string;
  /** Of the class, beside what is to be decided. */
  letter: string;
}

interface Marks {
  marks: Mark[];
  selected: string | null;
  decorations: DecorationSet;
}

const setMarks = StateEffect.define<Mark[]>();
const setSelected = StateEffect.define<string | null>();

/** A place where words were dropped: nothing is left to mark, so a small sign stands there. */
class DroppedSign extends WidgetType {
  constructor(readonly mark: Mark, readonly selected: boolean) {
    super();
  }
  override eq(other: DroppedSign): boolean {
    return other.mark.id === this.mark.id && other.selected === this.selected;
  }
  toDOM(): HTMLElement {
    const sign = document.createElement("span");
    sign.className = `dropped fam-${this.mark.family}${this.selected ? " sel" : ""}`;
    sign.title = this.mark.title;
    sign.dataset.finding = this.mark.id ?? "";
    return sign;
  }
}

function decorate({ marks, selected }: Omit<Marks, "decorations">): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const sorted = [...marks].sort((a, b) => a.from - b.from || a.to - b.to);
  for (const mark of sorted) {
    const sel = mark.id !== null && mark.id === selected;
    if (mark.from === mark.to) {
      if (mark.kind === "dropped") builder.add(mark.from, mark.to, Decoration.widget({ widget: new DroppedSign(mark, sel), side: -1 }));
      continue;
    }
    const family = mark.family ? ` fam-${mark.family}` : "";
    const attributes: Record<string, string> = {};
    // A finding has a note of its own under the pointer.
    if (!mark.id) attributes.title = mark.title;
    if (mark.kind === "open" || mark.kind === "unsure") attributes["data-letter"] = mark.letter;
    if (mark.id) attributes["data-finding"] = mark.id;
    builder.add(mark.from, mark.to, Decoration.mark({ class: `mark ${mark.kind}${family}${sel ? " sel" : ""}`, attributes }));
  }
  return builder.finish();
}

const field = StateField.define<Marks>({
  create: () => ({ marks: [], selected: null, decorations: Decoration.none }),
  update(value, transaction) {
    let { marks, selected } = value;
    let fresh = false;
    if (transaction.docChanged) {
      marks = marks.map((mark) => ({ ...mark, from: transaction.changes.mapPos(mark.from, 1), to: transaction.changes.mapPos(mark.to, -1) })).map((mark) => (mark.to < mark.from ? { ...mark, to: mark.from } : mark));
      fresh = true;
    }
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) [marks, fresh] = [effect.value, true];
      if (effect.is(setSelected) && effect.value !== selected) [selected, fresh] = [effect.value, true];
    }
    return fresh ? { marks, selected, decorations: decorate({ marks, selected }) } : value;
  },
  provide: (self) => EditorView.decorations.from(self, (value) => value.decorations),
});

export const marks = { extension: field, set: setMarks, select: setSelected };

/** The mark of a finding at a position; findings before leaks. */
export function markAt(state: EditorState, at: number): Mark | undefined {
  return state.field(field).marks.find((mark) => mark.id !== null && mark.from <= at && at <= mark.to);
}

export function markOf(state: EditorState, id: string): Mark | undefined {
  return state.field(field).marks.find((mark) => mark.id === id);
}

/** Whether a finding that is still open covers a range. */
export function covered(state: EditorState, from: number, to: number): boolean {
  return state.field(field).marks.some((mark) => mark.id !== null && (mark.kind === "open" || mark.kind === "unsure") && mark.from <= from && to <= mark.to);
}

/** The marks of one field, their places mapped into what the editor shows. */
export function marksOf(view: DeskView, of: Field, map: (offset: number, side: -1 | 1) => number): Mark[] {
  const at = (place: Place) => ({ from: map(place.from, 1), to: Math.max(map(place.from, 1), map(place.to, -1)) });
  const out: Mark[] = [];
  for (const finding of view.findings) {
    if (finding.place?.field !== of) continue;
    const { decided } = finding;
    const { name, letter } = CLASSES[finding.class];
    const base = { ...at(finding.place), family: finding.family, id: finding.id, letter };
    if (!decided) out.push({ ...base, kind: finding.unsure ? "unsure" : "open", title: "" });
    else if (decided.act === "keep") out.push({ ...base, kind: "kept", title: `${name}: kept` });
    else if (finding.place.from === finding.place.to) out.push({ ...base, kind: "dropped", title: `${name}: dropped` });
    else out.push({ ...base, kind: "decided", title: `${name}: redacted` });
  }
  // What an earlier stage redacted is shown as it showed it, without a finding to decide.
  for (const entry of view.record) {
    if (entry.place?.field !== of || entry.class === null || entry.place.from === entry.place.to || entry.act === "keep") continue;
    const place = at(entry.place);
    if (out.some((mark) => mark.from < place.to && place.from < mark.to)) continue;
    out.push({ ...place, kind: "decided", family: FAMILY_OF[entry.class], id: null, title: `${CLASSES[entry.class].name}: redacted by stage one`, letter: CLASSES[entry.class].letter });
  }
  for (const leak of view.leaks) {
    if (leak.place.field !== of) continue;
    const title = `${CLASSES[leak.class].name}: removed elsewhere, but it still stands here`;
    out.push({ ...at(leak.place), kind: "leak", family: null, id: null, title, letter: CLASSES[leak.class].letter });
  }
  return out;
}
