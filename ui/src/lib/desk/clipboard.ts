// Copy, cut and paste inside the app: what was not reviewed stays in a buffer here, and never reaches the system's clipboard.
import type { Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";

/** Gone with the window, with a lock and with the report; never in any storage. */
let buffer: string | null = null;

export function forgetCopied(): void {
  buffer = null;
}

function take(view: EditorView, cut: boolean): boolean {
  const ranges = view.state.selection.ranges.filter((range) => !range.empty);
  if (ranges.length === 0) return true;
  buffer = ranges.map((range) => view.state.sliceDoc(range.from, range.to)).join("\n");
  if (cut) view.dispatch(view.state.replaceSelection(""), { userEvent: "delete.cut", scrollIntoView: true });
  return true;
}

/** What was copied here comes first; words from outside are taken as plain text. */
function put(view: EditorView, outside: string): boolean {
  const text = buffer ?? outside;
  if (text) view.dispatch(view.state.replaceSelection(text.replace(/\r\n?/g, "\n")), { userEvent: "input.paste", scrollIntoView: true });
  return true;
}

/**
 * The keys are taken before the engine makes a command of them; the events are for its context menu. A drag of text is
 * refused: it would carry the words into whatever window they are dropped on.
 */
export const insideOnly: Extension = [
  keymap.of([
    { key: "Mod-c", run: (view) => take(view, false), preventDefault: true },
    { key: "Mod-Insert", run: (view) => take(view, false), preventDefault: true },
    { key: "Mod-x", run: (view) => take(view, true), preventDefault: true },
    { key: "Shift-Delete", run: (view) => take(view, true), preventDefault: true },
  ]),
  EditorView.domEventHandlers({
    copy: (event, view) => (event.preventDefault(), take(view, false)),
    cut: (event, view) => (event.preventDefault(), take(view, true)),
    paste: (event, view) => (event.preventDefault(), put(view, event.clipboardData?.getData("text/plain") ?? "")),
    dragstart: (event) => (event.preventDefault(), true),
    drop: (event) => (event.preventDefault(), true),
  }),
];

/**
 * Everywhere else in the window text that quotes the report (the rail, the diff, the panels) is not copied either. Fields that
 * somebody types into, and what is marked as clean (`data-clean`), are.
 */
export function keepInside(root: Document): () => void {
  const free = (target: EventTarget | null): boolean => {
    if (!(target instanceof Element)) return false;
    return target.closest("input, textarea, [data-clean]") !== null;
  };
  const place = (event: Event) => {
    const node = root.getSelection()?.anchorNode;
    const element = node instanceof Element ? node : (node?.parentElement ?? null);
    return element ?? event.target;
  };
  const copy = (event: Event) => {
    if (event.defaultPrevented || free(event.target) || free(place(event))) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const key = (event: KeyboardEvent) => {
    const copies = (event.ctrlKey || event.metaKey) && ["c", "x", "insert"].includes(event.key.toLowerCase());
    if (copies && !free(event.target) && !free(place(event))) event.preventDefault();
  };
  const drag = (event: Event) => {
    if (!free(event.target)) event.preventDefault();
  };
  root.addEventListener("copy", copy);
  root.addEventListener("cut", copy);
  root.addEventListener("keydown", key);
  root.addEventListener("dragstart", drag, true);
  return () => {
    root.removeEventListener("copy", copy);
    root.removeEventListener("cut", copy);
    root.removeEventListener("keydown", key);
    root.removeEventListener("dragstart", drag, true);
  };
}
