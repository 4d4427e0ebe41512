// What is typed: in which batches it is sent, and what it stands on when answers change the text.
import { ChangeSet, Text } from "@codemirror/state";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Typed } from "../backend/bindings/view";
import { TypingBuffer, changesBetween, splices } from "./typing";

/** A store that applies what it gets, as the app does, and answers when it is told to. */
class Store {
  text: string;
  sent: Typed[][] = [];
  joined: boolean[] = [];
  failing = false;
  #release: (() => void)[] = [];
  held = false;
  buffer: TypingBuffer;
  states: string[] = [];

  constructor(text: string) {
    this.text = text;
    this.buffer = new TypingBuffer({ send: (typed, joins) => (this.joined.push(joins), this.#take(typed())), changed: (state) => this.states.push(state) });
    this.buffer.answered("summary", text, false);
  }

  async #take(typed: Typed[]) {
    this.sent.push(typed);
    if (this.held) await new Promise<void>((resolve) => this.#release.push(resolve));
    if (this.failing) throw new Error("disk full");
    for (const { place, inserted } of typed) this.text = this.text.slice(0, place.from) + inserted + this.text.slice(place.to);
    this.buffer.answered("summary", this.text, true);
  }

  release() {
    this.held = false;
    for (const run of this.#release.splice(0)) run();
  }

  /** Types into the editor. */
  type(from: number, to: number, insert: string) {
    const shown = this.buffer.shown("summary");
    this.buffer.record("summary", ChangeSet.of({ from, to, insert }, shown.length));
  }
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("typing", () => {
  it("is sent at once, as one batch with what is typed before the letter is drawn", async () => {
    const store = new Store("clam");
    store.type(2, 4, "");
    store.type(2, 2, "a");
    store.type(3, 3, "lm");
    expect(store.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(20);
    expect(store.sent).toHaveLength(1);
    expect(store.text).toBe("clalm");
    expect(store.buffer.dirty).toBe(false);
    expect(store.states).toEqual(["typing", "typing", "typing", "saving"]);
    await vi.advanceTimersByTimeAsync(300);
    expect(store.states.at(-1)).toBe("saved");
  });

  it("is gathered into one batch while another is on its way, so that nobody waits for an analysis of each letter", async () => {
    const store = new Store("");
    store.held = true;
    store.type(0, 0, "a");
    await vi.advanceTimersByTimeAsync(20);
    for (const [at, letter] of [..."bcde"].entries()) {
      store.type(at + 1, at + 1, letter);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(store.sent).toHaveLength(1);
    expect(store.buffer.shown("summary")).toBe("abcde");
    store.release();
    await vi.advanceTimersByTimeAsync(20);
    expect(store.sent).toHaveLength(2);
    expect(store.text).toBe("abcde");
  });

  it("is one act as long as it goes on, and another one after a pause, or after something else was done", async () => {
    const store = new Store("");
    const press = async (letter: string, pause: number) => {
      await vi.advanceTimersByTimeAsync(pause);
      store.type(store.text.length, store.text.length, letter);
      await vi.advanceTimersByTimeAsync(20);
    };
    await press("a", 0);
    await press("b", 250);
    await press("c", 400);
    await press("d", 100);
    store.buffer.answered("summary", store.text, false);
    await press("e", 100);
    await press("f", 100);
    expect(store.joined).toEqual([false, true, false, true, false, true]);
  });

  it("goes in an order in which every place is counted in the text that the one before left", async () => {
    const store = new Store("one two three");
    store.type(0, 3, "first");
    store.type(10, 15, "3");
    expect(await store.buffer.flush()).toBe(true);
    expect(store.text).toBe("first two 3");
  });

  it("is flushed before anything else, also what is typed while a batch is on its way", async () => {
    const store = new Store("ab");
    store.held = true;
    store.type(1, 1, "1");
    const first = store.buffer.flush();
    store.type(3, 3, "2");
    const second = store.buffer.flush();
    expect(store.sent).toHaveLength(1);
    store.release();
    expect(await first).toBe(true);
    expect(await second).toBe(true);
    expect(store.sent).toHaveLength(2);
    expect(store.text).toBe("a1b2");
    expect(store.buffer.shown("summary")).toBe("a1b2");
  });

  it("is kept when it can't be saved, and goes with the next try together with what came after", async () => {
    const store = new Store("ab");
    store.failing = true;
    store.type(2, 2, "c");
    expect(await store.buffer.flush()).toBe(false);
    expect(store.states.at(-1)).toBe("failed");
    expect(store.buffer.shown("summary")).toBe("abc");
    store.type(3, 3, "d");
    store.failing = false;
    expect(await store.buffer.flush()).toBe(true);
    expect(store.text).toBe("abcd");
    expect(store.buffer.dirty).toBe(false);
  });

  it("stays on top of an answer that changes the text elsewhere", () => {
    const store = new Store("Ruiz met Ruiz today");
    store.type(19, 19, "!");
    const changes = store.buffer.answered("summary", "[Officer 1] met [Officer 1] today", false);
    expect(changes?.apply(ChangeSet.of({ from: 19, insert: "!" }, 19).apply(textOf("Ruiz met Ruiz today"))).toString()).toBe("[Officer 1] met [Officer 1] today!");
    expect(store.buffer.shown("summary")).toBe("[Officer 1] met [Officer 1] today!");
    expect(store.buffer.map("summary", 0, 1)).toBe(0);
  });

  it("stays on top of an answer that arrives while a batch is on its way and more is typed", async () => {
    const store = new Store("abc");
    store.held = true;
    store.type(0, 0, "1");
    const flushed = store.buffer.flush();
    store.type(4, 4, "2");
    store.buffer.answered("summary", "aXbc", false);
    expect(store.buffer.shown("summary")).toBe("1aXbc2");
    store.text = "aXbc";
    store.release();
    await flushed;
    expect(store.buffer.shown("summary")).toBe("1aXbc2");
  });

  it("gives nothing to change when the store holds what is shown", async () => {
    const store = new Store("ab");
    expect(store.buffer.answered("summary", "ab", false)).toBeNull();
    store.type(2, 2, "c");
    await store.buffer.flush();
    expect(store.buffer.answered("summary", "abc", false)).toBeNull();
  });

  it("takes over what the store made of it", () => {
    const store = new Store("ab");
    const changes = store.buffer.answered("summary", "a\nb", false);
    expect(changes?.apply(textOf("ab")).toString()).toBe("a\nb");
  });
});

describe("reconciling", () => {
  const cases: [string, string][] = [
    ["", "x"], ["x", ""], ["a\n\nb", "a\nb"], ["Ruiz saw Ruiz and Ruiz", "[Officer 1] saw [Officer 1] and [Officer 1]"],
    ["👮🏽 e\u0301 שלום", "👮🏽 é [x] שלום"], ["tail same", "other tail same"], ["a b c d", "d c b a"],
  ];
  it.each(cases)("%j becomes %j, as changes and as splices", (from, to) => {
    const changes = changesBetween(from, to);
    expect(changes?.apply(textOf(from)).toString()).toBe(to);
    let text = from;
    for (const { place, inserted } of splices("summary", changes!)) text = text.slice(0, place.from) + inserted + text.slice(place.to);
    expect(text).toBe(to);
  });

  it("touches no more than it has to, so that the cursor stays where it is", () => {
    const from = `Ruiz ${"word ".repeat(200)}Ruiz`;
    const changes = changesBetween(from, from.replaceAll("Ruiz", "[Officer 1]"))!;
    expect(changes.mapPos(100)).toBe(100 + "[Officer 1]".length - 4);
  });

  it("never cuts a pair of surrogates", () => {
    const changes = changesBetween("a😀b", "a😁b")!;
    for (const { place, inserted } of splices("summary", changes)) {
      expect([place.from, place.to]).not.toContain(2);
      expect(inserted.isWellFormed()).toBe(true);
    }
  });
});

function textOf(text: string): Text {
  return Text.of(text.split("\n"));
}
