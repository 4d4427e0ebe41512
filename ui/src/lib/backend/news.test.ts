// The window puts together what the app tells: a sitting of the app's own test, recorded.
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";

import type { DeskNews, DeskView } from "./bindings/view";
import { forgetTold, putTogether } from "./news";

const sitting = JSON.parse(readFileSync("src/test/desk-news.json", "utf8")) as { news: DeskNews; view: DeskView }[];
const PRESS = 1;

afterEach(forgetTold);

describe("news of a desk", () => {
  it("are the whole desk, put together", () => {
    for (const { news, view } of sitting) expect(putTogether(news)).toEqual(view);
  });

  it("leave what did not change as the objects that they were", () => {
    const first = putTogether(sitting[0]!.news)!;
    const pressed = putTogether(sitting[PRESS]!.news)!;
    expect(pressed.entities).toBe(first.entities);
    expect(pressed.card).toBe(first.card);
    // Typed before all of the summary: what stands in the lessons has not moved.
    const lessons = (view: DeskView) => view.findings.filter(({ place }) => place?.field === "lessons");
    expect(lessons(first).length).toBeGreaterThan(0);
    lessons(pressed).forEach((finding, i) => expect(finding).toBe(lessons(first)[i]));
  });

  it("are refused where something before them was not heard, and taken as a whole again", () => {
    expect(putTogether(sitting[PRESS]!.news)).toBeNull();
    putTogether(sitting[0]!.news);
    forgetTold();
    expect(putTogether(sitting[PRESS]!.news)).toBeNull();
    expect(putTogether(sitting[0]!.news)).toEqual(sitting[0]!.view);
    expect(putTogether(sitting[PRESS + 1]!.news)).toBeNull();
  });
});
