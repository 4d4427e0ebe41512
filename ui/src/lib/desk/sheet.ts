// What is told of the work sheet beside the text.
import type { SheetPart } from "../backend/bindings/closed";
import type { DeskView } from "../backend/bindings/view";
import { SHEET_PARTS } from "../words";

/** What each part of the sheet says. The answers about a tactic stand with its finding. */
const PARTS: [SheetPart, (view: DeskView) => unknown][] = [
  ["note", ({ sheet }) => sheet.note],
  ["verdict", ({ sheet }) => [sheet.authenticity, sheet.checks.signs, sheet.checks.note]],
  ["les-pass", ({ sheet }) => sheet.lesPass],
  ["intruder-test", ({ sheet }) => sheet.checks.intruder],
  ["takeaways", ({ sheet }) => sheet.takeaways],
  ["comments", ({ sheet }) => sheet.comments],
  ["coding", ({ sheet }) => sheet.coding],
];

/** In which part of the work sheet two differ whose text is the same, within a sentence. */
export function changedPart(one: DeskView, other: DeskView): string | null {
  const differ = (of: (view: DeskView) => unknown) => JSON.stringify(of(one)) !== JSON.stringify(of(other));
  if (differ(({ fields }) => fields)) return null;
  const part = PARTS.find(([, of]) => differ(of))?.[0] ?? (answersDiffer(one, other) ? "les-test" : null);
  return part && SHEET_PARTS[part];
}

/** A finding that came or went has other answers than none, too: only those in both are asked. */
function answersDiffer(one: DeskView, other: DeskView): boolean {
  const before = new Map(one.findings.map(({ id, les }) => [id, les]));
  return other.findings.some(({ id, les }) => {
    const was = before.get(id);
    return was !== undefined && (was?.known !== les?.known || was?.helps !== les?.helps);
  });
}
