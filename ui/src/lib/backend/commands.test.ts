// The way to the app: every command under its own name, and none that the shell does not know.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { appBehind } from "../../test/app";
import * as backend from "./commands";

const named = (text: string) => [...text.matchAll(/"([a-z_]+)"/g)].map((match) => match[1]!);

describe("commands", () => {
  it("are those that the shell declares and the window's capability allows", () => {
    const declared = /COMMANDS: &\[&str\] = &\[(.*?)\];/s.exec(readFileSync("../src-tauri/build.rs", "utf8"))?.[1] ?? "";
    expect([...backend.COMMANDS].sort()).toEqual(named(declared).sort());
    const capability = JSON.parse(readFileSync("../src-tauri/capabilities/main.json", "utf8")) as { permissions: string[] };
    const allowed = capability.permissions.filter((one) => /^allow-/.test(one)).map((one) => one.replace("allow-", "").replaceAll("-", "_"));
    expect(allowed.sort()).toEqual([...backend.COMMANDS].sort());
  });

  it("go out under their own name, with the arguments that the shell knows", async () => {
    const asked = appBehind();
    await backend.signIn("https://x", "n", "p");
    await backend.typeText("r", 3, [], true);
    await backend.takeaway("r", 3, { kind: "withdraw", takeaway: "t" });
    await backend.discardEvent("e");
    expect(asked).toEqual([
      { command: "sign_in", args: { server: "https://x", name: "n", password: "p" } },
      { command: "type_text", args: { report: "r", revision: 3, typed: [], joins: true } },
      { command: "takeaway", args: { report: "r", revision: 3, ask: { kind: "withdraw", takeaway: "t" } } },
      { command: "discard_event", args: { event: "e" } },
    ]);
  });

  it("each have a function", () => {
    const functions = Object.keys(backend).map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
    for (const command of backend.COMMANDS) expect(functions).toContain(command);
  });
});
