// The second look on the desk: language, meaning, what nobody read, and that nothing unreviewed leaves by the clipboard.
import { EditorView } from "@codemirror/view";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import App from "../App.svelte";
import type { DeskView, RemarkView } from "../lib/backend/bindings/view";
import { forgetCopied } from "../lib/desk/clipboard";
import { KEYS } from "../lib/keys";
import { care } from "../lib/state/care.svelte";
import { desk } from "../lib/state/desk.svelte";
import { router } from "../lib/state/router.svelte";
import { session } from "../lib/state/session.svelte";
import { appBehind, expectAccessible } from "../test/app";
import { SUMMARY, deskView } from "../test/fixtures";

const user = userEvent.setup();
const slip = (words: string, right: string, other: Partial<RemarkView> = {}): RemarkView => {
  const from = SUMMARY.indexOf(words);
  return { place: { field: "summary", from, to: from + words.length }, rule: "spelling", words, before: SUMMARY.slice(0, from), after: "", replacements: [right], safe: true, ...other };
};
const remarks = [slip("backing", "backed"), slip("shouted", "called"), slip("driver", "rider", { safe: false, replacements: ["rider", "diver"] })];
const sentence = { field: "summary" as const, from: SUMMARY.indexOf("\n\n") + 2, to: SUMMARY.length };

function startAnew() {
  session.app = session.status = null;
  desk.close();
  router.screen = "queue";
}
beforeEach(() => {
  startAnew();
  care.changed(null);
  forgetCopied();
});
afterEach(cleanup);

async function openDesk(view: DeskView = deskView({ findings: [] }), answers: Parameters<typeof appBehind>[0] = {}) {
  const asked = appBehind({ desk: () => view, proofread: () => ({ revision: view.revision, remarks }), ...answers });
  render(App);
  await user.click(await screen.findByRole("button", { name: "Continue" }));
  await screen.findByRole("region", { name: "Report" });
  await waitFor(() => expect(care.reading).toBe(false));
  return asked;
}
const editor = () => EditorView.findFromDOM(document.querySelectorAll<HTMLElement>(".cm-editor")[1]!)!;
const checks = async () => {
  await user.click(screen.getByRole("tab", { name: "Checks" }));
  return screen.getByRole("tabpanel");
};

