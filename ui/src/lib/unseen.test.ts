// Characters that nobody sees are written out.
import { describe, expect, it } from "vitest";

import { visible } from "./unseen";

describe("unseen characters", () => {
  it("are written out, and nothing else is touched", () => {
    expect(visible("a\u202eb\u202c z\u200bw")).toBe("a‹U+202E›b‹U+202C› z‹U+200B›w");
    expect(visible("👩‍🚒 é שלום\n[x]")).toBe("👩‍🚒 é שלום\n[x]");
  });
});
