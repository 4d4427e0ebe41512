// The list of keys: each does one thing at a time, all are in it, and everything can be brought about by one.
import { afterEach, describe, expect, it, vi } from "vitest";

import { COMMANDS } from "./backend/commands";
import type { Command } from "./backend/commands";
import { CLASS } from "./backend/bindings/closed";
import { CLASS_KEYS, KEYS, SCOPES, listed, onKey, shown } from "./keys";
import type { KeyId } from "./keys";

/** The keys by which a person brings a command about, or why there is none: every command has its line here. */
const REACHED: Record<Command, KeyId[] | string> = {
  app_view: "asked at the start", status: "asked at the start", display: "asked at the start", leave: "the window's own cross",
  sign_in: "Enter in its form", renew_recovery_codes: ["account"], begin_wanted_factor: "a button of what is asked", confirm_wanted_factor: "Enter in its form", go_on: "a button of what is asked", choose_password: "Enter in its form", relock: "Enter in its form", cancel_sign_in: "a button of what is asked", change_password: ["account"], give_code: "Enter in its form", account: ["account"], begin_second_factor: ["account"], confirm_second_factor: ["account"], remove_second_factor: ["account"], unlock: "Enter in its form", sign_out: "a button of the lock screen",
  set_display: ["theme", "larger", "smaller", "normal"], lock: ["lock"],
  queue: ["screens", "lists"], sync: ["news", "sendNow"], take: ["takeNext"], release: ["release"], recuse: ["mayKnow"],
  desk: ["screens"], type_text: "typing", decide: ["replace", "generalise", "band", "difference", "drop", "keep"], redact: ["edit"], mark: ["mark", "markAs"],
  entity: ["same", "thisOne", "apart", "rename", "neutral"], confirm: ["nextDoubt"], proofread: "by itself after a pause", call_right: ["ignoreRemark"], saw: ["readTo", "nextUnread"],
  undo: ["undo"], redo: ["redo"], history: ["tabs"], revert: ["nextEdit"], edit_answer: ["widen", "blank", "putBack"], fill_sheet: ["verdict", "conclude"], takeaway: ["takeaway"],
  step: ["conclude", "giveBack", "otherSteps", "publish", "sendBack"], people: ["screens"], overview: ["screens", "figures"], add_person: ["addPerson"], change_person: ["changePerson"], end_claim: ["endClaim"], holders: "by itself in its dialog", assign: ["assign"],
  publish_view: ["takeNext"], code: "fields of the coding", clean_takeaway: "buttons of a takeaway before publication",
  library: ["screens", "readAgain"], publication: ["openPublication"], correct: ["correct"], retract: ["takeOut"], undo_decline: ["takeBack"],
  sheet: ["rollCall"], save_sheet: ["savePdf", "saveMarkdown"], export_file: ["exportJson", "exportCsv"], outbox: ["screens"], discard_event: ["discard"],
  reveal: ["original"], hide_original: ["original"], look_at_question: ["askAuthor"], ask_author: ["askAuthor"], similar: ["sameEvent"], link_event: ["sameEvent"], meter: ["verdict"], answer_les: ["lesKnown", "lesHelps"],
  comment: ["comment"], remove_comment: ["removeComment"], flag: ["flag"],
};

function press(init: KeyboardEventInit, target: HTMLElement = document.body): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
}

afterEach(() => document.body.replaceChildren());

