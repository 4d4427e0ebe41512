// Takeaways in their order, and the passages that they are about in the published text.
import { describe, expect, it } from "vitest";

import { takeawayView } from "../../test/fixtures";
import { anchored, paragraphs, sentencesOf } from "./passages";
import { beforeOf, rootAt, threads } from "./takeaways";

const view = takeawayView;
const groups = threads([view("a", "1"), view("b", "2", { answers: "a" }), view("c", "3", { answers: "b" }), view("d", "4"), view("e", "5"), view("x", "6", { withdrawn: true })]);

describe("takeaways as they are shown", () => {
  it("stand with what answers them", () => {
    expect(groups.map(({ root, answers }) => [root.id, ...answers.map((one) => one.id)])).toEqual([["a", "b", "c"], ["d"], ["e"]]);
  });

  it.each([
    ["a", -1, undefined], ["a", 1, "e"], ["d", -1, "a"], ["d", 1, null], ["e", 1, undefined], ["e", -1, "d"], ["b", 1, undefined],
    ["a", 0, "d"], ["e", 0, null],
  ] as const)("%s moves by %i", (id, step, before) => {
    expect(beforeOf(groups, id, step)).toBe(before);
  });

  it("drop before the first whose middle lies below the pointer", () => {
    const roots = [{ id: "a", middle: 10 }, { id: "d", middle: 30 }];
    expect([5, 10, 29, 31].map((y) => rootAt(roots, y))).toEqual(["a", "d", "d", null]);
  });
});

describe("passages in the published text", () => {
  const text = "One 👮 two.\n\n  Three four.";
  const about = (from: number, to: number) => view("t", "x", { place: { field: "summary", from, to } });
  it("cut paragraphs where they begin and end", () => {
    const all = paragraphs("summary", text, anchored([about(4, 6), about(0, 10), view("n", "y")]));
    expect(all.map(({ from }) => from)).toEqual([0, 13]);
    expect(all[0]!.pieces.map(({ text: words, about: is, ends }) => [words, is, ends])).toEqual([["One ", true, []], ["👮", true, [1]], [" two", true, [2]], [".", false, []]]);
    expect(paragraphs("lessons", text, anchored([about(0, 3)])).every(({ pieces }) => pieces.every((one) => !one.about))).toBe(true);
  });
  it("may reach over paragraphs", () => {
    const [first, second] = paragraphs("summary", text, anchored([about(7, 20)]));
    expect(first!.pieces.at(-1)).toMatchObject({ text: "two.", about: true, ends: [] });
    expect(second!.pieces[0]).toMatchObject({ text: "  Three", about: true, ends: [1] });
  });
  it("are offered sentence by sentence", () => {
    const all = sentencesOf([{ field: "title", text: "A title" }, { field: "summary", text }]);
    expect(all.map(({ words, place }) => [words, place.from, place.to])).toEqual([["One 👮 two.", 0, 11], ["Three four.", 15, 26]]);
  });
});
