import { ChangeSet } from "@codemirror/state";
import { beforeEach, describe, expect, it } from "vitest";

import { appBehind } from "../../test/app";
import { SUMMARY, deskView } from "../../test/fixtures";
import { desk } from "./desk.svelte";

const withText = (text: string, revision: number) => deskView({ revision, fields: deskView().fields.map((one) => (one.field === "summary" ? { ...one, text } : one)) });
const typeAtEnd = (insert: string) => {
  const shown = desk.typing.shown("summary");
  desk.typing.record("summary", ChangeSet.of({ from: shown.length, insert }, shown.length));
};

beforeEach(() => desk.close());

describe("the desk", () => {
  it("saves what was typed before it decides, with the revision that the typing made", async () => {
    const asked = appBehind({ type_text: () => withText(`${SUMMARY}!`, 2), decide: () => withText(`${SUMMARY}!`, 3) });
    await desk.open("r1");
    typeAtEnd("!");
    expect(await desk.decide(desk.view!.findings[0]!, "replace", "[Officer 1]", "identifying", false)).toBe(true);
    expect(asked.map((one) => one.command)).toEqual(["desk", "type_text", "decide"]);
    expect(asked[1]?.args).toMatchObject({ revision: 1, typed: [{ place: { field: "summary", from: SUMMARY.length, to: SUMMARY.length }, inserted: "!" }] });
    expect(asked[2]?.args).toMatchObject({ revision: 2, ask: { findings: ["a", "c"], act: "replace", text: "[Officer 1]", reason: "identifying" } });
    expect(desk.view?.revision).toBe(3);
  });

  it("decides one place only when asked to, and sends no text for keep and drop", async () => {
    const asked = appBehind();
    await desk.open("r1");
    await desk.decide(desk.view!.findings[0]!, "keep", "[Officer 1]", "common-word", true);
    expect(asked.at(-1)?.args.ask).toEqual({ findings: ["a"], act: "keep", text: "", reason: "common-word" });
  });

  it("does not decide when the typing could not be saved, says so, and keeps what was typed", async () => {
    let full = true;
    const asked = appBehind({
      type_text: () => {
        if (full) throw { code: "disk_full", rule: null, minutes: null };
        return withText(`${SUMMARY} more`, 2);
      },
    });
    await desk.open("r1");
    typeAtEnd(" more");
    expect(await desk.decide(desk.view!.findings[0]!, "drop", "", "identifying", true)).toBe(false);
    expect(asked.map((one) => one.command)).not.toContain("decide");
    expect(desk.saving).toBe("failed");
    expect(desk.problem).toContain("disk");
    expect(desk.typing.shown("summary")).toBe(`${SUMMARY} more`);
    full = false;
    await desk.tryAgain();
    expect(desk.saving).toBe("saved");
    expect(desk.problem).toBeNull();
  });

  it("keeps what could not be saved over a lock, and lays it on the text that is read again", async () => {
    appBehind({ type_text: () => Promise.reject({ code: "store_broken", rule: null, minutes: null }) });
    await desk.open("r1");
    typeAtEnd(" kept");
    await desk.leave();
    desk.hide();
    expect(desk.view).toBeNull();
    await desk.open("r1");
    expect(desk.typing.shown("summary")).toBe(`${SUMMARY} kept`);
  });

  it("forgets the text when it is locked and everything is saved", async () => {
    appBehind();
    await desk.open("r1");
    desk.hide();
    expect(desk.view).toBeNull();
    expect(desk.typing.shown("summary")).toBe("");
    expect(desk.report).toBe("r1");
  });

  it("reads the text again when it had moved on, and tells it", async () => {
    const asked = appBehind({ decide: () => Promise.reject({ code: "stale", rule: null, minutes: null }), desk: () => withText("Moved on.", asked.length) });
    await desk.open("r1");
    expect(await desk.decide(desk.view!.findings[0]!, "drop", "", "identifying", true)).toBe(false);
    expect(desk.view?.fields.find((one) => one.field === "summary")?.text).toBe("Moved on.");
    expect(desk.problem).toContain("moved on");
  });

  it("fetches a report of mine that was begun on another computer", async () => {
    const asked = appBehind({ desk: () => Promise.reject({ code: "not_yours", rule: null, minutes: null }) });
    await desk.goOn("r1");
    expect(asked.map((one) => one.command)).toEqual(["desk", "take"]);
    expect(desk.view?.card.id).toBe("r1");
  });

  it("drops an answer older than what it shows", async () => {
    appBehind({ desk: () => withText("New.", 9), undo: () => withText("Old.", 4) });
    await desk.open("r1");
    await desk.undo();
    expect(desk.view?.revision).toBe(9);
    expect(desk.typing.shown("summary")).toBe("New.");
  });

  it("saves the note and the typing before a step", async () => {
    const asked = appBehind({ type_text: () => withText(`${SUMMARY}.`, 2) });
    await desk.open("r1");
    desk.writeNote("look");
    typeAtEnd(".");
    expect(await desk.step({ kind: "hand_over" })).toEqual({ kind: "accepted" });
    expect(asked.map((one) => one.command)).toEqual(["desk", "type_text", "fill_sheet", "step"]);
  });

  it("does not take the step when the typing can't be saved", async () => {
    const asked = appBehind({ type_text: () => Promise.reject({ code: "disk_full", rule: null, minutes: null }) });
    await desk.open("r1");
    typeAtEnd(".");
    await expect(desk.step({ kind: "hand_over" })).rejects.toThrow(/store/);
    expect(asked.map((one) => one.command)).not.toContain("step");
  });

  it("selects the next open finding after a decision", async () => {
    const decided = deskView({ revision: 2, findings: deskView().findings.map((one) => (one.words === "Quintana" ? { ...one, decided: { act: "replace", reason: "identifying", replacement: "[Officer 1]", byStage: null } } : one)) });
    appBehind({ decide: () => decided });
    await desk.open("r1");
    expect(desk.selected).toBe("a");
    await desk.decide(desk.view!.findings[0]!, "replace", "[Officer 1]", "identifying", false);
    expect(desk.selected).toBe("b");
    expect(desk.said).toBe("Replaced in 2 places. 2 left to decide.");
  });
});
