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

/** The rows of a window, and the one that holds the focus wherever it is: a row that is taken out takes the focus with it. */
export function withHeld({ first, last }: RowWindow, count: number, held: number): number[] {
  const rows = Array.from({ length: last - first }, (_, i) => first + i);
  if (held >= first && held < last) return rows;
  if (held < 0 || held >= count) return rows;
  return held < first ? [held, ...rows] : [...rows, held];
}

/** Lists up to this length are in the document as a whole: searched and walked through like any other text. */
const WHOLE = 120;

export interface ListWindow extends RowWindow {
  /** Pixels from the top of the first list to this one's head. */
  top: number;
}

/** [`windowOf`] for lists one below the other, each under its head. */
export function windowsOf(counts: readonly number[], rowHeight: number, headHeight: number, scrolled: number, height: number): ListWindow[] {
  const whole = counts.reduce((sum, count) => sum + count, 0) <= WHOLE;
  let top = 0;
  return counts.map((count) => {
    const own = top;
    top += headHeight + count * rowHeight;
    if (whole) return { top: own, first: 0, last: count, before: 0, after: 0 };
    const at = (pixels: number) => Math.max(0, Math.min(count, Math.floor((pixels - own - headHeight) / rowHeight)));
    const first = Math.max(0, at(scrolled) - AROUND);
    const last = Math.max(first, Math.min(count, at(scrolled + (height || 600)) + 1 + AROUND));
    return { top: own, first, last, before: first * rowHeight, after: (count - last) * rowHeight };
  });
}
