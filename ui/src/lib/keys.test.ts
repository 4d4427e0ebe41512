import { afterEach, describe, expect, it, vi } from "vitest";

import { KEYS, SCOPES, onKey, shown } from "./keys";

function press(init: KeyboardEventInit, target: HTMLElement = document.body): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
}

afterEach(() => document.body.replaceChildren());

describe("keys", () => {
  it("are unique among those that work at the same time", () => {
    const together = [["everywhere", "queue"], ["everywhere", "desk", "finding"]];
    for (const scopes of together) {
      const combos = Object.values(KEYS).filter((key) => scopes.includes(key.scope)).flatMap((key) => key.combos as readonly string[]);
      expect(new Set(combos).size, scopes.join()).toBe(combos.length);
    }
    for (const key of Object.values(KEYS)) expect(Object.keys(SCOPES)).toContain(key.scope);
  });

  it("are shown as they stand on the keyboard", () => {
    expect(["mod+shift+z", "mod++", "?", "r", "Escape", "mod+enter"].map(shown)).toEqual(["Ctrl+Shift+Z", "Ctrl++", "?", "R", "Esc", "Ctrl+Enter"]);
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
