// Findings as the rail shows them: one row per value, rows by family, and the order in which they are decided.
import { CLASS, FAMILY } from "../backend/bindings/closed";
import type { Act, Family, Reason } from "../backend/bindings/closed";
import type { BlockerView, DeskView, FindingView } from "../backend/bindings/view";
import type { KeyId } from "../keys";
import { orderOf } from "./places";

/** Why something that was found may stand. */
export const KEEP_REASONS: readonly Reason[] = ["not-identifying", "common-word", "public-figure", "well-known"];

/** All findings of the same value. */
export interface Group {
  id: number;
  first: FindingView;
  members: FindingView[];
  open: FindingView[];
  unsure: boolean;
}

export interface FamilyGroups {
  family: Family;
  groups: Group[];
  decided: number;
}

const RANK_OF_CLASS = new Map(CLASS.map((klass, i) => [klass, i]));
/** One without a place stands at the end. */
const byPlace = ({ place }: FindingView) => (place ? orderOf(place) : Number.MAX_SAFE_INTEGER);

/** Worked out once for each list of findings: many parts of a screen ask. */
function once<T>(work: (findings: FindingView[]) => T): (findings: FindingView[]) => T {
  const known = new WeakMap<FindingView[], T>();
  return (findings) => {
    if (!known.has(findings)) known.set(findings, work(findings));
    return known.get(findings)!;
  };
}

/** In the order of the text. */
export const inTextOrder = once((findings): readonly FindingView[] => [...findings].sort((a, b) => byPlace(a) - byPlace(b)));

const byId = once((findings) => new Map(findings.map((finding) => [finding.id, finding])));

export function findingOf(view: DeskView | null, id: string | null | undefined): FindingView | undefined {
  return view && id ? byId(view.findings).get(id) : undefined;
}

/** All findings, by their value. */
export const groups = once((findings): readonly Group[] => {
  const byValue = new Map<string, FindingView[]>();
  for (const finding of inTextOrder(findings)) {
    const key = `${finding.group}/${finding.class}`;
    const members = byValue.get(key);
    if (members) members.push(finding);
    else byValue.set(key, [finding]);
  }
  return [...byValue.values()].map((members) => {
    const open = members.filter((finding) => !finding.decided);
    const first = open[0] ?? members[0]!;
    return { id: first.group, first, members, open, unsure: open.some((finding) => finding.unsure) };
  });
});

/** The families in their order; within one by class, then by place. */
export const families = once((findings): readonly FamilyGroups[] => {
  const all = groups(findings);
  return FAMILY.map((family) => {
    const own = all.filter((group) => group.first.family === family);
    own.sort((a, b) => RANK_OF_CLASS.get(a.first.class)! - RANK_OF_CLASS.get(b.first.class)!);
    return { family, groups: own, decided: own.filter((group) => group.open.length === 0).length };
  }).filter((family) => family.groups.length > 0);
});

/** Open findings that a decision on this one covers, itself first. */
export function samePlaces(findings: FindingView[], of: FindingView): FindingView[] {
  return [of, ...findings.filter((finding) => finding.id !== of.id && finding.group === of.group && finding.class === of.class && !finding.decided && finding.place)];
}

/** The open finding after (or before) a place in the order of the text; round to the other end. */
export function neighbour(findings: FindingView[], from: string | null, step: 1 | -1): FindingView | undefined {
  const all = inTextOrder(findings);
  const at = all.findIndex((finding) => finding.id === from);
  const n = all.length;
  for (let i = 1; i <= n; i++) {
    const start = at < 0 ? (step === 1 ? -1 : n) : at;
    const finding = all[(((start + i * step) % n) + n) % n];
    if (finding && !finding.decided && finding.place) return finding;
  }
  return undefined;
}

export const KEY_OF_ACT: Partial<Record<Act, KeyId>> = {
  replace: "replace",
  generalise: "generalise",
  band: "band",
  "keep-the-difference": "difference",
  drop: "drop",
  keep: "keep",
};

/** One thing that stands in the way, however many places it has. */
export interface Obstacle {
  rule: BlockerView["rule"];
  blockers: BlockerView[];
}

export function obstacles(blockers: BlockerView[]): Obstacle[] {
  const byRule = new Map<BlockerView["rule"], BlockerView[]>();
  for (const blocker of blockers) byRule.set(blocker.rule, [...(byRule.get(blocker.rule) ?? []), blocker]);
  return [...byRule].map(([rule, own]) => ({ rule, blockers: own }));
}

/** How much the blockers leave to do: findings counted as the rail counts them, everything else one by one. */
export function leftToDo(view: DeskView): { open: number; other: number } {
  const ids = new Set(view.blockers.filter((blocker) => blocker.rule === "open_findings").map((blocker) => blocker.finding));
  const named = view.findings.filter((finding) => ids.has(finding.id));
  const unnamed = ids.has(null) ? groups(view.findings).filter((group) => group.open.length > 0).length : 0;
  return { open: Math.max(groups(named).length, unnamed), other: view.blockers.filter((blocker) => blocker.rule !== "open_findings").length };
}

/** What the button of the last step says beside its verb: "6 to decide", as the rail counts; then "3 open"; nothing when the way is free. */
export function leftWords(view: DeskView): string {
  const { open, other } = leftToDo(view);
  if (open + other === 0) return "";
  return open ? `${open} to decide` : `${other} open`;
}

/** "4 identifiers of 2 classes", from the record of the stage before. */
export function recordWords(view: DeskView): string {
  const removed = view.record.filter((entry) => entry.act !== "keep" && entry.act !== "copy-edit");
  const classes = new Set(removed.map((entry) => entry.class));
  const n = removed.length;
  if (n === 0) return "Stage one removed nothing";
  return `Stage one removed ${n} ${n === 1 ? "identifier" : "identifiers"} of ${classes.size} ${classes.size === 1 ? "class" : "classes"}`;
}

/** House style: what stands for something removed is in square brackets. */
export function bracketed(text: string): string {
  const trimmed = text.trim();
  return trimmed === "" || /\[[^\]]+\]/.test(trimmed) ? trimmed : `[${trimmed}]`;
}

/** The first in the text that was open before and is decided now, or the other way. */
export function firstTurned(before: FindingView[], now: FindingView[]): FindingView | undefined {
  const was = new Map(before.map((finding) => [finding.id, finding.decided !== null]));
  return inTextOrder(now).find((finding) => was.has(finding.id) && was.get(finding.id) !== (finding.decided !== null));
}
