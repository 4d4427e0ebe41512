// Room in the text for the decision panel: an empty block after the line on which a finding's sentence ends.
// The panel itself lies over it, outside the editor, so that its buttons are no part of the text.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";

interface Room {
  at: number;
  height: number;
}

class Spacer extends WidgetType {
  constructor(readonly height: number) {
    super();
  }
  override eq(other: Spacer): boolean {
    return other.height === this.height;
  }
  override updateDOM(dom: HTMLElement): boolean {
    dom.style.height = `${this.height}px`;
    return true;
  }
  toDOM(): HTMLElement {
    const spacer = document.createElement("span");
    spacer.className = "spacer";
    spacer.style.height = `${this.height}px`;
    spacer.setAttribute("aria-hidden", "true");
    return spacer;
  }
  override get estimatedHeight(): number {
    return this.height;
  }
}

const setRoom = StateEffect.define<Room | null>();

const field = StateField.define<Room | null>({
  create: () => null,
  update(room, transaction) {
    for (const effect of transaction.effects) if (effect.is(setRoom)) return effect.value;
    return room && transaction.docChanged ? { ...room, at: transaction.changes.mapPos(room.at, 1) } : room;
  },
  provide: (self) =>
    EditorView.decorations.from(self, (room) => (room ? Decoration.set(Decoration.widget({ widget: new Spacer(room.height), side: 1 }).range(room.at)) : Decoration.none)),
});

export const spacer = { extension: field, set: setRoom };

/** Where the sentence ends that holds `at`: after its full stop, at the end of the paragraph at the latest. */
export function sentenceEnd(text: string, at: number): number {
  const line = text.indexOf("\n", at);
  const paragraphEnd = line < 0 ? text.length : line;
  const stop = /[.!?…]["”’')\]]*(?=\s)/g;
  stop.lastIndex = at;
  const found = stop.exec(text);
  return found && stop.lastIndex < paragraphEnd ? stop.lastIndex : paragraphEnd;
}

/** The end of the visual line that holds a position; of the paragraph where nothing is laid out. */
export function visualLineEnd(view: EditorView, at: number): number {
  const line = view.state.doc.lineAt(at);
  const start = view.coordsAtPos(at, -1);
  if (!start || start.bottom === start.top) return line.to;
  let [low, high] = [at, line.to];
  // Lines wrap in order, so the last position at this height is found by halving.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const coords = view.coordsAtPos(middle, -1);
    if (coords && coords.top < start.top + (start.bottom - start.top) / 2) low = middle;
    else high = middle - 1;
  }
  return low;
}
