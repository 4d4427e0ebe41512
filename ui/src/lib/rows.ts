// Which rows of a long list are in the document: those in sight and a few around them.

const AROUND = 6;

export interface RowWindow {
  first: number;
  /** Exclusive. */
  last: number;
  /** Pixels that the rows left out take up, above and below. */
  before: number;
  after: number;
}

export function windowOf(count: number, rowHeight: number, scrolled: number, height: number): RowWindow {
  const seen = Math.ceil((height || 600) / rowHeight);
  const first = Math.max(0, Math.min(Math.floor(scrolled / rowHeight) - AROUND, count - seen - AROUND));
  const last = Math.min(count, first + seen + 2 * AROUND);
  return { first, last, before: first * rowHeight, after: (count - last) * rowHeight };
}
