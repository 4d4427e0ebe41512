// What a few typed letters find among many choices.
import { describe, expect, it } from "vitest";

import { FACTORS, FACTOR_GROUPS, TAGS } from "./answers";
import { FACTOR, TAG } from "./backend/bindings/closed";
import type { FactorGroup } from "./backend/bindings/closed";
import { typedAhead } from "./typeahead";

const tags = TAG.map((value) => ({ value, label: TAGS[value] }));
const factors = FACTOR.map((value) => ({ value, label: FACTORS[value], group: FACTOR_GROUPS[value.split("/")[0] as FactorGroup] }));

describe("what a few letters mean", () => {
  const cases: [string, string[]][] = [
    ["fat", ["Fatigue"]],
    ["FAT", ["Fatigue"]],
    ["low", ["Low-light conditions"]],
    ["light", ["Low-light conditions"]],
    ["cov", ["Contact and cover", "Positioning and cover"]],
    ["cover pos", ["Positioning and cover"]],
    ["weap", ["Weapon retention", "Missed weapon", "Edged weapon"]],
    ["ubj", []],
    ["zzz", []],
  ];
  it.each(cases)("finds for %s", (typed, labels) => {
    expect(typedAhead(tags, typed).map((one) => one.label)).toEqual(labels);
  });
  it("offers all where nothing is typed, and a whole group by its name", () => {
    expect(typedAhead(tags, "  ")).toHaveLength(TAG.length);
    expect(typedAhead(factors, "equipment").map((one) => one.label)).toEqual(["Equipment failed", "Design or fit", "Not carried or worn", "Vehicle"]);
    expect(typedAhead(factors, "team back").map((one) => one.value)).toEqual(["team/backup-missing-or-late"]);
  });
});
