// The Library screen: what is published, the roll-call sheet, exports, corrections, and declines that are taken back.
import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../test/app";
import { app, card, libraryView, publicationView, queueView } from "../test/fixtures";
import { button, open, user } from "../test/screens";

async function openLibrary(answers: Parameters<typeof open>[0] = {}) {
  const asked = await open(answers);
  await user.click(await button("Library"));
  await screen.findByRole("heading", { name: "Library" });
  return asked;
}
async function openOne(answers: Parameters<typeof open>[0] = {}) {
  const asked = await openLibrary(answers);
  await user.click(await button("Open no. 2"));
  await screen.findByRole("heading", { name: "Near miss no. 2" });
  return asked;
}

describe("library", () => {
  it("is for staff alone", async () => {
    await open({ app_view: () => ({ ...app, who: { ...app.who!, roles: ["stage_two"] } }), queue: () => ({ ...queueView, cards: [card("r2", { state: "stage_two" })] }), sync: () => ({ ...queueView, cards: [card("r2", { state: "stage_two" })] }) });
    expect(screen.queryByRole("button", { name: "Library" })).toBeNull();
  });

  it("lists what is published, and finds by number, title, category and tag", async () => {
    await openLibrary();
    expect(await screen.findByRole("rowheader", { name: /^A second rifle/ })).toBeVisible();
    await expectAccessible();
    await user.type(screen.getByLabelText("Search the library"), "weather");
    await waitFor(() => expect(screen.queryByText("A second rifle")).toBeNull());
    expect(screen.getByText("Ice on the bridge")).toBeVisible();
    await user.type(screen.getByLabelText("Search the library"), " nothing");
    expect(await screen.findByText(/No publication matches/)).toBeVisible();
    await user.click(await button("Show all"));
    expect(await screen.findByText("A second rifle")).toBeVisible();
  });

  it("says so when it is empty, and when the server can't be reached", async () => {
    let there = false;
    await openLibrary({ library: () => (there ? { ...libraryView, publications: [] } : Promise.reject({ code: "no_server", rule: null, minutes: null })) });
    expect(await screen.findByRole("alert")).toHaveTextContent("can't be reached");
    there = true;
    await user.click(await button("Try again"));
    expect(await screen.findByText("Nothing is published yet.")).toBeVisible();
  });

  it("exports what is chosen, and says whether a file was saved", async () => {
    let saves = true;
    const asked = await openLibrary({ export_file: () => saves });
    await screen.findByText("A second rifle");
    expect(await button("Export as CSV…")).toBeDisabled();
    await user.click(screen.getByLabelText("Choose no. 1"));
    await user.click(await button("Export as CSV…"));
    expect(await screen.findByText("The file is saved.")).toBeVisible();
    expect(asked.at(-1)).toEqual({ command: "export_file", args: { publications: ["u1"], kind: "csv" } });
    await user.click(screen.getByLabelText("Choose all that are shown"));
    saves = false;
    await user.click(await button("Export as JSON…"));
    expect(await screen.findByText("Nothing was saved.")).toBeVisible();
    expect(asked.at(-1)).toEqual({ command: "export_file", args: { publications: ["u1", "u2"], kind: "json" } });
  });

  it("says that several officers reported an event, and leads from one to the other", async () => {
    const first = { ...publicationView, id: "u1", number: 1, sameEvent: [{ ...libraryView.publications[0]! }] };
    const asked = await openOne({ publication: ({ publication }: { publication: string }) => (publication === "u1" ? first : publicationView) });
    expect(screen.getByText("Reported by several officers.")).toBeVisible();
    expect(screen.getByText("saw it").parentElement).toHaveTextContent("saw ittakeaway 1");
    await expectAccessible();
    await user.click(await button("No. 1, Ice on the bridge"));
    expect(await screen.findByRole("heading", { name: "Near miss no. 1" })).toBeVisible();
    expect(asked.at(-1)).toEqual({ command: "publication", args: { publication: "u1" } });
    expect(await button("No. 2, A second rifle")).toBeVisible();
    await user.click(await button("Back to the library"));
    expect((await screen.findAllByText("Several officers")).length).toBe(2);
  });

  it("makes a roll-call sheet with questions that staff edit", async () => {
    let saves = (): unknown => true;
    const asked = await openOne({ sheet: ({ ask: { questions } }: { ask: { questions: string[] } }) => ({ pages: questions[0] === "Who?" ? 3 : 1, missing: 2, faults: [] }), save_sheet: () => saves() });
    await user.click(await button("Roll-call sheet…"));
    expect(await screen.findByText(/One page\./)).toHaveTextContent("2 signs are not in the PDF's font");
    await user.clear(screen.getByLabelText("Question 1"));
    await user.type(screen.getByLabelText("Question 1"), "Who?");
    await user.tab();
    expect(await screen.findByText(/3 pages\. That is long for a briefing/)).toBeVisible();
    await expectAccessible();
    await user.click(await button("Save as PDF…"));
    expect(await screen.findByText(/The sheet is saved\./)).toBeVisible();
    expect(asked.at(-1)).toEqual({ command: "save_sheet", args: { publication: "u2", ask: { questions: ["Who?", "What do we do?", "What changes?"], kept: [] }, kind: "pdf" } });
    saves = () => Promise.reject({ code: "not_saved", rule: null, minutes: null });
    await user.click(await button("Save as Markdown…"));
    expect(await screen.findByRole("alert")).toHaveTextContent("could not be written");
  });

  it("tells what was corrected and taken out, by whom and why", async () => {
    await openLibrary();
    await user.click(await button("Changes"));
    const out = (await screen.findByRole("rowheader", { name: "Taken out" })).closest("tr")!;
    expect(within(out).getByText("The author asked for it.")).toBeVisible();
    expect(within(out).getByText("R. Alvarado")).toBeVisible();
    expect(screen.getByRole("rowheader", { name: "Corrected" })).toBeVisible();
    await expectAccessible();
    await user.click(await button("Published"));
    await user.click(await button("Open no. 2"));
    expect(await screen.findByRole("heading", { name: "History" })).toBeVisible();
    expect(screen.getByText("A tag was missing.")).toBeVisible();
    expect(screen.queryByText("The author asked for it.")).toBeNull();
    await expectAccessible();
  });

  it("says so where a reason names somebody", async () => {
    await openOne({ retract: () => ({ kind: "refused", rule: "open_findings", places: [] }) });
    await user.click(await button("Take out…"));
    await user.type(screen.getByLabelText("Reason"), "Ofc. Ruiz asked for it.");
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Take it out" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The reason names somebody or something");
  });

  it("saves no question that identifies somebody, until staff say that it does not", async () => {
    const fault = { question: 0, class: "PHONE", words: "555-555-0142" };
    const asked = await openOne({ sheet: ({ ask }: { ask: { questions: string[]; kept: unknown[] } }) => ({ pages: 1, missing: 0, faults: ask.questions[0]?.includes("555") && !ask.kept.length ? [fault] : [] }) });
    await user.click(await button("Roll-call sheet…"));
    const field = await screen.findByLabelText("Question 1");
    await user.clear(field);
    await user.type(field, "Call 555-555-0142?");
    // Pressed at once, before anything was looked at.
    await user.click(await button("Save as PDF…"));
    expect(await screen.findByText(/looks like a phone number/)).toBeVisible();
    expect(field).toHaveAttribute("aria-invalid", "true");
    expect(asked.some((one) => one.command === "save_sheet")).toBe(false);
    await expectAccessible();
    await user.click(await button("It identifies nobody: “555-555-0142”"));
    await waitFor(() => expect(field).toHaveAttribute("aria-invalid", "false"));
    await user.click(await button("Save as PDF…"));
    expect(await screen.findByText(/The sheet is saved\./)).toBeVisible();
    expect(asked.at(-1)).toEqual({ command: "save_sheet", args: { publication: "u2", ask: { questions: ["Call 555-555-0142?", "What do we do?", "What changes?"], kept: [fault] }, kind: "pdf" } });
  });

  it("corrects the coding with a reason, and only the coding", async () => {
    const asked = await openOne();
    await user.click(await button("Correct…"));
    const dialog = screen.getByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Correct it" }));
    const reason = within(dialog).getByLabelText("Reason");
    expect(within(dialog).getByRole("alert")).toHaveTextContent("Still missing: Reason.");
    expect(reason).toBeInvalid();
    expect(reason).toHaveFocus();
    expect(asked.some((one) => one.command === "correct")).toBe(false);
    await user.type(reason, "The wrong category.");
    expect(within(dialog).queryByRole("alert")).toBeNull();
    expect(reason).toBeValid();
    await user.selectOptions(within(dialog).getByLabelText("Category"), "Warrant and arrest");
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Correct it" }));
    expect(await screen.findByText("It is corrected.")).toBeVisible();
    expect(asked.find((one) => one.command === "correct")?.args).toEqual({ publication: "u2", coding: { ...publicationView.coding, category: "warrant-arrest" }, comment: "The wrong category." });
    expect(asked.some((one) => one.command === "code")).toBe(false);
  });

  it("takes one out with a reason, and tells who was first", async () => {
    let answer: unknown = { kind: "concluded" };
    await openOne({ retract: () => answer });
    await user.click(await button("Take out…"));
    await user.type(screen.getByLabelText("Reason"), "Asked for.");
    await user.click(await button("Take it out"));
    expect(await screen.findByRole("alert")).toHaveTextContent("Somebody changed the report first");
    await expectAccessible();
    answer = { kind: "refused", rule: "comment_missing", places: [] };
    await user.click(await button("Take it out"));
    await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent("A comment is needed."));
    answer = { kind: "accepted" };
    await user.click(await button("Take it out"));
    expect(await screen.findByText("It is out of the library.")).toBeVisible();
    expect(screen.getByRole("heading", { name: "Library" })).toBeVisible();
  });
});

