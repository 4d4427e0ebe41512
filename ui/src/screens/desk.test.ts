// The desk of either stage: findings and their decisions, people, edits, answers, hand-over and return.
import { EditorView } from "@codemirror/view";
import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../test/app";
import { deskView, entitiesOf, finding, stageTwo } from "../test/fixtures";
import { button, openDesk, user } from "../test/screens";
import type { ActView, EditView } from "../lib/backend/bindings/view";
import { desk } from "../lib/state/desk.svelte";

describe("the desk of stage one", () => {
  it("shows findings, text and what is left", async () => {
    await openDesk();
    expect(screen.getByRole("progressbar", { name: "Findings decided" })).toHaveAttribute("aria-valuemax", "3");
    expect(screen.getByRole("textbox", { name: "Event summary" })).toHaveTextContent("Pinion Wash Rd");
    expect(document.querySelectorAll(".cm-line .mark.open")).toHaveLength(3);
    expect(document.querySelectorAll(".cm-line .mark.unsure")).toHaveLength(1);
    expect(await button(/^Hand over ?3 to decide$/)).toBeVisible();
    await expectAccessible();
  });

  it("tells what was done on another computer", async () => {
    await openDesk(deskView({ elsewhere: true }));
    expect(screen.getByText(/went on with this report on another computer/)).toBeVisible();
    await expectAccessible();
  });

  it("keeps the focus on a row of a long list that is scrolled away, and goes on from there", async () => {
    const findings = Array.from({ length: 400 }, (_, i) => finding(`f${i}`, `Name${i}`, "PERSON", i, 0, { place: null }));
    await openDesk(deskView({ findings, entities: entitiesOf(findings) }));
    const rail = screen.getByRole("complementary", { name: "Findings" });
    const row = (name: string) => rail.querySelector<HTMLElement>(`button[title$=": ${name}"]`);
    row("Name1")!.focus();
    rail.scrollTop = 8000;
    await fireEvent.scroll(rail);
    await waitFor(() => expect(row("Name5")).toBeNull());
    expect(row("Name1")).toHaveFocus();
    expect(rail.querySelectorAll("button").length).toBeLessThan(60);
    // A window would scroll back to it.
    vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(() => {
      rail.scrollTop = 0;
      void fireEvent.scroll(rail);
    });
    await user.keyboard("{ArrowDown}");
    await waitFor(() => expect(row("Name2")).toHaveFocus());
    // Without the focus nothing keeps it.
    (document.activeElement as HTMLElement).blur();
    rail.scrollTop = 8000;
    await fireEvent.scroll(rail);
    await waitFor(() => expect(row("Name2")).toBeNull());
  });

  it("decides by key in all places, and by click in one", async () => {
    const asked = await openDesk();
    expect(await button("Replace with [Officer 1] in all 2 places")).toBeVisible();
    await user.keyboard("r");
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "decide", args: { ask: { findings: ["a", "c"], act: "replace", text: "[Officer 1]" } } }));
    await waitFor(() => expect(desk.busy).toBe(false));
    desk.select(desk.view!.findings[0]!);
    await user.click(await screen.findByLabelText(/Only here/));
    await user.click(await button("Generalise to [another officer]"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { findings: ["a"], act: "generalise", text: "[another officer]" } } }));
  });

  it("does not press for a removal where the detector is unsure", async () => {
    await openDesk();
    await user.click(await button(/KTR 5521/));
    const keep = await button("Keep…");
    const panel = keep.closest("section")!;
    expect(panel.querySelector(".primary")).toBeNull();
    expect(keep).not.toHaveClass("quiet");
  });

  it("keeps with a reason", async () => {
    const asked = await openDesk();
    await user.keyboard("k");
    await user.click(await button("A common word"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "decide", args: { ask: { act: "keep", reason: "common-word", text: "" } } }));
  });

  it("takes an edited replacement, with its brackets", async () => {
    const asked = await openDesk();
    await user.keyboard("e");
    const field = await screen.findByLabelText("Replacement");
    await user.clear(field);
    await user.type(field, "my partner");
    await user.click(await button("Replace with [my partner] in all 2 places"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { act: "replace", text: "[my partner]" } } }));
  });

  it("marks what is selected by one key, and goes on with its decision", async () => {
    const made = finding("m", "I was", "AGENCY", 3, 0, { why: { recogniser: "by_hand", matched: "marked by hand", raised: [], lowered: [] }, score: 1, suggestions: [{ act: "generalise", text: "[a local police department]" }] });
    const findings = [made, ...deskView().findings];
    const asked = await openDesk(deskView(), { mark: () => deskView({ revision: 2, findings, entities: entitiesOf(findings) }) });
    desk.selection = { place: { field: "summary", from: 0, to: 5 }, words: "I was" };
    const bar = await screen.findByRole("toolbar", { name: "Mark the selection" });
    expect(within(bar).queryByRole("button", { name: "Sensitive tactic" })).toBeNull();
    await waitFor(() => expect(bar).toHaveTextContent("press M, then"));
    document.querySelector<HTMLElement>(".cm-content")!.focus();
    await waitFor(() => expect(bar, "a letter alone would be typed over the words").toHaveTextContent("press Ctrl+M, then"));
    await expectAccessible();
    await user.keyboard("{Control>}m{/Control}");
    expect(within(bar).getByRole("button", { name: "Person" })).toHaveFocus();
    await user.keyboard("a");
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "mark", args: { ask: { place: { from: 0, to: 5 }, class: "AGENCY" } } }));
    expect(await button("Generalise to [a local police department]")).toHaveFocus();
    expect(screen.getByText(/an agency · marked by hand/)).toBeVisible();
    expect(desk.selection).toBeNull();
  });

  it("offers the classes that are rarely needed behind one more key", async () => {
    const asked = await openDesk();
    desk.selection = { place: { field: "summary", from: 0, to: 5 }, words: "I was" };
    await screen.findByRole("toolbar", { name: "Mark the selection" });
    await user.keyboard("{Control>}m{/Control}.");
    await user.click(await button("Serial number"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "mark", args: { ask: { class: "SERIAL" } } }));
  });

  it("tells where else somebody is named, and goes there", async () => {
    await openDesk();
    await user.keyboard("w");
    const spots = await screen.findByRole("list", { name: "Where else it stands" });
    expect(within(spots).getAllByRole("button")).toHaveLength(1);
    await expectAccessible();
    await user.click(within(spots).getByRole("button", { name: /Quintana shouted/ }));
    expect(desk.selected).toBe("c");
  });

  const people = [
    finding("a", "Quintana", "PERSON", 0, 14, { decided: { act: "replace", reason: "identifying", replacement: "[Officer 1]", byStage: null } }),
    finding("b", "Dutch", "PERSON", 1, 36),
    finding("c", "Quintana", "PERSON", 0, 53),
  ];
  const who = () => {
    const entities = entitiesOf(people);
    const offers = [
      { entity: 0, place: { field: "summary" as const, from: 2, to: 5 }, before: "I ", words: "was", after: " backing", text: "[they were]", sure: true },
      { entity: 0, place: { field: "summary" as const, from: 20, to: 22 }, before: "on ", words: "she", after: " ran", text: "[they]", sure: false },
    ];
    return deskView({ findings: people, entities, offers });
  };

  it("says that two are the same, by keys alone", async () => {
    const asked = await openDesk(who());
    expect(desk.selected).toBe("b");
    // Opened anew: whoever listens at the window heard of it before.
    desk.select(people[0]!);
    await waitFor(() => expect(desk.selected).toBe("a"));
    desk.select(people[1]!);
    await screen.findByText("Same person as…");
    await user.keyboard("s");
    const group = await screen.findByRole("group", { name: "Same person as" });
    await expectAccessible();
    expect(within(group).getByRole("button", { name: /\[Officer 1\] Quintana ×2/ })).toHaveFocus();
    await user.keyboard("1");
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "entity", args: { ask: { kind: "same", entity: 1, with: 0 } } }));
  });

  it("says that one place means somebody else, and takes it back with Escape before", async () => {
    const asked = await openDesk(who());
    desk.select(people[2]!);
    await screen.findByText("Not the same person…");
    await user.keyboard("x");
    expect(await button("Only here")).toHaveFocus();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("button", { name: "Only here" })).toBeNull();
    await user.keyboard("x{Enter}");
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "entity", args: { ask: { kind: "apart", findings: ["c"] } } }));
  });

  it("renames a token everywhere", async () => {
    const asked = await openDesk(who());
    desk.select(people[0]!);
    await user.click(await button(/^Rename \[Officer 1\]/));
    const field = await screen.findByLabelText("New token");
    await user.clear(field);
    await user.type(field, "Supervisor 1{Enter}");
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "entity", args: { ask: { kind: "rename", entity: 0, token: "[Supervisor 1]" } } }));
  });

  it("offers neutral words as one choice, without those that may mean somebody else", async () => {
    const asked = await openDesk(who());
    desk.select(people[0]!);
    await user.click(await button("Neutral words (2)…"));
    expect(screen.getAllByRole("checkbox").filter((one) => (one as HTMLInputElement).checked)).toHaveLength(1);
    await expectAccessible();
    await user.click(await button("Neutral words in 1 place"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "entity", args: { ask: { kind: "neutral", offers: [{ place: { field: "summary", from: 2, to: 5 }, text: "[they were]" }] } } }));
  });

  it("shows two tokens of one person, and mends them in one press", async () => {
    const view = who();
    view.entities[0]!.tokens = ["[Officer 1]", "[Officer 4]"];
    const leak = { class: "PERSON" as const, kind: "second-token" as const, place: people[0]!.place!, words: "[Officer 4]", finding: "a", mend: null };
    const asked = await openDesk({ ...view, leaks: [leak] });
    expect(screen.getByText("2 tokens")).toBeVisible();
    await user.click(screen.getByRole("tab", { name: /^Checks/ }));
    expect(screen.getByText(/is a second token for somebody who has one already/)).toBeVisible();
    await user.click(await button("Show it"));
    expect(desk.selected).toBe("a");
    await expectAccessible();
    await user.click(await button("[Officer 1] everywhere"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "entity", args: { ask: { kind: "rename", entity: 0, token: "[Officer 1]" } } }));
  });

  it("puts in a place where a removed value still stands what stands in the others", async () => {
    const leak = { class: "PERSON" as const, kind: "value" as const, place: { field: "lessons" as const, from: 0, to: 4 }, words: "look", finding: null, mend: { act: "replace" as const, text: "[Officer 1]" } };
    const asked = await openDesk(deskView({ leaks: [leak] }));
    await user.click(screen.getByRole("tab", { name: /^Checks/ }));
    await user.click(await button("[Officer 1] here too"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "redact", args: { ask: { place: { field: "lessons", from: 0, to: 4 }, class: "PERSON", act: "replace", text: "[Officer 1]" } } }));
  });

  it("lists what is in the way of the hand-over, each with a jump", async () => {
    await openDesk();
    await user.click(await button(/^Hand over/));
    const dialog = await screen.findByRole("dialog", { name: "Not ready to hand over" });
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "KTR 5521" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(desk.selected).toBe("d");
  });

  it("hands over, says how it went, and goes back to the queue", async () => {
    const asked = await openDesk(deskView({ blockers: [] }));
    await user.keyboard("{Control>}{Enter}{/Control}");
    await user.click(await button("Hand over now"));
    const outcome = await screen.findByRole("dialog", { name: "Handed over" });
    expect(asked.some((one) => one.command === "step")).toBe(true);
    await user.click(within(outcome).getByRole("button", { name: "Back to the queue" }));
    expect(await screen.findByRole("heading", { name: /^Queue/ })).toBeVisible();
    expect(desk.view).toBeNull();
  });

  it("shows a refusal with the places that only the server knows", async () => {
    await openDesk(deskView({ blockers: [] }), { step: () => ({ kind: "refused", rule: "open_findings", places: [{ class: "DATE", place: { field: "summary", from: 2, to: 5 }, takeaway: null, words: "" }, { class: "PERSON", place: { field: "lessons", from: 0, to: 0 }, takeaway: "t1", words: "Ruiz" }] }) });
    await user.click(await button(/^Hand over/));
    await user.click(await button("Hand over now"));
    const dialog = await screen.findByRole("dialog", { name: "The server did not accept it" });
    expect(within(dialog).getByRole("button", { name: "Person in the takeaway: “Ruiz”" })).toBeVisible();
    await user.click(within(dialog).getByRole("button", { name: "Date in “Event summary”" }));
    expect(await screen.findByRole("region", { name: "Report" })).toBeVisible();
  });

  it("says that typing is not saved, keeps it, and tries again", async () => {
    await openDesk(deskView(), { type_text: () => Promise.reject({ code: "disk_full", rule: null, minutes: null }) });
    await user.click(screen.getByRole("textbox", { name: "Title" }));
    const { ChangeSet } = await import("@codemirror/state");
    desk.typing.record("title", ChangeSet.of({ from: 0, insert: "A title" }, 0));
    await desk.typing.flush();
    expect(await screen.findByRole("alert")).toHaveTextContent("not saved yet");
    expect(await button("Try again")).toBeVisible();
    expect(screen.getByText("Not saved")).toBeVisible();
    expect(desk.typing.shown("title")).toBe("A title");
  });

  it.each(["typing", "a note"])("stays, and says so, while %s is not saved", async (what) => {
    let full = true;
    const saved = deskView({ revision: 2, fields: deskView().fields.map((one) => (one.field === "title" && what === "typing" ? { ...one, text: "A title" } : one)) });
    const answer = () => (full ? Promise.reject({ code: "disk_full", rule: null, minutes: null }) : saved);
    await openDesk(deskView(), { type_text: answer, fill_sheet: answer });
    if (what === "typing") EditorView.findFromDOM(screen.getByRole("textbox", { name: "Title" }))?.dispatch({ changes: { from: 0, insert: "A title" } });
    else desk.note.write("look");
    await user.click(await button(/^Outbox/));
    expect(await screen.findByText(/not saved yet\. The disk/)).toBeVisible();
    expect(screen.queryByRole("heading", { name: "Outbox" })).toBeNull();
    full = false;
    await user.click(await button("Try again"));
    await waitFor(() => expect(desk.unsaved).toBe(false));
    await user.click(await button(/^Outbox/));
    expect(await screen.findByRole("heading", { name: "Outbox" })).toBeVisible();
  });

  it("says on the lock that a note is not saved", async () => {
    await openDesk(deskView(), { fill_sheet: () => Promise.reject({ code: "disk_full", rule: null, minutes: null }) });
    desk.note.write("look");
    await user.click(await button("Lock"));
    expect(await screen.findByText(/not saved yet\. It is kept in memory/)).toBeVisible();
  });

  it("shows the report as the library would, and the keys", async () => {
    await openDesk();
    await user.keyboard("v");
    const dialog = await screen.findByRole("dialog", { name: "As the library would show it" });
    expect(within(dialog).getByText("Look twice.")).toBeVisible();
    await expectAccessible();
    await user.click(within(dialog).getAllByRole("button", { name: "Close" })[0]!);
    await user.keyboard("?");
    expect(await screen.findByRole("dialog", { name: "Keys and display" })).toBeVisible();
    await expectAccessible();
  });

  it("has its tabs, by arrow keys too", async () => {
    await openDesk();
    (await screen.findByRole("tab", { name: "Diff" })).focus();
    await user.keyboard("{ArrowRight}");
    expect(screen.getByRole("tab", { name: "Checks" })).toHaveAttribute("aria-selected", "true");
    expect(screen.getByText("Some findings are still undecided.")).toBeVisible();
    await user.keyboard("{ArrowRight}");
    expect(screen.getByText(/Stage two adds them/)).toBeVisible();
    await user.keyboard("{ArrowRight}");
    expect(screen.getByText("Body armor, Flashlight")).toBeVisible();
    await expectAccessible();
    await user.keyboard("{ArrowRight}");
    expect(await screen.findByText(/Nothing has been done yet/)).toBeVisible();
    await user.keyboard("{ArrowRight}");
    expect(screen.getByLabelText("Note to stage two")).toBeVisible();
    await expectAccessible();
  });

  it("has a key for each tab, for the diff and for the way back", async () => {
    const edits: EditView[] = [{ field: "summary", act: "replace", reason: "identifying", class: "PERSON", before: "backing ", removed: "Quintana", inserted: "[Officer 1]", after: " on a stop", place: { field: "summary", from: 14, to: 22 } }];
    await openDesk({ ...deskView(), edits });
    await user.keyboard("2");
    expect(screen.getByRole("tab", { name: "Checks" })).toHaveAttribute("aria-selected", "true");
    await user.keyboard("i");
    expect(screen.getByRole("button", { name: "Side by side" })).toHaveAttribute("aria-pressed", "true");
    await user.keyboard("y");
    await waitFor(() => expect(screen.getByRole("button", { name: /^Put back/ })).toHaveFocus());
    await user.keyboard("h");
    expect(await screen.findByRole("dialog")).toHaveTextContent("nobody asks why");
    await user.click(await button("Cancel"));
    await user.keyboard("q");
    expect(await screen.findByRole("heading", { name: /^Queue/ })).toBeVisible();
    await user.keyboard("u2");
    expect(screen.getByRole("button", { name: /^Stage two/ })).toHaveAttribute("aria-pressed", "true");
  });

  it("shows the edits by kind, inline or side by side, and puts a single one back", async () => {
    const edit = (removed: string, inserted: string, other: Partial<EditView>): EditView => ({
      field: "summary", act: "replace", reason: "identifying", class: "PERSON", before: "backing ", removed, inserted, after: " on a stop", place: { field: "summary", from: 14, to: 22 }, ...other,
    });
    const edits = [
      edit("clam", "calm", { act: "copy-edit", reason: "language", class: null }),
      edit("Quintana", "[Officer 1]", {}),
      edit("fast", "in a hurry", { act: "copy-edit", reason: "clarity", class: null }),
    ];
    const asked = await openDesk(deskView({ edits }), { revert: () => deskView({ revision: 2, edits: [edits[0]!, edits[2]!] }) });
    const diff = screen.getByRole("tabpanel");
    expect(within(diff).getAllByRole("heading").map((one) => one.textContent)).toEqual(["PPerson1", "¶Spelling, grammar, punctuation1", "¶Clarity: words changed1"]);
    await user.click(within(diff).getByRole("button", { name: "Side by side" }));
    expect(within(diff).getAllByText("Before:")).toHaveLength(3);
    await expectAccessible();
    await user.click(within(diff).getByRole("button", { name: "Put back: Quintana became [Officer 1]" }));
    expect(asked.at(-1)).toEqual({ command: "revert", args: { report: "r1", revision: 1, ask: { edits: [1], acts: [] } } });
    expect(await screen.findByText(/It is to be decided again/)).toBeInTheDocument();
    await waitFor(() => expect(document.activeElement).toHaveAccessibleName("Put back: clam became calm"));
  });

  it("blanks and widens an answer with a reason, and puts it back", async () => {
    const widened = deskView({ revision: 2, questions: [{ question: "sworn_band", given: ["25-49"], now: ["under-50"], wider: "under-50", act: "band", reason: "identifying" }] });
    const asked = await openDesk(deskView(), { edit_answer: () => widened });
    await user.click(screen.getByRole("tab", { name: "Details" }));
    await user.click(await button("Widen to under 50 sworn: Size of the agency"));
    expect(asked.at(-1)).toEqual({ command: "edit_answer", args: { report: "r1", revision: 1, ask: { question: "sworn_band", act: "band", reason: "identifying" } } });
    const back = await button("Put back: Size of the agency");
    await waitFor(() => expect(back).toHaveFocus());
    // By key too, where the focus is at the answer: elsewhere the letter is a finding's.
    await user.keyboard("r");
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "edit_answer", args: { ask: { question: "sworn_band", act: "revert" } } }));
    await waitFor(() => expect(back).toHaveFocus());
    expect(screen.getByText("25–49 sworn").tagName).toBe("DEL");
    await expectAccessible();
  });

  it("lists every act in order, and takes one back", async () => {
    const act = (acts: number[], other: Partial<ActView>): ActView => ({ acts, act: "replace", reason: "identifying", class: "PERSON", field: "summary", questions: [], sheet: null, places: 2, removed: "Quintana", inserted: "[Officer 1]", revertable: true, stands: true, ...other });
    const acts = [act([0], {}), act([1, 2, 3], { act: "copy-edit", reason: "language", class: null, removed: "clam", inserted: "calm", revertable: false }), act([4], { act: "drop", questions: ["region"], class: null, field: null, removed: "", inserted: "", places: 0 }), act([5], { act: "mark", sheet: "intruder-test", class: null, field: null, removed: "", inserted: "", places: 0, revertable: false })];
    const asked = await openDesk(deskView(), { history: () => ({ revision: 1, stage: "stage_one", acts }) });
    await user.click(screen.getByRole("tab", { name: "History" }));
    const panel = screen.getByRole("tabpanel");
    expect(await within(panel).findByText("Person: replaced in 2 places")).toBeVisible();
    expect(within(panel).getByText("Typing, 3 changes")).toBeVisible();
    expect(within(panel).getByText(/changed again since/)).toBeVisible();
    expect(within(panel).getByText("The motivated-intruder test")).toBeVisible();
    expect(within(panel).getAllByRole("button")).toHaveLength(2);
    await expectAccessible();
    await user.click(within(panel).getByRole("button", { name: "Take back: Region: blanked" }));
    expect(asked.find((one) => one.command === "revert")?.args).toEqual({ report: "r1", revision: 1, ask: { edits: [], acts: [4] } });
  });

  it("is released without a reason", async () => {
    const asked = await openDesk();
    await user.click(await button("Release…"));
    await user.click(await button("Release"));
    expect(await screen.findByRole("heading", { name: /^Queue/ })).toBeVisible();
    expect(asked.some((one) => one.command === "release")).toBe(true);
  });
});

