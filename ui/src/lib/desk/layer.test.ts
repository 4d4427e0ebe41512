// Layers of marks: set anew, they hold what was set, wherever typing moved it in between; and what stayed is not drawn again.
import { EditorState } from "@codemirror/state";
import { Decoration } from "@codemirror/view";
import { describe, expect, it } from "vitest";

import { layer } from "./layer";
import type { Stretch } from "./layer";

const draw = (one: Stretch, selected: boolean) => (one.from < one.to ? Decoration.mark({ class: `mark ${one.id}${selected ? " sel" : ""}` }) : null);
const at = (id: string, from: number, to: number): Stretch => ({ id, from, to });

describe("a layer of marks", () => {
  const marks = layer({ draw });
  const state = EditorState.create({ doc: "x".repeat(200), extensions: marks.extension });
  const stretches = (of: EditorState) => marks.touching(of).map(({ id, from, to }) => at(id!, from, to));
  const set = (of: EditorState, all: Stretch[]) => of.update({ effects: marks.set.of(all) }).state;

  it("holds what was set last, whatever was there", () => {
    const all = Array.from({ length: 40 }, (_, i) => at(`m${i}`, i * 5, i * 5 + 3));
    let now = state;
    for (let round = 0; round < 40; round++) {
      // A few go, come, change and move with every round.
      const wanted = all.filter((_, i) => (i * 7 + round) % 5 !== 0).map((one, i) => ((i + round) % 9 === 0 ? { ...one, id: `${one.id}'` } : one));
      now = set(now, wanted);
      expect(stretches(now)).toEqual(wanted);
    }
    expect(stretches(set(now, []))).toEqual([]);
  });

  it("is the same where nothing differs, so that nothing is drawn", () => {
    const all = [at("a", 0, 4), at("b", 2, 9), at("c", 50, 60)];
    const one = set(state, all);
    expect(set(one, all.map((mark) => ({ ...mark }))).field(marks.extension)).toBe(one.field(marks.extension));
  });

  it("moves with typing, and is then what the app says of the new text", () => {
    const one = set(state, [at("a", 10, 14), at("b", 20, 24)]);
    const typed = one.update({ changes: { from: 15, insert: "new " } }).state;
    expect(stretches(typed)).toEqual([at("a", 10, 14), at("b", 24, 28)]);
    const said = set(typed, [at("a", 10, 14), at("b", 24, 28)]);
    expect(said.field(marks.extension)).toBe(typed.field(marks.extension));
  });

  it("keeps what is to stay where the text around it was replaced, and drops the rest", () => {
    const [going, staying] = [layer({ draw }), layer({ draw, stays: true })];
    const one = EditorState.create({ doc: "x".repeat(200), extensions: [going.extension, staying.extension] });
    const all = [at("a", 10, 14), at("b", 40, 44)];
    const after = one.update({ effects: [going.set.of(all), staying.set.of(all)] }).state.update({ changes: { from: 12, to: 30, insert: "new" } }).state;
    expect(staying.touching(after)).toEqual([at("a", 10, 12), at("b", 25, 29)]);
    const gone = after.update({ changes: { from: 20, to: 35, insert: "" } }).state;
    expect(going.touching(gone)).toEqual([at("a", 10, 12)]);
  });

  it("draws the selected one otherwise, also when all are set anew", () => {
    const classes = (of: EditorState) => {
      const found: string[] = [];
      of.field(marks.extension).decorations.between(0, 200, (_from, _to, one) => void found.push((one.spec as { class: string }).class));
      return found;
    };
    const one = set(state, [at("a", 10, 14), at("b", 20, 24)]).update({ effects: marks.select.of("b") }).state;
    expect(classes(one)).toEqual(["mark a", "mark b sel"]);
    expect(classes(set(one, [at("b", 20, 24)]))).toEqual(["mark b sel"]);
    expect(classes(one.update({ effects: marks.select.of("a") }).state)).toEqual(["mark a sel", "mark b"]);
    expect(classes(one.update({ effects: marks.select.of(null) }).state)).toEqual(["mark a", "mark b"]);
  });
});
