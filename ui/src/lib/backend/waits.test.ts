// Nobody waits before a blank: whatever is asked of the app says so in words once it takes longer than 0.3 s.
import { mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as backend from "./commands";
import { waits } from "./waits.svelte";

/** Nobody is kept waiting by these: what the window does by itself, and what ends before it could be read. */
const UNHEARD = ["cancel_sign_in", "status", "display", "set_display", "proofread", "saw", "leave"];

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("a wait", () => {
  it("has words after 0.3 s, until the answer is here, whatever it is", async () => {
    for (const outcome of ["answered", "failed"]) {
      let end: () => void = () => undefined;
      mockIPC(() => new Promise((resolve, reject) => (end = () => (outcome === "answered" ? resolve([]) : reject({ code: "no_server", rule: null, minutes: null })))));
      const asked = backend.outbox().catch(() => []);
      await vi.advanceTimersByTimeAsync(299);
      expect(waits.words).toBeNull();
      await vi.advanceTimersByTimeAsync(1);
      expect(waits.words).toBe("Reading the outbox…");
      end();
      await asked;
      expect(waits.words).toBeNull();
    }
  });

  it("says what has taken longest", async () => {
    const first = waits.begin("similar");
    await vi.advanceTimersByTimeAsync(100);
    const second = waits.begin("export_file");
    await vi.advanceTimersByTimeAsync(300);
    expect(waits.words).toBe("Looking for similar reports…");
    first();
    expect(waits.words).toBe("Writing the file…");
    second();
    expect(waits.words).toBeNull();
  });

  it.each(backend.COMMANDS.filter((command) => !UNHEARD.includes(command)))("for %s has words", async (command) => {
    const end = waits.begin(command);
    await vi.advanceTimersByTimeAsync(300);
    expect(waits.words).toMatch(/…$/);
    end();
  });
});