describe("the desk of stage two", () => {
  it("shows the record, the checks and the takeaways", async () => {
    const asked = await openDesk(stageTwo, { fill_sheet: () => stageTwo, takeaway: () => stageTwo });
    expect(screen.getByText("Stage one removed 1 identifier of 1 class. The removed words are not shown.")).toBeVisible();
    expect(screen.getByText(/identifying · in 2 places at once/)).toBeVisible();
    await expectAccessible();
    await user.click(screen.getByRole("tab", { name: "Checks" }));
    await user.click(await button("Unsure"));
    expect(asked.at(-1)).toMatchObject({ command: "fill_sheet", args: { ask: { authenticity: "unsure" } } });
    await waitFor(() => expect(desk.busy).toBe(false));
    await user.click(screen.getByRole("checkbox", { name: /sensitive tactics/ }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { lesPass: true } } }));
    await expectAccessible();
    await user.click(screen.getByRole("tab", { name: "Takeaways" }));
    await user.type(screen.getByLabelText("New takeaway"), "Slow down.");
    await user.click(await button(/^Add takeaway/));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "takeaway", args: { ask: { kind: "add", text: "Slow down.", place: null, answers: null } } }));
    await expectAccessible();
  });

  it("returns only with a comment", async () => {
    const asked = await openDesk(stageTwo);
    await user.click(await button("Return…"));
    await user.click(await button("Return"));
    expect(await screen.findByText("A comment is needed.")).toBeVisible();
    await user.type(screen.getByLabelText("Comment to stage one"), "Look at the first line.");
    await user.click(await button("Return"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "step", args: { ask: { kind: "return", comment: "Look at the first line." } } }));
    expect(await screen.findByRole("dialog", { name: "Returned to stage one" })).toBeVisible();
  });

  it("declines and defers with a reason, and asks for a third reviewer", async () => {
    const asked = await openDesk(stageTwo);
    await user.click(await button("More…"));
    const dialog = await screen.findByRole("dialog", { name: "Other decisions" });
    await user.click(within(dialog).getByLabelText(/^Defer/));
    await user.click(within(dialog).getByRole("button", { name: "Defer" }));
    expect(within(dialog).getByText("A reason is needed.")).toBeVisible();
    await expectAccessible();
    await user.click(within(dialog).getByLabelText(/investigation/));
    await user.click(within(dialog).getByRole("button", { name: "Defer" }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { kind: "defer", reason: "active-investigation" } } }));
    expect((asked.at(-1)?.args.ask as { until: string }).until).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it("approves when nothing is in the way", async () => {
    await openDesk({ ...stageTwo, blockers: [] }, { step: () => ({ kind: "waiting" }) });
    await user.click(await button("Approve"));
    await user.click(await button("Approve now"));
    expect(await screen.findByRole("dialog", { name: "Kept here, on its way" })).toBeVisible();
  });
});
