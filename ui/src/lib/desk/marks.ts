// Findings, decisions and leaks as marks in an editor, told apart by line, ground and letter, never by colour alone.
import type { EditorState } from "@codemirror/state";
import { Decoration, WidgetType } from "@codemirror/view";

import { FAMILY_OF } from "../backend/bindings/closed";
import type { Family, Field } from "../backend/bindings/closed";
import type { DeskView, Place } from "../backend/bindings/view";
import { CLASSES } from "../words";
import { layer, stretchOf } from "./layer";
import type { Stretch } from "./layer";

/** A finding, by its id; a leak has none. */
export interface Mark extends Stretch {
  kind: "open" | "unsure" | "decided" | "kept" | "dropped" | "leak";
  family: Family | null;
  title: string;
  /** Of the class, beside what is to be decided. */
  letter: string;
}

/** A place where words were dropped: nothing is left to mark, so a small sign stands there. */
class DroppedSign extends WidgetType {
  constructor(readonly mark: Mark, readonly selected: boolean) {
    super();
  }
  override eq(other: DroppedSign): boolean {
    return other.mark.id === this.mark.id && other.mark.title === this.mark.title && other.selected === this.selected;
  }
  toDOM(): HTMLElement {
    const sign = document.createElement("span");
    sign.className = `dropped fam-${this.mark.family}${this.selected ? " sel" : ""}`;
    sign.title = this.mark.title;
    sign.dataset.finding = this.mark.id ?? "";
    return sign;
  }
}

export const marks = layer<Mark>({
  draw: (mark, selected) => {
    if (mark.kind === "dropped") return Decoration.widget({ widget: new DroppedSign(mark, selected), side: -1 });
    if (mark.from >= mark.to) return null;
    const family = mark.family ? ` fam-${mark.family}` : "";
    // A finding has a note of its own under the pointer.
    const attributes: Record<string, string> = mark.id ? { "data-finding": mark.id } : { title: mark.title };
    if (mark.kind === "open" || mark.kind === "unsure") attributes["data-letter"] = mark.letter;
    return Decoration.mark({ class: `mark ${mark.kind}${family}${selected ? " sel" : ""}`, attributes });
  },
});

/** The mark of a finding at a position; findings before leaks. */
export function markAt(state: EditorState, at: number): Mark | undefined {
  return marks.touching(state, at, at).find((mark) => mark.id !== null);
}

export function markOf(state: EditorState, id: string): Mark | undefined {
  return marks.touching(state).find((mark) => mark.id === id);
}

/** Whether a finding that is still open covers a range. */
export function covered(state: EditorState, from: number, to: number): boolean {
  return marks.touching(state, from, to).some((mark) => mark.id !== null && (mark.kind === "open" || mark.kind === "unsure") && mark.from <= from && to <= mark.to);
}

/** Whether a stretch overlaps none of these. */
export function outside(taken: readonly Pick<Stretch, "from" | "to">[]): (one: Pick<Stretch, "from" | "to">) => boolean {
  const all = [...taken].sort((a, b) => a.from - b.from);
  // How far the text is taken by those up to each one.
  let reach = 0;
  const reaches = all.map(({ to }) => (reach = Math.max(reach, to)));
  return ({ from, to }) => {
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (all[middle]!.from < to) low = middle + 1;
      else high = middle;
    }
    return low === 0 || reaches[low - 1]! <= from;
  };
}

/** The marks of one field, their places mapped into what the editor shows. */
export function marksOf(view: DeskView, of: Field, map: (offset: number, side: -1 | 1) => number): Mark[] {
  const at = (place: Place) => stretchOf(place, map);
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
  const free = outside(out);
  for (const entry of view.record) {
    if (entry.place?.field !== of || entry.class === null || entry.place.from === entry.place.to || entry.act === "keep") continue;
    const place = at(entry.place);
    if (!free(place)) continue;
    out.push({ ...place, kind: "decided", family: FAMILY_OF[entry.class], id: null, title: `${CLASSES[entry.class].name}: redacted by stage one`, letter: CLASSES[entry.class].letter });
  }
  for (const leak of view.leaks) {
    if (leak.place.field !== of) continue;
    const title = `${CLASSES[leak.class].name}: removed elsewhere, but it still stands here`;
    out.push({ ...at(leak.place), kind: "leak", family: null, id: null, title, letter: CLASSES[leak.class].letter });
  }
  return out;
}
