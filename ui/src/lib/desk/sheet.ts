// What is told of the work sheet beside the text.
import type { SheetPart } from "../backend/bindings/closed";
import type { SheetView } from "../backend/bindings/view";
import { SHEET_PARTS } from "../words";

/** In which part of the work sheet two differ. */
export function changedPart(before: SheetView, after: SheetView): string | null {
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