describe("language", () => {
  it("underlines slips, and one key accepts the correction at the cursor as one action", async () => {
    const asked = await openDesk();
    await waitFor(() => expect(document.querySelectorAll(".slip")).toHaveLength(3));
    await user.keyboard("{F7}");
    const bar = await screen.findByRole("region", { name: "Remark on the language" });
    expect(within(bar).getByRole("button", { name: "backed" })).toBeVisible();
    await user.keyboard("{Control>}.{/Control}");
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ command: "type_text", args: { typed: [{ place: remarks[0]!.place, inserted: "backed" }] } }));
    await expectAccessible();
  });

  it("lists the safe corrections first, and accepts what is left ticked from the end, in one go", async () => {
    const asked = await openDesk();
    await user.keyboard("{Control>}{F7}{/Control}");
    const dialog = await screen.findByRole("dialog", { name: "Safe corrections" });
    expect(within(dialog).getAllByRole("checkbox")).toHaveLength(2);
    expect(within(dialog).queryByText(/rider/)).toBeNull();
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Accept 2 corrections" }));
    await waitFor(() => expect(asked.at(-1)?.command).toBe("type_text"));
    const { typed } = asked.at(-1)!.args as { typed: { place: { from: number }; inserted: string }[] };
    expect(typed.map((one) => one.inserted)).toEqual(["called", "backed"]);
    expect(desk.said).toBe("2 corrections accepted. One undo takes them back.");
  });

  it("drops what was read of another text, and what findings settle", async () => {
    await openDesk(deskView());
    expect(care.remarks.map((one) => one.words)).toEqual(["backing", "shouted", "driver"]);
    desk.view = { ...deskView(), fields: deskView().fields.map((one) => (one.field === "summary" ? { ...one, text: `X ${one.text}` } : one)) };
    expect(care.remarks).toEqual([]);
  });

  it("is asked again about a text that changed while it read, and says nothing is there only of what it read", async () => {
    let read = 0;
    appBehind({ desk: () => deskView({ findings: [], revision: 3 }), proofread: () => (++read === 1 ? { revision: 2, remarks: [] } : { revision: 3, remarks }) });
    render(App);
    await user.click(await screen.findByRole("button", { name: "Continue" }));
    await screen.findByRole("region", { name: "Report" });
    const panel = await checks();
    await waitFor(() => expect(read).toBe(1));
    expect(within(panel).getByText("Reading…")).toBeVisible();
    expect(within(panel).queryByText(/No remarks/)).toBeNull();
    await waitFor(() => expect(care.remarks).toHaveLength(3), { timeout: 4000 });
    expect(read).toBe(2);
    expect(care.reading).toBe(false);
  });

  it("has read a text that was typed away and came back", async () => {
    const view = deskView({ findings: [] });
    await openDesk(view, { proofread: () => ({ revision: 1, remarks: [] }) });
    desk.view = { ...view, fields: view.fields.map((one) => ({ ...one, text: `${one.text}X` })) };
    await waitFor(() => expect(care.reading).toBe(true));
    desk.view = view;
    await waitFor(() => expect(care.reading).toBe(false));
    expect(within(await checks()).getByText("No remarks on spelling and grammar.")).toBeVisible();
  });

  it("ignores a word in this report", async () => {
    const asked = await openDesk(deskView({ findings: [] }), { call_right: () => ({ revision: 1, remarks: remarks.slice(1) }) });
    await user.keyboard("{F7}");
    await user.click(await screen.findByRole("button", { name: "Ignore in this report" }));
    await waitFor(() => expect(care.remarks).toHaveLength(2));
    expect(asked.at(-1)).toEqual({ command: "call_right", args: { report: "r1", word: "backing" } });
  });
});

describe("meaning", () => {
  const doubt = { place: { field: "summary" as const, from: 2, to: 5 }, before: "I ", removed: "was not", inserted: "was", after: " backing", matters: ["negation" as const], confirmed: false };

  it("asks about a changed “not” until the reviewer says that it is meant", async () => {
    const asked = await openDesk(deskView({ findings: [], meaning: [doubt], blockers: [{ rule: "meaning", place: doubt.place, finding: null, takeaway: null }] }), { confirm: () => deskView({ findings: [], meaning: [{ ...doubt, confirmed: true }], blockers: [] }) });
    await user.keyboard("{F6}");
    const yes = await screen.findByRole("button", { name: "Yes, I meant that" });
    await waitFor(() => expect(yes).toHaveFocus());
    expect(screen.getByText("It changes a “not”.")).toBeVisible();
    await expectAccessible();
    fireEvent.keyDown(document.body, { key: "F9", repeat: true });
    expect(yes, "a key held down acts once").toHaveFocus();
    await user.click(yes);
    await waitFor(() => expect(asked.at(-1)?.command === "confirm" || asked.some((one) => one.command === "confirm")).toBe(true));
    await waitFor(() => expect(screen.queryByRole("button", { name: "Yes, I meant that" })).toBeNull());
  });
});

it("the changes of meaning come one after another, and the first after the last", async () => {
  const doubts = ["one", "two"].map((inserted, i) => ({ place: { field: "summary" as const, from: 2 + i * 8, to: 5 + i * 8 }, before: "", removed: "three", inserted, after: "", matters: ["number" as const], confirmed: false }));
  await openDesk(deskView({ findings: [], meaning: doubts }));
  for (const expected of [0, 1, 0]) {
    await user.keyboard("{F6}");
    await waitFor(() => expect(screen.getAllByRole("button", { name: "Yes, I meant that" })[expected]).toHaveFocus());
  }
});

it("the same words said again are announced again", async () => {
  await openDesk();
  desk.said = "Undone.";
  const first = await waitFor(() => screen.getByText("Undone."));
  desk.said = "Undone.";
  await waitFor(() => expect(screen.getByText("Undone.")).not.toBe(first));
});

