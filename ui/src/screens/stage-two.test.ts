// What stage two does beside the text: the original, the verdict, sensitive tactics, the intruder test, comments, the author, similar reports.
import { screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../test/app";
import { deskView, entitiesOf, finding, noChecks, queueView, stageTwo } from "../test/fixtures";
import { button, openDesk, user } from "../test/screens";
import { desk } from "../lib/state/desk.svelte";
import { queue } from "../lib/state/queue.svelte";
import { REASONS } from "../lib/words";
import type { DeskView, MeterRow, MeterView, OriginalView } from "../lib/backend/bindings/view";

const original: OriginalView = {
  fields: [{ field: "title", text: "" }, { field: "summary", text: "I was backing Quintana." }, { field: "lessons", text: "" }, { field: "differently", text: "" }],
  edits: [{ field: "summary", act: "replace", reason: "identifying", class: "PERSON", before: "I was backing ", removed: "Quintana", inserted: "[Officer 1]", after: ".", place: { field: "summary", from: 14, to: 25 } }],
};
const tab = (name: RegExp) => user.click(screen.getByRole("tab", { name }));
const sheet = (other: Partial<DeskView["sheet"]>) => ({ ...stageTwo, sheet: { ...stageTwo.sheet, ...other } });

describe("the original", () => {
  it("is shown after the password, with the full diff, and hidden again", async () => {
    const asked = await openDesk(stageTwo, { reveal: () => ({ ...stageTwo, original }), hide_original: () => stageTwo });
    await user.click(await button("Reveal the original…"));
    const scrolled = vi.spyOn(Element.prototype, "scrollIntoView");
    const dialog = await screen.findByRole("dialog", { name: "Reveal the original" });
    expect(within(dialog).getByText(/The server writes down who looked/)).toBeVisible();
    await user.type(within(dialog).getByLabelText(/^Password/), "my password{Enter}");
    const shown = await screen.findByRole("region", { name: "The original" });
    expect(screen.queryByText(/The removed words are not shown/)).toBeNull();
    expect(asked.at(-1)).toEqual({ command: "reveal", args: { report: "r1", password: "my password" } });
    expect(scrolled.mock.contexts.map((one) => (one as Element).getAttribute("aria-label"))).toContain("The original");
    expect(within(shown).getByText("Quintana").tagName).toBe("DEL");
    await expectAccessible();
    await user.click(within(shown).getByRole("button", { name: "Whole text" }));
    expect(within(shown).getByText("I was backing Quintana.")).toBeVisible();
    await user.click(within(shown).getByRole("button", { name: "Hide it now" }));
    await waitFor(() => expect(screen.queryByText("I was backing Quintana.")).toBeNull());
    expect(asked.at(-1)?.command).toBe("hide_original");
  });

  it("stays hidden with a wrong password, and says so", async () => {
    await openDesk(stageTwo, { reveal: () => Promise.reject({ code: "wrong_password", rule: null, minutes: null }) });
    await user.click(await button("Reveal the original…"));
    const field = await screen.findByLabelText(/^Password/);
    await expectAccessible();
    await user.type(field, "wrong{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("This is not your password");
    expect(field).toHaveValue("");
    expect(screen.queryByRole("region", { name: "The original" })).toBeNull();
  });

  it("is gone from the window with the lock", async () => {
    await openDesk({ ...stageTwo, original });
    expect(screen.getByText("Quintana", { selector: "del" })).toBeVisible();
    await user.click(await button("Lock"));
    await screen.findByRole("heading", { name: "Locked" });
    expect(desk.view).toBeNull();
    expect(document.body.textContent).not.toContain("Quintana");
  });

  it("is not offered to stage one, who has it", async () => {
    await openDesk();
    expect(screen.queryByRole("button", { name: "Reveal the original…" })).toBeNull();
  });
});

describe("the checks", () => {
  it("takes signs, verdict and a private note", async () => {
    const asked = await openDesk(stageTwo, { fill_sheet: () => stageTwo });
    await tab(/^Checks/);
    await user.click(screen.getByRole("checkbox", { name: /Vocabulary and procedure/ }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "fill_sheet", args: { ask: { signs: ["vocabulary"] } } }));
    await user.type(screen.getByLabelText("Private note to the verdict"), "Reads like a film.");
    await user.tab();
    await waitFor(() => expect(asked.some((one) => (one.args.ask as { verdictNote?: string } | undefined)?.verdictNote === "Reads like a film.")).toBe(true));
    await expectAccessible();
  });

  it("takes a sign back", async () => {
    const asked = await openDesk(sheet({ checks: { ...noChecks, signs: ["vocabulary", "plausibility"] } }), { fill_sheet: () => stageTwo });
    await tab(/^Checks/);
    await user.click(screen.getByRole("checkbox", { name: /Vocabulary and procedure/ }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { signs: ["plausibility"] } } }));
  });

  it("shows the third reviewer what stage two said", async () => {
    const verdict = { authenticity: "unsure" as const, lesPass: true, checks: { ...noChecks, note: "Reads like a film." } };
    await openDesk({ ...stageTwo, verdict });
    await tab(/^Checks/);
    expect(screen.getByText("Reads like a film.")).toBeVisible();
    expect(screen.getByText(/Stage two said/)).toHaveTextContent("Unsure");
  });

  it("asks two questions about a sensitive place, by click and by key, and says what they speak for", async () => {
    const place = (known: boolean | null, helps: boolean | null, advice: "keep" | "generalise" | null) => {
      const findings = [finding("l", "a stop at", "LES", 0, 26, { les: { known, helps, advice }, suggestions: [{ act: "generalise", text: "[a tactic]" }] })];
      return { ...stageTwo, findings, entities: entitiesOf(findings) };
    };
    const asked = await openDesk(place(null, null, null), { answer_les: () => place(true, false, "keep") });
    await user.click(await button("Yes: Well known to the public?"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "answer_les", args: { ask: { findings: ["l"], known: true } } }));
    expect(await screen.findByText(/It may stay/)).toBeVisible();
    await expectAccessible();
    await waitFor(() => expect(desk.busy).toBe(false));
    await user.keyboard("{Control>}h{/Control}");
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { findings: ["l"], helps: true } } }));
    await tab(/^Checks/);
    expect(screen.getByText("1 of 1")).toBeVisible();
    expect(screen.getByRole("button", { name: /a stop at.*Well known\? yes/ })).toBeVisible();
  });

  it("asks what an intruder would find, and leads from the news to a deferral", async () => {
    const asked = await openDesk(sheet({ checks: { ...noChecks, intruder: [{ question: "in-the-news", yes: true }] } }), { fill_sheet: () => stageTwo });
    await tab(/^Checks/);
    expect(screen.getByText("1 of 5")).toBeVisible();
    await expectAccessible();
    await user.click(await button("No: Would a search on the web find the event?"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "fill_sheet", args: { ask: { intruder: [{ question: "found-by-search", yes: false }] } } }));
  });

  it("defers for the news in two clicks", async () => {
    const asked = await openDesk(sheet({ checks: { ...noChecks, intruder: [{ question: "in-the-news", yes: true }] } }));
    await tab(/^Checks/);
    await user.click(await button("Defer…"));
    const dialog = await screen.findByRole("dialog", { name: "Other decisions" });
    await user.click(within(dialog).getByRole("button", { name: "Defer" }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "step", args: { ask: { kind: "defer", reason: "high-profile" } } }));
  });

  it("refuses a deferral into the past", async () => {
    const asked = await openDesk(stageTwo);
    await user.click(await button("More…"));
    const dialog = await screen.findByRole("dialog", { name: "Other decisions" });
    await user.click(within(dialog).getByLabelText(/^Defer/));
    await user.click(within(dialog).getByLabelText(/investigation/));
    const until = within(dialog).getByLabelText("Until");
    await user.clear(until);
    await user.type(until, "2020-01-01");
    await user.click(within(dialog).getByRole("button", { name: "Defer" }));
    expect(await within(dialog).findByText(/between tomorrow and 180 days/)).toBeVisible();
    expect(asked.some((one) => one.command === "step")).toBe(false);
  });

  const question = { asked: "2026-11-20", text: "Where did you stand?", answer: null, undelivered: false };
  const ready = (author: DeskView["author"]) => ({ ...stageTwo, blockers: [], author });

  it("say before an approval or a decline that it cancels the question that is not answered", async () => {
    await openDesk(ready({ canAsk: true, waitingSince: "2026-11-20", stillWaits: true, asked: [question] }));
    await user.click(await button("Approve"));
    expect(within(await screen.findByRole("dialog", { name: "Approve" })).getByText(/Approving cancels the question/)).toBeVisible();
    await expectAccessible();
    await user.click(await button("Cancel"));
    await user.click(await button("More…"));
    const dialog = await screen.findByRole("dialog", { name: "Other decisions" });
    await user.click(within(dialog).getByLabelText(/^Defer/));
    expect(within(dialog).queryByText(/cancels the question/)).toBeNull();
    await user.click(within(dialog).getByLabelText(/^Decline/));
    expect(within(dialog).getByText(/Declining cancels the question/)).toBeVisible();
    await user.click(within(dialog).getByLabelText("Not a near miss"));
    expect(within(dialog).getByText(/Declining cancels the question/)).toBeVisible();
  });

  it("say nothing of a question where the author has answered", async () => {
    await openDesk(ready({ canAsk: true, waitingSince: null, stillWaits: false, asked: [{ ...question, answer: "At the back." }] }));
    await user.click(await button("Approve"));
    expect(within(await screen.findByRole("dialog", { name: "Approve" })).queryByText(/cancels the question/)).toBeNull();
  });

  it("declines with a reason only, and not for too little detail before the author was asked", async () => {
    const asked = await openDesk(stageTwo);
    await user.click(await button("More…"));
    const dialog = await screen.findByRole("dialog", { name: "Other decisions" });
    await user.click(within(dialog).getByLabelText(/^Decline/));
    await user.click(within(dialog).getByRole("button", { name: "Decline" }));
    expect(within(dialog).getByText("A reason is needed.")).toBeVisible();
    await user.click(within(dialog).getByRole("radio", { name: "Not enough detail", description: /they are asked first/ }));
    await user.click(within(dialog).getByRole("button", { name: "Decline" }));
    expect(within(dialog).getByText(/ask first, then decide/)).toBeVisible();
    await expectAccessible();
    desk.view = { ...stageTwo, author: { ...stageTwo.author, canAsk: true, waitingSince: "2026-11-20", stillWaits: true, asked: [{ asked: "2026-11-20", text: "Was it loaded?", answer: null, undelivered: false }] } };
    expect(await within(dialog).findByText(/The author was asked and may still answer\. This reason/)).toBeVisible();
    await user.click(within(dialog).getByRole("button", { name: "Decline" }));
    expect(within(dialog).getByText(/wait for the answer/)).toBeVisible();
    await user.click(within(dialog).getByLabelText("Not a near miss"));
    await user.click(within(dialog).getByRole("button", { name: "Decline" }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "step", args: { ask: { kind: "decline", reason: "out-of-scope" } } }));
  });
});

