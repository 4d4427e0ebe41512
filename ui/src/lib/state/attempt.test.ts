// Something asked of the program or the server: under way, done, or failed, in words.
import { describe, expect, it } from "vitest";

import { BackendError } from "../backend/errors";
import { Attempt } from "./attempt.svelte";

const failure = new BackendError({ code: "no_server", rule: null, minutes: null });

describe("an attempt", () => {
  it("is busy until it is over, and says whether it worked", async () => {
    const attempt = new Attempt();
    let finish = () => {};
    const over = attempt.run(() => new Promise<void>((resolve) => (finish = resolve)));
    expect(attempt.busy).toBe(true);
    finish();
    expect(await over).toBe(true);
    expect([attempt.busy, attempt.problem]).toEqual([false, null]);
  });

  it("says what went wrong, until the next try", async () => {
    const attempt = new Attempt();
    expect(await attempt.run(() => Promise.reject(failure))).toBe(false);
    expect([attempt.busy, attempt.problem]).toEqual([false, failure.message]);
    expect(await attempt.run(() => Promise.resolve())).toBe(true);
    expect(attempt.problem).toBeNull();
  });

  it("has other words where the usual ones don't fit, and never those of an unknown error", async () => {
    const attempt = new Attempt((error) => (error.view.code === "no_server" ? "Not now." : error.message));
    await attempt.run(() => Promise.reject(failure));
    expect(attempt.problem).toBe("Not now.");
    await attempt.run(() => Promise.reject(new Error("Officer Ruiz")));
    expect(attempt.problem).not.toContain("Ruiz");
  });

  it("keeps what was said by the one who asked", async () => {
    const attempt = new Attempt();
    await attempt.run(() => Promise.resolve((attempt.problem = "Refused.")));
    expect(attempt.problem).toBe("Refused.");
  });
});