describe("keys", () => {
  it("are unique among those that work at the same time", () => {
    const together = [["everywhere", "queue"], ["everywhere", "teaser"], ["everywhere", "desk", "finding"], ["everywhere", "marking"], ["everywhere", "others"], ["everywhere", "answer"], ["everywhere", "comment"], ["everywhere", "publish"], ["everywhere", "outbox"], ["everywhere", "library"], ["everywhere", "sheet"], ["everywhere", "overview"], ["everywhere", "people"]];
    for (const scopes of together) {
      const combos = Object.values(KEYS).filter((key) => scopes.includes(key.scope)).flatMap((key) => key.combos as readonly string[]);
      expect(new Set(combos).size, scopes.join()).toBe(combos.length);
    }
    for (const key of Object.values(KEYS)) expect(Object.keys(SCOPES)).toContain(key.scope);
  });

  it("are shown as they stand on the keyboard", () => {
    expect(["mod+shift+z", "mod++", "?", "r", "Escape", "mod+enter"].map(shown)).toEqual(["Ctrl+Shift+Z", "Ctrl++", "?", "R", "Esc", "Ctrl+Enter"]);
  });

  it("reach every command that a person can bring about", () => {
    for (const command of COMMANDS) for (const id of [REACHED[command]].flat()) if (typeof REACHED[command] !== "string") expect(KEYS, command).toHaveProperty(id);
    expect(Object.keys(REACHED).sort()).toEqual([...COMMANDS].sort());
  });

  it("bring about what they name themselves: to open a tab is enough only for what is read there", () => {
    const byTabAlone = COMMANDS.filter((command) => REACHED[command] instanceof Array && [REACHED[command]].flat().every((id) => id === "tabs"));
    expect(byTabAlone).toEqual(["history"]);
  });

  it("are all in the list: no part of the window looks at a letter or number by itself", () => {
    const sources = Object.entries(import.meta.glob<string>(["../**/*.svelte", "./**/*.ts"], { query: "?raw", import: "default", eager: true }));
    const own = sources.filter(([path, source]) => !path.endsWith("keys.ts") && !path.includes(".test.") && /event\.key(?:\.toLowerCase\(\))? === "[a-z0-9.]"|\^\[1-9\]/i.test(source));
    expect(own.map(([path]) => path)).toEqual([]);
  });

  it("mark each class by a letter of its own", () => {
    expect(new Set(Object.values(CLASS_KEYS)).size).toBe(CLASS.length);
    expect(Object.keys(CLASS_KEYS).sort()).toEqual([...CLASS].sort());
    expect(listed(KEYS.markAs)).toEqual({ caps: ["P, A, …"], between: "or" });
  });

  it("each have a handler somewhere in the window, by their name in the list", () => {
    const sources = Object.entries(import.meta.glob<string>("../**/*.svelte", { query: "?raw", import: "default", eager: true })).filter(([path]) => !path.endsWith("Keys.svelte"));
    const handled = (id: string) => sources.some(([, source]) => source.includes("onKey(") && new RegExp(`\\b${id}\\b\\s*[:,(=]`).test(source));
    expect(Object.keys(KEYS).filter((id) => !handled(id))).toEqual([]);
  });

  it("that follow one another are shown by the first and the last", () => {
    expect(listed(KEYS.tabs)).toEqual({ caps: ["1", "9"], between: "to" });
    expect(listed(KEYS.redo)).toEqual({ caps: ["Ctrl+Shift+Z", "Ctrl+Y"], between: "or" });
  });

  it("run their handler, once while held down", () => {
    const run = vi.fn();
    const listen = (event: KeyboardEvent) => onKey(event, { replace: run, redo: run, larger: run });
    document.body.addEventListener("keydown", listen);
    press({ key: "r" });
    press({ key: "r", repeat: true });
    press({ key: "Z", ctrlKey: true, shiftKey: true });
    press({ key: "+", ctrlKey: true, shiftKey: true });
    press({ key: "r", altKey: true });
    document.body.removeEventListener("keydown", listen);
    expect(run).toHaveBeenCalledTimes(3);
  });

  it("rest while somebody types, unless they go with Ctrl, and while a dialog is open", () => {
    const run = vi.fn();
    const input = document.body.appendChild(document.createElement("input"));
    const listen = (event: KeyboardEvent) => onKey(event, { replace: run, undo: run });
    document.body.addEventListener("keydown", listen);
    expect(press({ key: "r" }, input).defaultPrevented).toBe(false);
    expect(press({ key: "z", ctrlKey: true }, input).defaultPrevented).toBe(true);
    document.body.appendChild(document.createElement("dialog")).setAttribute("open", "");
    press({ key: "r" });
    press({ key: "z", ctrlKey: true });
    document.body.removeEventListener("keydown", listen);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("that work everywhere work in a dialog too", () => {
    const lock = vi.fn();
    document.body.appendChild(document.createElement("dialog")).setAttribute("open", "");
    const listen = (event: KeyboardEvent) => onKey(event, { lock, help: lock });
    document.body.addEventListener("keydown", listen);
    press({ key: "l", ctrlKey: true });
    press({ key: "?" });
    document.body.removeEventListener("keydown", listen);
    expect(lock).toHaveBeenCalledTimes(1);
  });
});
