// Tokens of the stage before: each once, with all its places, renamed from the end.
import { describe, expect, it } from "vitest";

import { renamed, tokensOf } from "./tokens";
import { deskView } from "../../test/fixtures";

const field = (name: "title" | "summary" | "lessons" | "differently", text: string) => ({ field: name, text });
const entry = (words: string, act: "replace" | "generalise" = "replace") => ({ ...deskView().record[0]!, class: "PERSON" as const, act, reason: "identifying" as const, words });
const view = () => deskView({
  fields: [field("title", "[Officer 1] stops"), field("summary", "[Officer 1] saw [Officer 2]; [Officer 1] ran."), field("lessons", "In [the spring]."), field("differently", "")],
  record: [entry("[Officer 1]"), entry("[Officer 1]"), entry("[Officer 2]"), entry("[the spring]", "generalise"), entry("[Officer 3]")],
} as Partial<ReturnType<typeof deskView>>);

describe("tokens", () => {
  it("are told once, with their places, if they still stand", () => {
    expect(tokensOf(view()).map((one) => [one.words, one.places.length])).toEqual([["[Officer 1]", 3], ["[Officer 2]", 1]]);
  });
  it("are renamed from the end", () => {
    expect(renamed(view(), "[Officer 1]", "[Deputy 1]").map(({ place }) => [place.field, place.from, place.to])).toEqual([["summary", 29, 40], ["summary", 0, 11], ["title", 0, 11]]);
  });
});
