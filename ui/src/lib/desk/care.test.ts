// Marks for the second look: they move with typing, and a slip that is typed into is no slip any more.
import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";

import { slips, unread } from "./care";

const state = (doc: string) => EditorState.create({ doc, extensions: [slips.extension, unread.extension] });

describe("marks of the second look", () => {
  it("move with what is typed before them", () => {
    const one = state("the vehical ran. It stood.").update({ effects: slips.set.of([{ from: 4, to: 11, id: "a", title: "" }]) }).state;
    const moved = one.update({ changes: { from: 0, insert: "See " } }).state;
    expect(slips.touching(moved, 9, 9)[0]).toMatchObject({ from: 8, to: 15, id: "a" });
  });

  it("go when they are typed into, if they are slips, and stay if they were not read", () => {
    const both = state("the vehical ran.").update({ effects: [slips.set.of([{ from: 4, to: 11, id: "a", title: "" }]), unread.set.of([{ from: 0, to: 16, id: null, title: "" }])] }).state;
    const typed = both.update({ changes: { from: 9, to: 11, insert: "cle" } }).state;
    expect(slips.touching(typed, 6, 6)[0]).toBeUndefined();
    expect(unread.touching(typed, 6, 6)[0]).toMatchObject({ from: 0, to: 17 });
    expect(unread.touching(both.update({ changes: { from: 0, to: 16 } }).state, 0, 0)[0]).toBeUndefined();
  });
});
