// Findings in rows, in the order of the text and in counts; and the brackets of the house.
import { describe, expect, it } from "vitest";

import { deskView, finding, stageTwo } from "../../test/fixtures";
import { bracketed, families, groups, leftWords, neighbour, obstacles, recordWords, samePlaces } from "./findings";
import { sentenceEnd } from "./spacer";

const view = deskView();
const [first, road, again, plate] = view.findings as [typeof view.findings[0], typeof view.findings[0], typeof view.findings[0], typeof view.findings[0]];
const kept = { act: "keep", reason: "common-word", replacement: null, byStage: null } as const;

describe("findings", () => {
  it("stand in one row per value, by family", () => {
    expect(families(view.findings).map((one) => [one.family, one.groups.map((group) => [group.first.words, group.members.length])])).toEqual([
      ["who", [["Quintana", 2]]], ["where", [["Pinion Wash Rd", 1]]], ["numbers", [["KTR 5521", 1]]],
    ]);
    const decided = view.findings.map((one) => (one.id === "a" ? { ...one, decided: kept } : one));
    expect(families(decided)[0]).toMatchObject({ decided: 0, groups: [{ first: { id: "c" }, open: [{ id: "c" }] }] });
  });

  it("of the same value are decided together, unless they are decided already", () => {
    expect(samePlaces(view.findings, first).map((one) => one.id)).toEqual(["a", "c"]);
    const decided = view.findings.map((one) => (one.id === "c" ? { ...one, decided: kept } : one));
    expect(samePlaces(decided, first).map((one) => one.id)).toEqual(["a"]);
  });

  it("follow each other in the order of the text, round to the start, open ones only", () => {
    expect(neighbour(view.findings, null, 1)?.id).toBe(first.id);
    expect(neighbour(view.findings, road.id, 1)?.id).toBe(again.id);
    expect(neighbour(view.findings, plate.id, 1)?.id).toBe(first.id);
    expect(neighbour(view.findings, first.id, -1)?.id).toBe(plate.id);
    expect(neighbour(view.findings, null, -1)?.id).toBe(plate.id);
    expect(neighbour(view.findings.map((one) => ({ ...one, decided: kept })), "a", 1)).toBeUndefined();
    expect(neighbour([], null, 1)).toBeUndefined();
  });

  it("left to do are counted on the last button", () => {
    expect(groups(view.findings)).toHaveLength(3);
    expect(leftWords(view)).toBe("3 to decide");
    expect(leftWords({ ...view, blockers: view.blockers.filter((one) => one.rule !== "open_findings") })).toBe("1 open");
    expect(leftWords({ ...view, blockers: view.blockers.filter((one) => one.rule === "open_findings") })).toBe("3 to decide");
    expect(leftWords({ ...view, blockers: [] })).toBe("");
    expect(obstacles(view.blockers).map((one) => [one.rule, one.blockers.length])).toEqual([["open_findings", 4], ["title_missing", 1]]);
  });

  it("of stage one are told to stage two", () => {
    expect(recordWords(stageTwo)).toBe("Stage one removed 1 identifier of 1 class");
    expect(recordWords(deskView())).toBe("Stage one removed nothing");
  });

  it("with no place come last and are passed over", () => {
    const lost = finding("x", "gone", "ORG", 9, 0, { place: null });
    expect(groups([lost, first]).map((one) => one.first.id)).toEqual(["a", "x"]);
    expect(neighbour([lost], null, 1)).toBeUndefined();
  });
});

describe("house style", () => {
  it("puts brackets round a replacement that has none", () => {
    expect(["a diner", " [a diner] ", "a [diner]", "", "  "].map(bracketed)).toEqual(["[a diner]", "[a diner]", "a [diner]", "", ""]);
  });
});

describe("the decision's place", () => {
  it("is after the sentence, or the paragraph where it has no end", () => {
    const text = "One Ruiz here. Two.\nThree Ruiz goes on\nand on.";
    expect(sentenceEnd(text, 8)).toBe(14);
    expect(sentenceEnd(text, 16)).toBe(19);
    expect(sentenceEnd(text, 30)).toBe(text.indexOf("\nand"));
    expect(sentenceEnd("no end", 2)).toBe(6);
  });
});
