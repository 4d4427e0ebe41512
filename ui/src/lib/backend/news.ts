// A desk put together from what the app told before and what is new: unchanged rows stay the same objects, so that only what
// changed is drawn again. It holds report text, and forgets it with the screen.
import { FIELD } from "./bindings/closed";
import type { DeskNews, DeskView, Place, RowsView } from "./bindings/view";

interface Known {
  number: number;
  view: DeskView;
  /** Rows as they were told, their places aside; by the name of their list. */
  rows: Record<string, unknown[]>;
}

let known: Known | null = null;

/** Nothing of a report stays here. */
export function forgetTold(): void {
  known = null;
}

/** The whole desk; null if the news go on from a telling that is not known here: then the desk has to be asked for. */
export function putTogether(news: DeskNews): DeskView | null {
  if (news.after !== null && news.after !== known?.number) return null;
  const before = news.after === null ? null : known;
  const rows: Known["rows"] = {};
  const lists: Record<string, unknown[]> = {};
  for (const [name, told] of Object.entries(news.lists)) {
    const own = rowsOf(told, before?.rows[name] ?? []);
    rows[name] = own;
    lists[name] = placed(own, told.places, before?.rows[name] ?? [], (before?.view as Record<string, unknown[]> | undefined)?.[name] ?? []);
  }
  const view = { ...before?.view, ...news.parts, ...lists } as DeskView;
  known = { number: news.number, view, rows };
  return view;
}

function rowsOf({ runs, fresh }: RowsView, before: unknown[]): unknown[] {
  const rows: unknown[] = [];
  let next = 0;
  for (let i = 0; i < runs.length; i += 2) {
    const [from, count] = [runs[i]!, runs[i + 1]!];
    for (let k = 0; k < count; k++) rows.push(from < 0 ? fresh[next++] : before[from + k]);
  }
  return rows;
}

/** The rows with their places; a row that stands where the same row stood is the object that it was. */
function placed(rows: unknown[], places: number[], rowsBefore: unknown[], before: unknown[]): unknown[] {
  const standing = new Map<unknown, number>();
  rowsBefore.forEach((row, i) => row !== null && standing.set(row, i));
  const all = rows.map((row, i) => {
    const place = placeAt(places, i * 3);
    const old = before[row === null ? i : (standing.get(row) ?? -1)];
    if (old !== undefined && samePlace(placeOf(old), place)) return old;
    if (row === null) return place;
    return place === null && !hasPlace(row) ? row : { ...(row as object), place };
  });
  return all.length === before.length && all.every((one, i) => one === before[i]) ? before : all;
}

const hasPlace = (row: unknown): row is { place: Place | null } => typeof row === "object" && row !== null && "place" in row;

/** Of a row, or of a row that is nothing but a place. */
function placeOf(row: unknown): Place | null {
  if (hasPlace(row)) return row.place;
  return typeof row === "object" && row !== null && "field" in row ? (row as Place) : null;
}

function placeAt(places: number[], at: number): Place | null {
  const field = FIELD[places[at]!];
  return field === undefined ? null : { field, from: places[at + 1]!, to: places[at + 2]! };
}

function samePlace(one: Place | null, other: Place | null): boolean {
  return one === other || (one !== null && other !== null && one.field === other.field && one.from === other.from && one.to === other.to);
}
