// Counts of the programme: summed by quarter, and small ones never told.
import { describe, expect, it } from "vitest";

import { overviewView as view } from "../test/fixtures";
import { bandWords, countWords, drawn, inOrder, inPeriod, lateness, least, openByAge, plus, quarterWords, quarters, ranked, sums, total } from "./overview";

describe("counts", () => {
  it("never tell what is below the smallest, alone or in a sum", () => {
    expect(countWords({ known: 0, hidden: 0 })).toBe("0");
    expect(countWords({ known: 1200, hidden: 0 })).toBe("1,200");
    expect(countWords({ known: 0, hidden: 1 })).toBe("not told");
    expect(countWords({ known: 0, hidden: 2 })).toBe("at least 2");
    expect(countWords({ known: 12, hidden: 1 })).toBe("at least 13");
    expect(plus({ known: 1, hidden: 2 }, { known: 3, hidden: 4 })).toEqual({ known: 4, hidden: 6 });
    expect(least({ known: 12, hidden: 1 })).toBe(13);
    expect(drawn({ known: 12, hidden: 1 })).toBe(13);
    expect(drawn({ known: 0, hidden: 2 }), "a bar of any height would tell something").toBe(0);
  });

  it("are summed over the quarters of the period", () => {
    expect(quarters(view)).toEqual(["2026Q3", "2026Q4"]);
    expect(inPeriod(["1", "2", "3", "4", "5"], "year")).toEqual(["2", "3", "4", "5"]);
    expect(inPeriod(["1", "2"], "quarter")).toEqual(["2"]);
    expect(inPeriod(["1", "2"], "all")).toEqual(["1", "2"]);
    expect(inPeriod([], "quarter")).toEqual([]);
    const of = (within: string[]) => ranked(sums(view, "removed", within, (one) => one.of));
    expect(of(["2026Q3", "2026Q4"])).toEqual([{ id: "PERSON", count: { known: 61, hidden: 0 } }, { id: "PLATE", count: { known: 0, hidden: 1 } }]);
    expect(of(["2026Q3"])).toEqual([{ id: "PERSON", count: { known: 40, hidden: 0 } }]);
    expect(sums(view, "stage_days", ["2026Q4"], (one) => (one.of === "stage_one" ? one.by : null))).toEqual(new Map([["2-3", { known: 8, hidden: 0 }]]));
  });

  it("of open reports are exact, by state and age", () => {
    const known = (rows: { count: { known: number } }[]) => rows.map((row) => row.count.known);
    expect(known(openByAge(view))).toEqual([5, 0, 0, 3, 2]);
    expect(known(openByAge(view, ["stage_two"]))).toEqual([1, 0, 0, 0, 2]);
    expect(total(openByAge(view))).toEqual({ known: 10, hidden: 0 });
  });

  it("stand in the list's order, with what was never counted", () => {
    expect(inOrder(["a", "b"], new Map([["b", { known: 7, hidden: 0 }]]))).toEqual([{ id: "a", count: { known: 0, hidden: 0 } }, { id: "b", count: { known: 7, hidden: 0 } }]);
  });

  it("are named in words", () => {
    expect([quarterWords("2026Q4"), bandWords("4-7"), bandWords("15+")]).toEqual(["Q4 2026", "4–7", "15 or more"]);
    expect(["0-1", "4-7", "8-14", "15+"].map(lateness)).toEqual(["ok", "ok", "warn", "bad"]);
  });
});
