// The desk's order of things: what is saved before what, and what becomes of answers that come late.
import { ChangeSet } from "@codemirror/state";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { appBehind } from "../../test/app";
import { SUMMARY, deskView, newsOf } from "../../test/fixtures";
import { putTogether } from "../backend/news";
import { desk } from "./desk.svelte";
import { past } from "./past.svelte";

const withText = (text: string, revision: number) => deskView({ revision, fields: deskView().fields.map((one) => (one.field === "summary" ? { ...one, text } : one)) });
const typeAtEnd = (insert: string) => {
  const shown = desk.typing.shown("summary");
  desk.typing.record("summary", ChangeSet.of({ from: shown.length, insert }, shown.length));
};
/** An answer that comes when it is released. */
function held<T>(value: T): { answer: Promise<T>; release: () => void } {
  let release: () => void = () => undefined;
  const answer = new Promise<T>((resolve) => (release = () => resolve(value)));
  return { answer, release: () => release() };
}
/** Everything that can run without an answer has run. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

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
    await past.undo();
    expect(desk.view?.revision).toBe(9);
    expect(desk.typing.shown("summary")).toBe("New.");
  });

  it("takes back what was written last, though its pause is not over, and says what is out of sight", async () => {
    const noted = deskView({ revision: 2, sheet: { ...deskView().sheet, note: "look" } });
    const asked = appBehind({ fill_sheet: () => noted, undo: () => deskView({ revision: 3 }), decide: () => deskView({ revision: 4 }) });
    await desk.open("r1");
    desk.note.write("look");
    await past.undo();
    expect(asked.map((one) => one.command)).toEqual(["desk", "fill_sheet", "undo"]);
    expect(past.onSheet).toBe("Undone. It was outside the text: the note.");
    await desk.decide(desk.view!.findings[0]!, "drop", "", "identifying", true);
    expect(past.onSheet).toBeNull();
  });

  it("takes nothing back when the note can't be saved", async () => {
    const asked = appBehind({ fill_sheet: () => Promise.reject({ code: "disk_full", rule: null, minutes: null }) });
    await desk.open("r1");
    desk.note.write("look");
    await past.undo();
    expect(asked.map((one) => one.command)).toEqual(["desk", "fill_sheet"]);
    expect(desk.problem).toContain("disk");
  });

  it("saves the note and the typing before a step", async () => {
    const asked = appBehind({ type_text: () => withText(`${SUMMARY}.`, 2) });
    await desk.open("r1");
    desk.note.write("look");
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

  it("counts what was typed in the text that an answer on its way brings", async () => {
    const undo = held(withText(`Then ${SUMMARY}`, 2));
    const asked = appBehind({ undo: () => undo.answer, type_text: () => withText(`Then ${SUMMARY}!`, 3) });
    await desk.open("r1");
    const undone = past.undo();
    await vi.waitFor(() => expect(asked.at(-1)?.command).toBe("undo"));
    typeAtEnd("!");
    const flushed = desk.typing.flush();
    undo.release();
    await Promise.all([undone, flushed]);
    const end = SUMMARY.length + "Then ".length;
    expect(asked.at(-1)).toMatchObject({ command: "type_text", args: { revision: 2, typed: [{ place: { field: "summary", from: end, to: end }, inserted: "!" }] } });
    expect(desk.typing.shown("summary")).toBe(`Then ${SUMMARY}!`);
  });

  it("marks the words that were selected, though an answer on its way and more typing move them", async () => {
    const undo = held(withText(`Then ${SUMMARY}`, 2));
    const asked = appBehind({ undo: () => undo.answer, mark: () => withText("Marked.", 3) });
    await desk.open("r1");
    const undone = past.undo();
    await vi.waitFor(() => expect(asked.at(-1)?.command).toBe("undo"));
    const marked = desk.mark({ field: "summary", from: 4, to: 9 }, "PERSON");
    await settled();
    desk.typing.record("summary", ChangeSet.of({ from: 0, insert: "So " }, SUMMARY.length));
    undo.release();
    await undone;
    expect(await marked).toBe(true);
    expect(asked.find((one) => one.command === "mark")?.args).toMatchObject({ revision: 2, ask: { place: { field: "summary", from: 9, to: 14 } } });
  });

  it("does not mark when the selected words are gone", async () => {
    const undo = held(withText("All of it is other.", 2));
    const asked = appBehind({ undo: () => undo.answer, desk: () => withText(asked.length > 1 ? "All of it is other." : SUMMARY, asked.length > 1 ? 2 : 1) });
    await desk.open("r1");
    const undone = past.undo();
    const marked = desk.mark({ field: "summary", from: 4, to: 9 }, "PERSON");
    undo.release();
    await undone;
    expect(await marked).toBe(false);
    expect(asked.map((one) => one.command)).not.toContain("mark");
    expect(desk.problem).toContain("moved on");
  });

  it("does not decide a finding that an answer on its way took away", async () => {
    const undo = held(deskView({ revision: 2, findings: deskView().findings.filter((one) => one.id !== "a") }));
    const asked = appBehind({ undo: () => undo.answer });
    await desk.open("r1");
    const undone = past.undo();
    const decided = desk.decide(desk.view!.findings[0]!, "drop", "", "identifying", true);
    undo.release();
    await undone;
    expect(await decided).toBe(false);
    expect(asked.map((one) => one.command)).not.toContain("decide");
  });

  it("lays what was typed on the text that is read again when its own had moved on, and sends it again", async () => {
    let now = 1;
    const asked = appBehind({
      desk: () => withText(now === 1 ? SUMMARY : `Then ${SUMMARY}`, now),
      type_text: ({ revision }: { revision: number }) => (revision === now ? withText(`Then ${SUMMARY}!`, now + 1) : Promise.reject({ code: "stale", rule: null, minutes: null })),
    });
    await desk.open("r1");
    typeAtEnd("!");
    now = 7;
    expect(await desk.typing.flush()).toBe(true);
    expect(asked.map((one) => one.command)).toEqual(["desk", "type_text", "desk", "type_text"]);
    expect(asked.at(-1)?.args).toMatchObject({ revision: 7, typed: [{ place: { from: SUMMARY.length + 5 }, inserted: "!" }] });
    expect(desk.typing.shown("summary")).toBe(`Then ${SUMMARY}!`);
    expect(desk.saving).toBe("saved");
    expect(desk.problem).toBeNull();
  });

  it("shows a report that was purged here and taken anew from its first revision on", async () => {
    const asked = appBehind({ desk: () => withText("Old.", 9), take: () => withText("New.", 0), decide: () => withText("Newer.", 1) });
    await desk.open("r1");
    await desk.take("r1");
    expect(desk.view?.revision).toBe(0);
    expect(desk.typing.shown("summary")).toBe("New.");
    expect(await desk.decide(desk.view!.findings[0]!, "drop", "", "identifying", true)).toBe(true);
    expect(asked.at(-1)?.args).toMatchObject({ revision: 0 });
  });

  it.each(["open", "undo"])("shows nothing of an answer to %s that comes after the lock, and all of the next one", async (what) => {
    const late = held(withText("Late.", 5));
    const asked = appBehind(what === "open" ? { take: () => late.answer } : { undo: () => late.answer });
    if (what === "undo") await desk.open("r1");
    const under = what === "open" ? desk.take("r1") : past.undo();
    await vi.waitFor(() => expect(asked.at(-1)?.command).toBe(what === "open" ? "take" : "undo"));
    desk.hide();
    late.release();
    await under;
    expect(desk.view).toBeNull();
    expect(desk.typing.shown("summary")).toBe("");
    // Nothing is put together with what came while nobody was to see it.
    expect(putTogether({ ...newsOf(deskView()), after: 1 })).toBeNull();
    expect(desk.report).toBe("r1");
    await desk.open("r1");
    expect(desk.typing.shown("summary")).toBe(SUMMARY);
    expect(desk.view?.card.id).toBe("r1");
  });

  it("drops the answer to an act on a report that is not open any more", async () => {
    const undo = held(withText("Of the first.", 5));
    appBehind({ undo: () => undo.answer, desk: ({ report }: { report: string }) => ({ ...withText("Of the second.", 1), card: { ...deskView().card, id: report } }) });
    await desk.open("r1");
    const undone = past.undo();
    await settled();
    desk.close();
    const opened = desk.open("r2");
    undo.release();
    await Promise.all([undone, opened]);
    expect(desk.view?.card.id).toBe("r2");
    expect(desk.typing.shown("summary")).toBe("Of the second.");
    expect(desk.problem).toBeNull();
  });

  it("keeps a note that could not be saved, and opens nothing else before it is", async () => {
    let full = true;
    const asked = appBehind({ fill_sheet: () => (full ? Promise.reject({ code: "disk_full", rule: null, minutes: null }) : deskView()) });
    await desk.open("r1");
    desk.note.write("look");
    expect(await desk.leave()).toBe(false);
    expect(desk.unsaved).toBe(true);
    await expect(desk.open("r2")).rejects.toThrow(/What you typed/);
    expect(desk.note.text).toBe("look");
    expect(asked.filter((one) => one.command === "desk")).toHaveLength(1);
    full = false;
    await desk.tryAgain();
    expect(desk.note.text).toBeNull();
    expect(desk.unsaved).toBe(false);
    expect(asked.at(-1)?.args).toEqual({ report: "r1", ask: { note: "look" } });
  });

  it("does not hold on for ever to words for a report that is gone from here", async () => {
    appBehind({ type_text: () => Promise.reject({ code: "not_yours", rule: null, minutes: null }) });
    await desk.open("r1");
    typeAtEnd("!");
    expect(await desk.leave()).toBe(false);
    expect(desk.problem).toContain("not yours");
    expect(await desk.leave()).toBe(true);
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
