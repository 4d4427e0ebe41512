// Reading by scrolling: a line that stood in view long enough and then went out at the top has been passed over.
import { EditorView } from "@codemirror/view";

import type { Field } from "../backend/bindings/closed";
import type { Place } from "../backend/bindings/view";

/** Milliseconds that a quick reader needs for a line of the sheet. */
const PER_LINE = 300;
/** Milliseconds between two looks at what is in view. */
const LOOK = 250;

/** Which field an editor shows; set where it is made. */
export const fieldOf = new WeakMap<EditorView, Field>();

/**
 * Calls `passed` with the text that was scrolled out at the top of `paper` after it had stood in view as long as it takes to
 * read it. A jump over it is no reading, and neither is a window that nobody has in front.
 */
export function onPassed(paper: HTMLElement, passed: (place: Place) => void): () => void {
  /** For each editor, up to which position the reader may have come, and since when. */
  const patience = new Map<EditorView, { from: number; ready: number }>();
  let time = 0;
  const timer = setInterval(() => {
    if (document.hidden || !document.hasFocus()) return;
    time += LOOK;
    const box = paper.getBoundingClientRect();
    for (const content of paper.querySelectorAll<HTMLElement>(".cm-editor")) {
      const view = EditorView.findFromDOM(content);
      const field = view && fieldOf.get(view);
      if (!view || !field || view.state.doc.length === 0) continue;
      const rect = view.contentDOM.getBoundingClientRect();
      const inView = rect.bottom > box.top && rect.top < box.bottom;
      const topAt = rect.top >= box.top ? 0 : rect.bottom <= box.top ? view.state.doc.length : (view.posAtCoords({ x: rect.left + 4, y: box.top + 4 }) ?? 0);
      const known = patience.get(view);
      if (!known) {
        patience.set(view, { from: topAt, ready: time });
        continue;
      }
      if (topAt > known.from) {
        const lines = (view.coordsAtPos(topAt)?.top ?? 0) - (view.coordsAtPos(known.from)?.top ?? 0);
        const need = (Math.max(0, lines) / view.defaultLineHeight) * PER_LINE;
        if (time - known.ready >= need) passed({ field, from: known.from, to: topAt - 1 });
        patience.set(view, { from: topAt, ready: time });
      } else if (topAt < known.from || !inView) patience.set(view, { from: topAt, ready: time });
    }
  }, LOOK);
  return () => clearInterval(timer);
}
