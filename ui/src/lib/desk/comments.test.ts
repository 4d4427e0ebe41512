// The sign of a comment in the text: while it has the focus it tells, whatever is drawn again around it.
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { unread } from "./care";
import { passageComments } from "./comments";
import type { Commented } from "./comments";
import { marks } from "./marks";

const comment = (from: number, to: number, text = "Which hand was it in?"): Commented => ({ from, to, number: 1, who: "You", text });
const grey = (from: number, to: number) => ({ from, to, id: null, title: "" });

describe("the sign of a comment", () => {
  let view: EditorView;
  beforeEach(() => {
    view = new EditorView({
      parent: document.body,
      state: EditorState.create({ doc: "I walked up with the flashlight in my gun hand. He waited.", extensions: [marks.extension, unread.extension, passageComments.extension] }),
    });
    view.dispatch({ effects: [...passageComments.set([comment(17, 31)]), unread.set.of([grey(0, 58)])] });
    document.querySelector<HTMLElement>(".comment-sign")!.focus();
  });
  afterEach(() => view.destroy());

  const focused = () => document.activeElement?.getAttribute("aria-label");
  const told = () => document.querySelector(".cm-tooltip")?.textContent ?? "";

  it.each([
    ["the sentence is read", () => view.dispatch({ effects: unread.set.of([]) })],
    ["half of it is", () => view.dispatch({ effects: unread.set.of([grey(31, 58)]) })],
    ["marks come", () => view.dispatch({ effects: marks.set.of([{ from: 21, to: 40, id: "f1", class: "PERSON", state: "open", kind: "identifying" } as never]) })],
    ["the comments are set again", () => view.dispatch({ effects: passageComments.set([comment(17, 31)]) })],
    ["the comment says something else", () => view.dispatch({ effects: passageComments.set([comment(17, 31, "Which hand?")]) })],
    ["its passage grows", () => view.dispatch({ effects: passageComments.set([comment(17, 34)]) })],
    ["the app changes the words before it", () => view.dispatch({ changes: { from: 2, to: 8, insert: "went" } })],
    ["the app changes the words around it", () => view.dispatch({ changes: { from: 28, to: 35, insert: "light, held in" } })],
  ])("keeps the focus when %s", (_, happens) => {
    expect(told()).toContain("Which hand");
    happens();
    expect(focused()).toMatch(/^Comment 1, you: Which hand/);
    expect(told()).toContain("Which hand");
  });

  it("does not take the focus back from what has it", async () => {
    const other = document.body.appendChild(document.createElement("button"));
    other.focus();
    view.dispatch({ effects: [unread.set.of([]), ...passageComments.set([comment(17, 34)])] });
    await Promise.resolve();
    expect(document.activeElement).toBe(other);
    expect(told()).toBe("");
    other.remove();
  });
});