describe("what nobody has read", () => {
  it("is grey, listed in the checks, told at the hand-over, and read where the cursor comes", async () => {
    const asked = await openDesk(deskView({ findings: [], blockers: [], unread: [sentence] }), { saw: () => ({ revision: 1, unread: [] }) });
    await waitFor(() => expect([...document.querySelectorAll(".unread")].map((one) => one.textContent).join("")).toContain("Quintana shouted"));
    expect(within(await checks()).getByText(/One sentence that you have never looked at/)).toBeVisible();
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText(/You have never looked at one sentence/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Go to the first" }));
    await waitFor(() => expect(asked.some((one) => one.command === "saw")).toBe(true));
    await waitFor(() => expect(document.querySelector(".unread")).toBeNull());
  });
});

describe("the clipboard", () => {
  const event = (type: string) => {
    const data = { setData: vi.fn(), getData: () => "from outside" };
    const made = new Event(type, { bubbles: true, cancelable: true });
    Object.defineProperty(made, "clipboardData", { value: data });
    return { made, data };
  };

  it("gets nothing from the editor, which keeps what was copied for itself", async () => {
    await openDesk();
    const view = editor();
    view.focus();
    view.dispatch({ selection: { anchor: 2, head: 5 } });
    for (const type of ["copy", "cut"]) {
      const { made, data } = event(type);
      view.dispatch({ selection: { anchor: 2, head: 5 } });
      view.contentDOM.dispatchEvent(made);
      expect(made.defaultPrevented).toBe(true);
      expect(data.setData).not.toHaveBeenCalled();
    }
    expect(view.state.doc.toString().startsWith("I  backing")).toBe(true);
    view.contentDOM.dispatchEvent(event("paste").made);
    expect(view.state.doc.toString()).toContain("was");
    for (const type of ["dragstart", "drop"]) {
      const { made } = event(type);
      view.contentDOM.dispatchEvent(made);
      expect(made.defaultPrevented, type).toBe(true);
    }
  });

  it("gets nothing from the panels either, and from the clean preview only once nothing stands in the way", async () => {
    const copied = (element: Element) => {
      const { made } = event("copy");
      element.dispatchEvent(made);
      return !made.defaultPrevented;
    };
    const preview = async () => {
      await user.keyboard("v");
      return within(await screen.findByRole("dialog")).getByText(/backing/);
    };
    await openDesk(deskView());
    expect(copied(screen.getByRole("tabpanel"))).toBe(false);
    expect(copied(await preview())).toBe(false);
    expect(screen.getByText(/nothing of it can be copied/)).toBeVisible();
    cleanup();
    startAnew();
    await openDesk(deskView({ findings: [], blockers: [] }));
    expect(copied(await preview())).toBe(true);
    expect(screen.queryByText(/nothing of it can be copied/)).toBeNull();
  });

  it("inside the program is empty after a lock", async () => {
    await openDesk();
    const view = editor();
    view.dispatch({ selection: { anchor: 2, head: 5 } });
    view.contentDOM.dispatchEvent(event("copy").made);
    await user.click(screen.getByRole("button", { name: "Lock" }));
    await screen.findByRole("heading", { name: "Locked" });
    cleanup();
    session.app = null;
    router.screen = "queue";
    await openDesk();
    editor().contentDOM.dispatchEvent(event("paste").made);
    await waitFor(() => expect(editor().state.doc.toString()).toContain("from outside"));
  });
});

it("every act of the desk has a key", () => {
  const acts = ["nextFinding", "previousFinding", "undo", "redo", "mark", "preview", "takeaway", "conclude", "replace", "generalise", "band", "difference", "drop", "keep", "edit", "onlyHere", "leave", "nextRemark", "previousRemark", "acceptRemark", "ignoreRemark", "safeCorrections", "nextDoubt", "nextUnread", "readTo"];
  expect(acts.filter((act) => !(act in KEYS))).toEqual([]);
});
