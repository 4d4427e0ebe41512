// The words of a finding's note: why it was found and how sure, what was decided, where else it stands.
import type { DeskView, FindingView } from "../backend/bindings/view";
import { visible } from "../unseen";
import { ACTS, CLASSES, FIELDS, REASONS, capital } from "../words";
import { findingOf } from "./findings";
import type { Note } from "./hover";
import { elsewhere } from "./places";

/** "a person's name · sure (0.97): surname list, capital", without the words that were found. */
export function whyWords(finding: FindingView): string {
  const { matched, raised, lowered, recogniser } = finding.why;
  const byHand = recogniser === "by_hand";
  const parts = byHand ? [...raised] : [matched, ...raised];
  if (lowered.length) parts.push(`less sure because of ${lowered.join(", ")}`);
  const sure = byHand ? "marked by hand" : `${finding.unsure ? "unsure" : "sure"} (${finding.score.toFixed(2)})`;
  const why = parts.filter(Boolean).join("; ");
  return `${CLASSES[finding.class].phrase} · ${sure}${why ? `: ${why}` : ""}${finding.fresh ? "; typed in, not in the original" : ""}`;
}

export function noteOf(view: DeskView | null, id: string, selected: string | null, go: (finding: FindingView) => void): Note | null {
  const finding = findingOf(view, id);
  if (!view || !finding || id === selected) return null;
  const { decided } = finding;
  const told = decided && (decided.act === "keep" ? `Kept: ${REASONS[decided.reason].toLowerCase()}` : `${ACTS[decided.act].done}${decided.replacement ? `: ${decided.replacement}` : ""}`);
  return {
    badge: CLASSES[finding.class].letter,
    family: finding.family,
    why: whyWords(finding),
    decided: capital(told ?? ""),
    spots: elsewhere(view, finding).map((spot) => ({ label: `${visible(spot.before)}${visible(spot.words)}${visible(spot.after)} · ${FIELDS[spot.place.field].toLowerCase()}`, go: () => go(spot.finding) })),
  };
}
