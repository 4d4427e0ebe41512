// In which part of the work sheet two views of a desk differ: what undo says that it changed, where that is out of sight.
import { describe, expect, it } from "vitest";

import { deskView, finding } from "../../test/fixtures";
import type { DeskView, LesView, SheetView } from "../backend/bindings/view";
import { changedPart } from "./sheet";

const before = deskView();
const sheet = (other: Partial<SheetView>): DeskView => deskView({ sheet: { ...before.sheet, ...other } });
const tactic = (les: LesView | null) => finding("l", "two of us on the C side", "LES", 9, 60, { les });
const answers = (known: boolean | null, helps: boolean | null, advice: LesView["advice"] = null) => deskView({ findings: [tactic({ known, helps, advice })] });

describe("the part of the work sheet that changed", () => {
  it.each([
    ["the note", sheet({ note: "look" })],
    ["the verdict on who wrote it", sheet({ authenticity: "unsure" })],
    ["the pass for sensitive tactics", sheet({ lesPass: true })],
  ])("is %s", (part, after) => {
    expect(changedPart(before, after)).toBe(part);
    expect(changedPart(after, before)).toBe(part);
  });

  it("is the answers about a tactic, which stand with its finding", () => {
    expect(changedPart(answers(null, null), answers(true, null))).toBe("the answers about a sensitive tactic");
    expect(changedPart(answers(true, true, "generalise"), answers(true, false, "keep"))).toBe("the answers about a sensitive tactic");
  });

  it("is none where a finding came or went, or the text is another one", () => {
    expect(changedPart(answers(true, false), before)).toBeNull();
    expect(changedPart(before, answers(true, false))).toBeNull();
    const typed = before.fields.map((one) => ({ ...one, text: `${one.text}!` }));
    expect(changedPart(before, { ...sheet({ note: "look" }), fields: typed })).toBeNull();
    expect(changedPart(before, deskView())).toBeNull();
  });
});
