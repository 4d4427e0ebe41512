// Publication: passages and takeaways beside the text, and answers that come late.
import { cleanup, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";

import { rangeOf } from "../lib/desk/passages";
import { appBehind, expectAccessible } from "../test/app";
import { publishView, queueView, takeawayView } from "../test/fixtures";
import { button, open, user } from "../test/screens";
import type { CardView } from "../lib/backend/bindings/view";
import { publication } from "../lib/state/publish.svelte";

afterEach(cleanup);

async function publish(view = publishView) {
  const asked = await open({ publish_view: () => view, clean_takeaway: () => view, code: () => view });
  await user.click(await button("To publish 1"));
  await user.click(await button("Open"));
  await screen.findByRole("region", { name: "Text as published" });
  return asked;
}

describe("the report to publish", () => {
  it("does not come back after the lock with an answer that comes late", async () => {
    let answer: (view: typeof publishView) => void = () => undefined;
    const late = new Promise((resolve) => (answer = resolve));
    appBehind({ publish_view: () => late });
    const opened = publication.open("r5");
    publication.close();
    answer(publishView);
    await opened;
    expect(publication.view).toBeNull();
  });
});

describe("a flag", () => {
  it("is still there after the approval, with its procedure, and staff take it off", async () => {
    const flagged = (flag: CardView["flag"]) => ({ ...queueView, cards: queueView.cards.map((one) => (one.id === "r5" ? { ...one, flag } : one)) });
    const asked = await open({ queue: () => flagged("author-in-distress"), sync: () => flagged("author-in-distress"), publish_view: () => publishView, flag: () => flagged(null) });
    await user.click(await button("To publish 1"));
    expect(within(await screen.findByRole("table")).getByText("Author in distress")).toBeVisible();
    await user.click(await button("Open"));
    await user.click(await button("Author in distress"));
    const dialog = await screen.findByRole("dialog", { name: "Flagged: author in distress" });
    expect(within(dialog).getByText(/peer-support lead/)).toBeVisible();
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Take the flag away" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: "Author in distress" })).toBeNull());
    expect(asked.find((one) => one.command === "flag")).toMatchObject({ args: { report: "r5", ask: { flag: null } } });
  });
});

describe("suggestions for the coding", () => {
  it("say which words led to them, and change nothing before somebody says so", async () => {
    const asked = await publish();
    const suggested = screen.getByRole("region", { name: /^Suggested by the text/ });
    expect(within(suggested).getByText("Low-light conditions")).toBeVisible();
    expect(within(suggested).getByText("“saw it”")).toBeVisible();
    expect(within(suggested).getByText("Light: Dark, no lights")).toBeVisible();
    expect(asked.some((one) => one.command === "code")).toBe(false);
    await expectAccessible();
    await user.click(within(suggested).getByRole("button", { name: "Add Low-light conditions" }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "code", args: { coding: { tags: ["low-light-conditions"] } } }));
  });

  it("are dismissed for good", async () => {
    const asked = await publish();
    await user.click(await button("Dismiss Low-light conditions"));
    expect(screen.queryByText("“saw it”")).toBeNull();
    expect(asked.some((one) => one.command === "code")).toBe(false);
  });
});

describe("takeaways before publication", () => {
  const takeaways = [
    takeawayView("t1", "Look into the gap."),
    takeawayView("t2", "But not alone.", { by: "third_review", answers: "t1" }),
    takeawayView("t3", "Wait for backup.", { by: "publish", mine: true, mayWithdraw: true, place: { field: "summary", from: 0, to: 11 }, words: "[Officer 1]" }),
    takeawayView("t4", "Call 555-555-0142.", { mayWithdraw: true, faults: [{ rule: "open_findings", class: "PHONE", words: "555-555-0142" }] }),
    takeawayView("t5", "Old.", { withdrawn: true, mayWithdraw: true }),
  ];
  async function openTakeaways() {
    const asked = await publish({ ...publishView, takeaways });
    await user.click(screen.getByRole("tab", { name: /^Takeaways/ }));
    return asked;
  }
  const card = (text: string) => screen.getAllByText(text).map((one) => one.closest("article")).find((one) => one?.dataset.takeaway)!;

  it("are answered, withdrawn and put back, and what identifies is named", async () => {
    const asked = await openTakeaways();
    expect(within(screen.getByRole("list", { name: "Answers to takeaway 1" })).getByText("But not alone.")).toBeVisible();
    expect(within(card("Call 555-555-0142.")).getByText(/looks like a phone number/)).toBeVisible();
    await expectAccessible();
    expect(within(card("Look into the gap.")).queryByRole("button", { name: "Withdraw" })).toBeNull();
    await user.click(within(card("Look into the gap.")).getByRole("button", { name: "Answer" }));
    await user.type(screen.getByLabelText("Answer"), "Twice.");
    await user.click(await button("Add answer"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "clean_takeaway", args: { ask: { kind: "add", text: "Twice.", place: null, answers: "t1" } } }));
    await user.click(within(card("Call 555-555-0142.")).getByRole("button", { name: "Withdraw" }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { kind: "withdraw", takeaway: "t4" } } }));
    await user.click(await button("Put back"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { kind: "restore", takeaway: "t5" } } }));
  });

  it("keep what only looks like it identifies, with a reason", async () => {
    const asked = await publish({ ...publishView, takeaways: [...takeaways, takeawayView("t6", "Grant it.", { kept: [{ class: "PERSON", words: "Grant", reason: "common-word", mine: true }] })] });
    await user.click(screen.getByRole("tab", { name: /^Takeaways/ }));
    await user.click(await button("Keep “555-555-0142”, with a reason"));
    expect(screen.getByRole("group", { name: "Why “555-555-0142” may stand" })).toContainElement(document.activeElement as HTMLElement);
    await expectAccessible();
    await user.click(within(screen.getByRole("group", { name: "Why “555-555-0142” may stand" })).getByRole("button", { name: "Does not identify anybody" }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { kind: "keep", takeaway: "t4", class: "PHONE", words: "555-555-0142", reason: "not-identifying" } } }));
    await user.click(await button("Look again at “Grant”"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { kind: "look_again", takeaway: "t6", class: "PERSON", words: "Grant" } } }));
  });

  it("are anchored to a sentence by key, or to what is selected", async () => {
    const asked = await openTakeaways();
    await user.selectOptions(screen.getByLabelText("About"), "[Officer 1] saw it.");
    await user.type(screen.getByLabelText("New takeaway"), "Say what you see.");
    await user.click(await button(/^Add takeaway/));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { kind: "add", place: { field: "summary", from: 0, to: 19 } } } }));
    const range = rangeOf(screen.getByRole("region", { name: "Text as published" }), { field: "summary", from: 0, to: 11 })!;
    expect(range.toString()).toBe("[Officer 1]");
    document.getSelection()?.removeAllRanges();
    document.getSelection()?.addRange(range);
    document.dispatchEvent(new Event("selectionchange"));
    await user.click(await button("Anchor to the selection"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { kind: "anchor", takeaway: "t3", place: { field: "summary", from: 0, to: 11 } } } }));
  });

  it("are moved with arrow keys", async () => {
    const asked = await openTakeaways();
    const handle = await button("Move takeaway 2 of 3: arrow up or down");
    handle.focus();
    await user.keyboard("{ArrowUp}");
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { kind: "move", takeaway: "t3", before: "t1" } } }));
    (await button("Move takeaway 2 of 3: arrow up or down")).focus();
    await user.keyboard("{ArrowDown}");
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { kind: "move", takeaway: "t3", before: null } } }));
  });
});