describe("comments on passages", () => {
  const comment = { id: "c1", place: { field: "summary" as const, from: 2, to: 5 }, words: "was", text: "Which one?" };

  it("are written on the selected words", async () => {
    const asked = await openDesk(stageTwo, { comment: () => sheet({ comments: [comment] }) });
    desk.selection = { place: { field: "summary", from: 2, to: 5 }, words: "was" };
    await user.click(await button(/Comment…/));
    const dialog = await screen.findByRole("dialog", { name: "Comment on a passage" });
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Add comment" }));
    expect(within(dialog).getByText("A comment is needed.")).toBeVisible();
    await user.type(within(dialog).getByLabelText("Comment to stage one"), "Which one?");
    await user.click(within(dialog).getByRole("button", { name: "Add comment" }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "comment", args: { ask: { place: { field: "summary", from: 2, to: 5 }, text: "Which one?" } } }));
    expect(await screen.findByText("Which one?")).toBeVisible();
  });

  it("are enough for a return, and go along", async () => {
    const asked = await openDesk(sheet({ comments: [comment] }), { remove_comment: () => stageTwo });
    await user.click(await button("Return…"));
    const dialog = await screen.findByRole("dialog", { name: "Return to stage one" });
    expect(within(dialog).getByText("Which one?")).toBeVisible();
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Return" }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "step", args: { ask: { kind: "return", comment: "" } } }));
  });

  it("can be taken back", async () => {
    const asked = await openDesk(sheet({ comments: [comment] }), { remove_comment: () => stageTwo });
    await user.click(await button("Remove this comment"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "remove_comment", args: { comment: "c1" } }));
    await waitFor(() => expect(screen.queryByText("Which one?")).toBeNull());
  });

  it("are shown to stage one at their passage", async () => {
    await openDesk(deskView({ notes: [{ stage: "stage_two", text: "Which one?", place: { field: "summary", from: 2, to: 5 }, words: "was" }] }));
    expect(screen.getByText(/Returned, 1 note for you/)).toBeVisible();
    expect(screen.getByRole("tab", { name: /^Notes/ }), "why it came back stands beside it").toHaveAttribute("aria-selected", "true");
    expect(screen.getByText("Which one?")).toBeVisible();
    expect(await button("Show in the text")).toBeVisible();
    await expectAccessible();
  });

  it("are marked in the text, and told when their sign has the focus", async () => {
    const placed = { stage: "stage_two" as const, text: "Which one?", place: { field: "summary" as const, from: 2, to: 5 }, words: "was" };
    await openDesk(deskView({ notes: [{ stage: "stage_two", text: "On the whole: good.", place: null, words: "" }, placed, { ...placed, text: "And when?", place: { field: "summary", from: 6, to: 13 } }] }));
    const sign = await screen.findByRole("note", { name: "Comment 1, stage two: Which one?" });
    expect(sign.closest(".cm-line")?.querySelector(".commented")).toHaveTextContent("was");
    expect(sign).toHaveTextContent("");
    await user.keyboard("{F3}");
    expect(sign).toHaveFocus();
    await waitFor(() => expect(document.querySelector(".cm-tooltip .hover-note, .hover-note")).toHaveTextContent("Which one?"));
    await user.keyboard("{F3}");
    expect(screen.getByRole("note", { name: "Comment 2, stage two: And when?" })).toHaveFocus();
    await user.keyboard("{F3}");
    expect(sign).toHaveFocus();
    await expectAccessible();
  });
});

