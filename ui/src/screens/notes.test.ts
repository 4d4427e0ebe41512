// Notes and comments from reviewer to reviewer: whose they are, and the names in them.
import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../test/app";
import { deskView, stageTwo } from "../test/fixtures";
import { button, openDesk, user } from "../test/screens";
import { desk } from "../lib/state/desk.svelte";

const tab = (name: RegExp) => user.click(screen.getByRole("tab", { name }));

describe("notes and comments", () => {
  it("are counted for the reader only where another stage wrote them", async () => {
    const said = (stage: "stage_one" | "stage_two", text: string) => ({ stage, text, place: null, words: "" });
    await openDesk(deskView({ notes: [said("stage_one", "See the end."), said("stage_two", "The truck, too.")] }));
    expect(screen.getByText(/1 note for you/)).toBeVisible();
    expect(screen.getByRole("tab", { name: /^Notes/ })).toHaveTextContent(/^Notes\s*1$/);
    await tab(/^Notes/);
    expect(screen.getByText("Stage one, before the return")).toBeVisible();
    expect(screen.getByLabelText("Note to stage two")).toHaveValue("");
  });

  it("warn of a name in them, and go on all the same", async () => {
    const fault = { rule: "open_findings", class: "PERSON", words: "Quintana" };
    const asked = await openDesk(stageTwo, { comment: () => stageTwo, look_at_question: ({ ask: { text } }: { ask: { text: string } }) => (text.includes("Quintana") ? [fault, { ...fault, class: "LES", words: "the stack" }] : []) });
    desk.selection = { place: { field: "summary", from: 2, to: 5 }, words: "was" };
    await user.click(await button(/Comment…/));
    const dialog = await screen.findByRole("dialog", { name: "Comment on a passage" });
    const field = within(dialog).getByLabelText("Comment to stage one");
    await user.type(field, "Quintana and the stack?");
    expect(await within(dialog).findByText(/looks like a person/)).toHaveTextContent("“Quintana”");
    expect(within(dialog).getAllByText(/looks like/)).toHaveLength(1);
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Add comment" }));
    await waitFor(() => expect(asked.find((one) => one.command === "comment")).toMatchObject({ args: { ask: { text: "Quintana and the stack?" } } }));
  });

  it("are looked at before the hand-over, as they are typed there", async () => {
    const fault = { rule: "leak", class: "PERSON", words: "Quintana" };
    const looked = ({ ask: { text } }: { ask: { text: string } }) => (text.includes("Quintana") ? [fault] : []);
    const view = deskView({ blockers: [] });
    await openDesk({ ...view, sheet: { ...view.sheet, note: "Ask Quintana." } }, { look_at_question: looked, fill_sheet: () => view });
    await user.click(await button(/^Hand over/));
    const dialog = await screen.findByRole("dialog", { name: "Hand over" });
    expect(await within(dialog).findByText(/was removed from the report/)).toHaveTextContent("“Quintana”");
    await expectAccessible();
    await user.clear(within(dialog).getByLabelText(/^Note to stage two/));
    await waitFor(() => expect(within(dialog).queryByText(/was removed from the report/)).toBeNull());
    expect(within(dialog).getByRole("button", { name: "Hand over now" })).toBeEnabled();
  });
});
