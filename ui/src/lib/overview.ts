// What the overview's charts show, computed from the server's counts. A count that is not told is never guessed.
import { DAY_BAND } from "./backend/bindings/closed";
import type { DayBand, Measure, State } from "./backend/bindings/closed";
import type { OverviewView, TallyView } from "./backend/bindings/view";

/** A sum of counts: what is told of it, and how many of its parts are not (each at least one: a small number, or one that would give such a number away). */
export interface Count { known: number; hidden: number }

export interface Row { id: string; count: Count }

export const NONE: Count = { known: 0, hidden: 0 };

export function plus(a: Count, b: Count): Count {
  return { known: a.known + b.known, hidden: a.hidden + b.hidden };
}

/** "12", "not told", or "at least 13" where one of the parts is not told. */
export function countWords(count: Count): string {
  if (!count.hidden) return count.known.toLocaleString("en-US");
  if (!count.known && count.hidden === 1) return "not told";
  return `at least ${(count.known + count.hidden).toLocaleString("en-US")}`;
}

/** The least that it can be. */
export function least(count: Count): number {
  return count.known + count.hidden;
}

/** What a bar is drawn from: nothing where nothing is told, as any height would tell something. */
export function drawn(count: Count): number {
  return count.known ? least(count) : 0;
}

export type Period = "quarter" | "year" | "all";

/** The quarters that have counts, oldest first. */
export function quarters(view: OverviewView): string[] {
  return [...new Set(view.tallies.map((one) => one.quarter))].sort();
}

/** Of these the newest one, the newest four, or all. */
export function inPeriod(all: string[], period: Period): string[] {
  return period === "all" ? all : all.slice(period === "quarter" ? -1 : -4);
}

/** "Q4 2026". */
export function quarterWords(quarter: string): string {
  return quarter.replace(/^(\d+)Q(\d)$/, "Q$2 $1");
}

/** Sums of a measure, by whatever `key` says, in the quarters named. */
export function sums(view: OverviewView, measure: Measure, within: string[], key: (tally: TallyView) => string | null): Map<string, Count> {
  const out = new Map<string, Count>();
  for (const tally of view.tallies) {
    const id = tally.measure === measure && within.includes(tally.quarter) ? key(tally) : null;
    if (id !== null) out.set(id, plus(out.get(id) ?? NONE, tally.count === null ? { known: 0, hidden: 1 } : { known: tally.count, hidden: 0 }));
  }
  return out;
}

/** The largest first; what is equal, in the order of its name. */
export function ranked(sums: Map<string, Count>): Row[] {
  return [...sums].map(([id, count]) => ({ id, count })).sort((a, b) => least(b.count) - least(a.count) || a.id.localeCompare(b.id));
}

/** In the order of a closed list, with those that have no count. */
export function inOrder(list: readonly string[], sums: Map<string, Count>): Row[] {
  return list.map((id) => ({ id, count: sums.get(id) ?? NONE }));
}

export function total(rows: Row[]): Count {
  return rows.reduce((sum, row) => plus(sum, row.count), NONE);
}

/** Open reports of these states by age; of all, if none are named. */
export function openByAge(view: OverviewView, states?: readonly State[]): Row[] {
  const of = (band: DayBand) => view.open.filter((one) => one.age === band && (!states || states.includes(one.state))).reduce((sum, one) => sum + one.reports, 0);
  return DAY_BAND.map((band) => ({ id: band, count: { known: of(band), hidden: 0 } }));
}

/** Within the target of 7 business days, within the promise of 14, or later. */
export function lateness(band: string): "ok" | "warn" | "bad" {
  return band === "15+" ? "bad" : band === "8-14" ? "warn" : "ok";
}

/** Business days, in bands. */
export const BANDS: Record<DayBand, string> = { "0-1": "0–1", "2-3": "2–3", "4-7": "4–7", "8-14": "8–14", "15+": "15 or more" };

export function bandWords(band: string): string {
  return BANDS[band as DayBand] ?? band;
}