describe("a report that is over", () => {
  it("leaves the window with what was typed, and says why", async () => {
    let over = false;
    await openDesk(stageTwo, { desk: () => (over ? Promise.reject({ code: "over", rule: null, minutes: null }) : stageTwo) });
    expect(screen.getByRole("region", { name: "Desk" })).toHaveTextContent("Quintana");
    queue.show({ ...queueView, cards: [stageTwo.card] });
    await tick();
    expect(screen.queryByText(/is over/)).toBeNull();
    over = true;
    queue.show({ ...queueView, cards: [] });
    expect(await screen.findByRole("alert")).toHaveTextContent("The review of this report is over: its author took it back");
    expect(screen.getByRole("region", { name: "Desk" })).not.toHaveTextContent("Quintana");
    await expectAccessible();
    await user.click(await button("Back to the queue"));
    expect(await screen.findByRole("heading", { name: /^Queue/ })).toBeVisible();
  });
});

describe("the author", () => {
  const author = (other: Partial<DeskView["author"]>) => ({ ...stageTwo, author: { ...stageTwo.author, ...other } });

  it("is asked, and then waited for", async () => {
    const waiting = author({ waitingSince: "2026-11-20", asked: [{ asked: "2026-11-20", text: "Was it loaded?", answer: null, undelivered: false }] });
    const asked = await openDesk(stageTwo, { ask_author: () => waiting, queue: () => ({ ...queueView, cards: [{ ...stageTwo.card, waitingSince: "2026-11-20" }] }) });
    await tab(/^Author/);
    await user.click(await button("Ask the author"));
    expect(screen.getByText("Write the question first.")).toBeVisible();
    await expectAccessible();
    await user.type(screen.getByLabelText("Question to the author"), "Was it loaded?");
    await user.click(await button("Ask the author"));
    await waitFor(() => expect(asked.find((one) => one.command === "ask_author")).toEqual({ command: "ask_author", args: { report: "r1", ask: { text: "Was it loaded?", kept: [] } } }));
    expect(await screen.findByText(/Waiting for the author since/)).toBeVisible();
    expect(screen.queryByLabelText(/Question to the author/)).toBeNull();
    await expectAccessible();
  });

  it("is not asked what would give something away, until a reviewer keeps the words with a reason", async () => {
    const fault = { rule: "open_findings" as const, class: "PERSON" as const, words: "Grant" };
    const asked = await openDesk(stageTwo, { look_at_question: ({ ask: { kept } }: { ask: { kept: unknown[] } }) => (kept.length ? [] : [fault]) });
    await tab(/^Author/);
    await user.type(screen.getByLabelText("Question to the author"), "Did you ask for a Grant?");
    await user.click(await button("Ask the author"));
    expect(await screen.findByRole("alert")).toHaveTextContent("“Grant” looks like a person's name: it must not leave the programme.");
    expect(asked.some((one) => one.command === "ask_author")).toBe(false);
    await expectAccessible();
    await user.click(await button("Keep “Grant”, with a reason"));
    expect(screen.getByRole("button", { name: "Does not identify anybody" })).toHaveFocus();
    await user.click(await button(REASONS["common-word"]));
    expect(screen.getByText(/and is kept: /)).toBeVisible();
    // The reasons are kept with the question, through another tab.
    await tab(/^Checks/);
    await tab(/^Author/);
    expect(screen.getByText(/and is kept: /)).toBeVisible();
    await user.click(await button("Ask the author"));
    const kept = [{ class: "PERSON", words: "Grant", reason: "common-word" }];
    await waitFor(() => expect(asked.find((one) => one.command === "ask_author")).toEqual({ command: "ask_author", args: { report: "r1", ask: { text: "Did you ask for a Grant?", kept } } }));
  });

  it("is asked again in other words where they say what was removed", async () => {
    const fault = { rule: "leak" as const, class: "PERSON" as const, words: "Quintana" };
    await openDesk(stageTwo, { look_at_question: () => [fault] });
    await tab(/^Author/);
    await user.type(screen.getByLabelText("Question to the author"), "Where was Quintana?");
    await user.click(await button("Ask the author"));
    expect(await screen.findByRole("alert")).toHaveTextContent("“Quintana” was removed from the report: it must not leave the programme. Say it in other words.");
    expect(screen.queryByRole("button", { name: /^Keep “Quintana/ })).toBeNull();
    await user.clear(screen.getByLabelText("Question to the author"));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("has answered, and can be asked again", async () => {
    await openDesk(author({ asked: [{ asked: "2026-11-18", text: "Was it loaded?", answer: "Yes, one round.", undelivered: false }] }));
    await tab(/^Author/);
    expect(screen.getByText("Yes, one round.")).toBeVisible();
    expect(screen.getByLabelText("Another question to the author")).toBeVisible();
    await expectAccessible();
  });

  it("left no address, or can't be reached", async () => {
    await openDesk(author({ canAsk: false, asked: [{ asked: "2026-11-18", text: "Was it loaded?", answer: null, undelivered: true }] }));
    await tab(/^Author/);
    expect(screen.getByText(/could not be delivered/)).toBeVisible();
    expect(screen.getByText(/left no address/)).toBeVisible();
  });

  it("says why it can't be asked", async () => {
    await openDesk(stageTwo, { ask_author: () => Promise.reject({ code: "no_server", rule: null, minutes: null }) });
    await tab(/^Author/);
    await user.type(screen.getByLabelText("Question to the author"), "Was it loaded?");
    await user.click(await button("Ask the author"));
    expect(await screen.findByRole("alert")).toHaveTextContent("can't be reached");
    expect(screen.getByLabelText("Question to the author")).toHaveValue("Was it loaded?");
  });
});

describe("similar reports", () => {
  const found = { open: [{ report: "0a1b2c3d-aaaa", likeness: "same-event" as const }, { report: "4e5f6a7b-bbbb", likeness: "alike" as const }], published: [{ publication: "99887766-cccc", title: "A second rifle", linked: false }] };

  it("are found with bands and titles, and linked as one event", async () => {
    const asked = await openDesk(stageTwo, { similar: () => found, link_event: () => stageTwo });
    await tab(/^Similar/);
    expect(await screen.findByText("Probably the same event")).toBeVisible();
    expect(screen.getByText("A second rifle")).toBeVisible();
    await expectAccessible();
    await user.click(await button("Link as one event: 0a1b2c3d"));
    await waitFor(() => expect(asked.find((one) => one.command === "link_event")).toEqual({ command: "link_event", args: { report: "r1", ask: { with: "0a1b2c3d-aaaa" } } }));
  });

  it("are linked with what is in the library, which then says so", async () => {
    let linked = false;
    const asked = await openDesk(stageTwo, {
      similar: () => ({ ...found, published: [{ ...found.published[0], linked }] }),
      link_event: () => { linked = true; return { ...stageTwo, card: { ...stageTwo.card, event: "e1" } }; },
      queue: () => ({ ...queueView, cards: linked ? [{ ...stageTwo.card, event: "e1" }] : [stageTwo.card] }),
    });
    await tab(/^Similar/);
    await user.click(await button("Link as one event: “A second rifle”"));
    await waitFor(() => expect(asked.find((one) => one.command === "link_event")).toEqual({ command: "link_event", args: { report: "r1", ask: { publication: "99887766-cccc" } } }));
    expect(await screen.findByText("Linked as one event with “A second rifle” in the library.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Link as one event: “A second rifle”" })).toBeNull();
    await expectAccessible();
  });

  it("says that there are none", async () => {
    await openDesk(stageTwo);
    await tab(/^Similar/);
    expect(await screen.findByText("No report under review is like this one.")).toBeVisible();
    expect(screen.getByText("Nothing in the library is like this report.")).toBeVisible();
  });

  it("stands for itself again", async () => {
    const linked = { ...stageTwo, card: { ...stageTwo.card, event: "e1" } };
    const asked = await openDesk(linked, { similar: () => found, link_event: () => stageTwo });
    await tab(/^Similar/);
    await user.click(await button("It stands for itself"));
    await waitFor(() => expect(asked.find((one) => one.command === "link_event")).toEqual({ command: "link_event", args: { report: "r1", ask: {} } }));
  });

  it("says why nothing could be compared", async () => {
    await openDesk(stageTwo, { similar: () => Promise.reject({ code: "no_server", rule: null, minutes: null }) });
    await tab(/^Similar/);
    expect(await screen.findByRole("alert")).toHaveTextContent("can't be reached");
  });
});

describe("the flag", () => {
  it("is put on with what the procedure asks", async () => {
    const asked = await openDesk(stageTwo, { flag: () => ({ ...queueView, cards: [{ ...stageTwo.card, flag: "author-in-distress" }] }) });
    await user.click(await button("More…"));
    await user.click(await button("Flag the report"));
    const dialog = await screen.findByRole("dialog", { name: "Flag this report" });
    await user.click(within(dialog).getByRole("button", { name: "Flag" }));
    expect(within(dialog).getByText("Choose what it is.")).toBeVisible();
    await user.click(within(dialog).getByLabelText(/^Author in distress/));
    expect(within(dialog).getByText(/988/)).toBeVisible();
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Flag" }));
    await waitFor(() => expect(asked.at(-1)).toEqual({ command: "flag", args: { report: "r1", ask: { flag: "author-in-distress" } } }));
    expect(await button("Author in distress")).toBeVisible();
  });

  it("is taken away", async () => {
    const flagged = { ...stageTwo, card: { ...stageTwo.card, flag: "possible-crime" as const } };
    const asked = await openDesk(flagged, { flag: () => ({ ...queueView, cards: [stageTwo.card] }) });
    await user.click(await button("Possible crime"));
    await user.click(await button("Take the flag away"));
    await waitFor(() => expect(asked.at(-1)).toEqual({ command: "flag", args: { report: "r1", ask: { flag: null } } }));
  });
});

describe("the meter", () => {
  const row = (other: Partial<MeterRow>): MeterRow => ({ quasi: "region", value: "southwest", words: null, place: null, question: "region", count: 65, ...other });
  const rows = [
    row({}),
    row({ quasi: "size", value: "25-49", question: "sworn_band", count: 30 }),
    row({ quasi: "place", value: "water", question: null, words: "marina", place: { field: "summary", from: 2, to: 5 }, count: null }),
  ];

  it("tells how many share what is left, and widens what would hide the report", async () => {
    const meter: MeterView = {
      library: 120, rows, uncounted: 0,
      hides: [{ steps: [{ row: 2, act: "generalise" }], count: 30 }, { steps: [{ row: 1, act: "band" }], count: 7 }],
    };
    const asked = await openDesk(stageTwo, { meter: () => meter, edit_answer: () => ({ ...stageTwo, revision: 2 }) });
    await tab(/^Checks/);
    expect(await screen.findByText("<5")).toBeVisible();
    expect(screen.getByText("65")).toBeVisible();
    expect(screen.getByText("marina")).toBeVisible();
    await expectAccessible();
    expect(await button(/Say “marina” more generally.*30 alike, helps most/)).toBeVisible();
    await user.click(await button(/Widen to under 50 sworn/));
    await waitFor(() => expect(asked.find((one) => one.command === "edit_answer")).toMatchObject({ args: { ask: { question: "sworn_band", act: "band", reason: "identifying" } } }));
    await waitFor(() => expect(asked.filter((one) => one.command === "meter")).toHaveLength(2));
  });

  it("names what hides the report together where no single change does, and what it could not count", async () => {
    const steps = [{ row: 1, act: "band" as const }, { row: 2, act: "generalise" as const }];
    const meter: MeterView = { library: 120, rows, uncounted: 2, hides: [{ steps, count: 6 }] };
    const asked = await openDesk(stageTwo, { meter: () => meter, edit_answer: () => ({ ...stageTwo, revision: 2 }) });
    await tab(/^Checks/);
    expect(await screen.findByText(/All of these together would, among 6 alike/)).toBeVisible();
    expect(screen.getByText(/2 more traits are left that are not counted/)).toBeVisible();
    await expectAccessible();
    await user.click(await button(/^Widen to under 50 sworn/));
    await waitFor(() => expect(asked.some((one) => one.command === "edit_answer")).toBe(true));
  });

  it("stays as it was counted while only the checks beside the text are filled in", async () => {
    await openDesk(stageTwo, { meter: () => ({ library: 120, rows, uncounted: 0, hides: [] }) });
    await tab(/^Checks/);
    expect(await screen.findByText("<5")).toBeVisible();
    desk.view = { ...stageTwo, revision: 5, sheet: { ...stageTwo.sheet, lesPass: true } };
    await tick();
    expect(screen.queryByText(/have changed since/)).toBeNull();
    desk.view = { ...stageTwo, revision: 6, answers: { ...stageTwo.answers, region: null } };
    expect(await screen.findByText(/Text or answers have changed since/)).toBeVisible();
  });

  it("says when the report is hidden, when nothing is left, and when nobody could be asked", async () => {
    let answer: () => unknown = () => ({ library: 120, rows: [rows[0]], uncounted: 0, hides: [] });
    await openDesk(stageTwo, { meter: () => answer() });
    await tab(/^Checks/);
    expect(await screen.findByText(/Five reports or more share all of this/)).toBeVisible();
    const rewritten = (text: string) => stageTwo.fields.map((field) => (field.field === "summary" ? { ...field, text } : field));
    desk.view = { ...stageTwo, revision: 5, fields: rewritten("A dog ran out.") };
    answer = () => ({ library: 120, rows: [], uncounted: 0, hides: [] });
    await user.click(await button("Count again"));
    expect(await screen.findByText(/Nothing is left that the program knows of/)).toBeVisible();
    desk.view = { ...stageTwo, revision: 6, fields: rewritten("A cat ran out.") };
    answer = () => Promise.reject({ code: "no_server", rule: null, minutes: null });
    await user.click(await button("Count again"));
    expect(await screen.findByRole("alert")).toHaveTextContent("can't be reached");
  });
});
