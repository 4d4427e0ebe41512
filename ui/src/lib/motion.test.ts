// Who asks the system for little motion gets none.
import { readFileSync, readdirSync } from "node:fs";

import { describe, expect, it } from "vitest";

const folder = "src/styles";
const styles = Object.fromEntries(readdirSync(folder).filter((name) => name.endsWith(".css")).map((name) => [name, readFileSync(`${folder}/${name}`, "utf8")]));
const sources = import.meta.glob<string>(["../**/*.svelte", "../**/*.ts", "!../**/*.test.ts", "!../test/**"], { query: "?raw", import: "default", eager: true });

/** The rules within `@media (prefers-reduced-motion: reduce)`. */
function reduced(css: string): string {
  const from = css.indexOf("@media (prefers-reduced-motion: reduce)");
  if (from < 0) return "";
  let depth = 0;
  for (let at = css.indexOf("{", from); at < css.length; at += 1) {
    depth += { "{": 1, "}": -1 }[css[at]!] ?? 0;
    if (depth === 0) return css.slice(from, at + 1);
  }
  return "";
}

describe("somebody who wants little motion", () => {
  it("gets none: one rule stops every animation, transition and smooth scroll, and nothing is stronger", () => {
    const rules = Object.values(styles).map(reduced).join("").replaceAll(/\s+/g, " ");
    expect(rules).toMatch(/\*, \*::before, \*::after \{/);
    for (const rule of ["animation: none !important", "transition: none !important", "scroll-behavior: auto !important"]) expect(rules).toContain(rule);
    const strong = [...Object.entries(styles), ...Object.entries(sources)].filter(([, source]) => /(?:animation|transition)[\w-]*:[^;{}]*!important/.test(source.replace(reduced(source), "")));
    expect(strong.map(([path]) => path)).toEqual([]);
  });

  it("nor any that a style can't stop: none is made by code", () => {
    const made = Object.entries(sources).filter(([, source]) => /svelte\/(?:transition|animate|motion)|\.animate\(|behavior: *"smooth"|<animate/.test(source));
    expect(made.map(([path]) => path)).toEqual([]);
  });
});
