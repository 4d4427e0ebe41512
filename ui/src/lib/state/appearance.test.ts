// Theme and size of the text: what the system says, what somebody chose, and what is kept of it.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as backend from "../backend/commands";
import { appearance } from "./appearance.svelte";

type Listener = (event: { matches: boolean }) => void;

/** The system's colours, which somebody changes while the window is open. */
function system(dark: boolean): (dark: boolean) => void {
  const listeners: Listener[] = [];
  const query = (media: string) => ({ matches: dark && media === "(prefers-color-scheme: dark)", media, addEventListener: (_: string, listen: Listener) => listeners.push(listen), removeEventListener: () => undefined });
  vi.stubGlobal("matchMedia", query);
  return (now) => listeners.forEach((listen) => listen({ matches: now }));
}

describe("light and dark", () => {
  const kept = { theme: null as "light" | "dark" | null, percent: null as number | null };

  beforeEach(() => {
    [kept.theme, kept.percent] = [null, null];
    vi.spyOn(backend, "display").mockImplementation(async () => ({ ...kept }));
    vi.spyOn(backend, "setDisplay").mockImplementation(async (display) => {
      Object.assign(kept, display);
      return display;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  async function started(dark: boolean): Promise<(dark: boolean) => void> {
    const change = system(dark);
    appearance.start();
    await vi.waitFor(() => expect(appearance.chosen).toBe(kept.theme));
    return change;
  }

  it("follow the system, also while the window is open", async () => {
    const change = await started(true);
    expect(appearance.theme).toBe("dark");
    change(false);
    expect(appearance.theme).toBe("light");
    change(true);
    expect(appearance.theme).toBe("dark");
    expect(backend.setDisplay).not.toHaveBeenCalled();
  });

  it("stay as somebody set them, whatever the system does, and at the next start", async () => {
    const change = await started(true);
    appearance.choose("light");
    await vi.waitFor(() => expect(kept.theme).toBe("light"));
    change(true);
    expect(appearance.theme).toBe("light");
    appearance.chosen = null;
    await started(true);
    expect(appearance.theme).toBe("light");
  });

  it("follow the system again once that is chosen", async () => {
    kept.theme = "dark";
    const change = await started(false);
    expect(appearance.theme).toBe("dark");
    appearance.choose(null);
    await vi.waitFor(() => expect(kept.theme).toBeNull());
    expect(appearance.theme).toBe("light");
    change(true);
    expect(appearance.theme).toBe("dark");
  });

  it("keep the size of the text, and the usual size as none", async () => {
    await started(false);
    appearance.resize(100);
    appearance.larger();
    await vi.waitFor(() => expect(kept.percent).toBe(110));
    appearance.smaller();
    await vi.waitFor(() => expect(kept.percent).toBeNull());
  });
});
