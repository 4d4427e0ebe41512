// The rows of the queue in their order, and long lists of which only the rows in sight are drawn.
import { describe, expect, it, vi } from "vitest";

import { idleLock } from "./idle";
import { windowOf, windowsOf, withHeld } from "./rows";
import { NO_FILTER, nextOne, rows } from "./state/queue.svelte";
import { card } from "../test/fixtures";

describe("the queue", () => {
  const cards = [
    card("late", { due: "2026-11-20", region: "midwest" }),
    card("soon", { due: "2026-11-25", category: "domestic-disturbance" }),
    card("mine", { due: "2026-12-30", claim: { kind: "mine", until: "2026-11-24T00:00:00Z" } }),
    card("taken", { due: "2026-11-19", claim: { kind: "taken", by: null, until: null } }),
    card("third", { state: "third_review", due: "2026-11-22" }),
    card("two", { state: "stage_two", due: "2026-11-21", barred: "four_eyes" }),
  ];
  const ids = (list: { id: string }[]) => list.map((one) => one.id);

  it("shows mine first, then by due date", () => {
    expect(ids(rows(cards, "stage_one"))).toEqual(["mine", "taken", "late", "soon"]);
    expect(ids(rows(cards, "stage_two"))).toEqual(["two", "third"]);
  });

  it("finds by every word that a row says", () => {
    expect(ids(rows(cards, "stage_one", { ...NO_FILTER, search: "domestic" }))).toEqual(["soon"]);
    expect(ids(rows(cards, "stage_one", { ...NO_FILTER, search: "MIDWEST suspicious" }))).toEqual(["late"]);
    expect(rows(cards, "stage_one", { ...NO_FILTER, search: "northeast" })).toEqual([]);
  });

  it("shows what was skipped, when asked for it", () => {
    const skipped = { ...NO_FILTER, claims: "skipped" as const };
    expect(ids(rows(cards, "stage_one", skipped, undefined, new Set(["soon", "third"])))).toEqual(["soon"]);
    expect(rows(cards, "stage_one", skipped)).toEqual([]);
  });

  it("takes as the next one what is mine, else the first that is free and not barred", () => {
    expect(nextOne(cards, "stage_one")?.id).toBe("mine");
    expect(nextOne(cards.filter((one) => one.id !== "mine"), "stage_one")?.id).toBe("late");
    expect(nextOne(cards, "stage_two")?.id).toBe("third");
    expect(nextOne(cards, "deferred")).toBeUndefined();
  });
});

describe("rows in sight", () => {
  it("are few of many, and the room of the others is kept", () => {
    const part = windowOf(10_000, 50, 250_000, 600);
    expect(part.last - part.first).toBeLessThan(40);
    expect(part.first).toBeLessThanOrEqual(5000);
    expect(part.last).toBeGreaterThan(5012);
    expect(part.before + (part.last - part.first) * 50 + part.after).toBe(500_000);
  });

  it("are all of a few", () => {
    expect(windowOf(3, 50, 0, 600)).toEqual({ first: 0, last: 3, before: 0, after: 0 });
    expect(windowOf(0, 50, 0, 0)).toEqual({ first: 0, last: 0, before: 0, after: 0 });
    expect(windowOf(3, 50, 9999, 600).last).toBe(3);
  });
});

describe("lists below each other", () => {
  it("are whole where they are short", () => {
    expect(windowsOf([3, 2], 20, 30, 0, 600)).toEqual([{ top: 0, first: 0, last: 3, before: 0, after: 0 }, { top: 90, first: 0, last: 2, before: 0, after: 0 }]);
  });

  it("show the rows in sight of each, and keep the room of the others", () => {
    const [one, two, three] = windowsOf([200, 100, 50], 20, 30, 3900, 600);
    // The first list ends at 4030, the second at 6060.
    expect(one).toEqual({ top: 0, first: 187, last: 200, before: 3740, after: 0 });
    expect(two).toMatchObject({ top: 4030, first: 0, before: 0 });
    expect(two!.last).toBeGreaterThan(22);
    expect(two!.last).toBeLessThan(40);
    expect(three).toMatchObject({ first: 0, last: 7 });
    for (const [part, count] of [[one!, 200], [two!, 100], [three!, 50]] as const) expect(part.before + (part.last - part.first) * 20 + part.after).toBe(count * 20);
  });
});

describe("the row with the focus", () => {
  const part = { first: 10, last: 13, before: 0, after: 0 };

  it("is in the document wherever it is, and once", () => {
    expect(withHeld(part, 40, 2)).toEqual([2, 10, 11, 12]);
    expect(withHeld(part, 40, 30)).toEqual([10, 11, 12, 30]);
    for (const held of [-1, 11, 40]) expect(withHeld(part, 40, held)).toEqual([10, 11, 12]);
  });
});

describe("the lock after a pause", () => {
  it("comes after the time without input, and not before", () => {
    vi.useFakeTimers();
    const lock = vi.fn();
    const target = new EventTarget();
    const stop = idleLock(target, 1000, lock);
    vi.advanceTimersByTime(900);
    target.dispatchEvent(new Event("keydown"));
    vi.advanceTimersByTime(900);
    expect(lock).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(lock).toHaveBeenCalledTimes(1);
    stop();
  });

  it("comes at the first input after the computer slept through it", () => {
    vi.useFakeTimers();
    let now = 0;
    const lock = vi.fn();
    const target = new EventTarget();
    const stop = idleLock(target, 1000, lock, () => now);
    now = 50_000;
    target.dispatchEvent(new Event("pointermove"));
    expect(lock).toHaveBeenCalledTimes(1);
    stop();
  });
});