describe("declined reports", () => {
  const sealed = { ...queueView, cards: [card("r1"), card("r9", { state: "declined", declinedFor: "out-of-scope", sealedUntil: "2026-11-25", category: "warrant-arrest" })] };

  it("can be brought back unread while they are sealed", async () => {
    let over = true;
    const asked = await openLibrary({ queue: () => sealed, sync: () => sealed, undo_decline: () => (over ? { kind: "refused", rule: "seal_over", places: [] } : { kind: "accepted" }) });
    await user.click(await button("Declined 1"));
    const row = (await screen.findByRole("rowheader", { name: /Warrant and arrest/ })).closest("tr")!;
    expect(row).toHaveTextContent("Not a near miss");
    expect(row).toHaveTextContent("Wednesday, November 25, 2026");
    await user.click(await button("Take back the decline: Warrant and arrest"));
    await expectAccessible();
    await user.click(await button("Take it back"));
    expect(await screen.findByRole("alert")).toHaveTextContent("five days in which this could be taken back are over");
    over = false;
    await user.click(await button("Take it back"));
    expect(await screen.findByText("It waits for stage two again.")).toBeVisible();
    expect(asked.filter((one) => one.command === "undo_decline").map((one) => one.args)).toEqual([{ report: "r9" }, { report: "r9" }]);
    expect(asked.some((one) => ["take", "desk", "publish_view"].includes(one.command))).toBe(false);
  });

  it("are none most of the time", async () => {
    await openLibrary();
    await user.click(await button("Declined 0"));
    expect(await screen.findByText("No declined report is sealed at present.")).toBeVisible();
  });
});
