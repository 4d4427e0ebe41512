// What is told of the work sheet beside the text.
import type { SheetPart } from "../backend/bindings/closed";
import type { DeskView, SheetView } from "../backend/bindings/view";
import { SHEET_PARTS } from "../words";

/** In which part of the work sheet two differ, whose text is the same. */
export function changedPart(one: DeskView, other: DeskView): string | null {
  if (JSON.stringify(one.fields) !== JSON.stringify(other.fields)) return null;
  const [before, after] = [one.sheet, other.sheet];
  const parts: [SheetPart, (sheet: SheetView) => unknown][] = [
    ["note", (sheet) => sheet.note],
    ["verdict", (sheet) => [sheet.authenticity, sheet.checks.signs, sheet.checks.note]],
    ["les-pass", (sheet) => sheet.lesPass],
    ["intruder-test", (sheet) => sheet.checks.intruder],
    ["takeaways", (sheet) => sheet.takeaways],
    ["comments", (sheet) => sheet.comments],
    ["coding", (sheet) => sheet.coding],
  ];
  const found = parts.find(([, of]) => JSON.stringify(of(before)) !== JSON.stringify(of(after)));
  return found ? SHEET_PARTS[found[0]] : null;
}
