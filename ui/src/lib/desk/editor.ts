// One field of the report as a CodeMirror editor: wraps, shows what can't be seen, keeps no history of its own.
import { deleteCharBackward, deleteCharForward, deleteGroupBackward, deleteGroupForward } from "@codemirror/commands";
import { Annotation, EditorState } from "@codemirror/state";
import type { ChangeSet, Extension } from "@codemirror/state";
import { EditorView, drawSelection, highlightSpecialChars, keymap, placeholder, tooltips } from "@codemirror/view";
import type { KeyBinding } from "@codemirror/view";

import { UNSEEN, nameOf, numberOf } from "../unseen";
import { slips, unread } from "./care";
import { insideOnly } from "./clipboard";
import { passageComments } from "./comments";
import { hoverNotes } from "./hover";
import type { Note } from "./hover";
import { markAt, marks } from "./marks";
import { spacer } from "./spacer";

/** Marks a change that came from the app, not from somebody typing. */
export const remote = Annotation.define<boolean>();

interface Options {
  parent: HTMLElement;
  text: string;
  label: string;
  /** What an empty field says. */
  hint: string;
  /** A title is one line: Enter does nothing there. */
  singleLine: boolean;
  typed: (changes: ChangeSet) => void;
  selected: (from: number, to: number) => void;
  /** A finding was clicked; true if the click has been dealt with. */
  clicked: (id: string) => boolean;
  /** What a highlight says under the pointer. */
  note: (id: string) => Note | null;
  blurred: () => void;
  escaped: () => void;
  geometry: () => void;
}

function showSpecial(code: number, description: string | null): HTMLElement {
  const sign = document.createElement("span");
  const name = nameOf(code) ?? description ?? "control character";
  sign.className = "unseen";
  sign.textContent = numberOf(code);
  sign.title = name;
  sign.setAttribute("aria-label", name);
  return sign;
}

/** Deleting is the editor's: WebKit would keep the look of what goes by an inline style, which the page's policy refuses. */
const DELETING: KeyBinding[] = [
  { key: "Backspace", run: deleteCharBackward, shift: deleteCharBackward, preventDefault: true },
  { key: "Delete", run: deleteCharForward, preventDefault: true },
  { key: "Mod-Backspace", mac: "Alt-Backspace", run: deleteGroupBackward, preventDefault: true },
  { key: "Mod-Delete", mac: "Alt-Delete", run: deleteGroupForward, preventDefault: true },
];

const oneLine = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.annotation(remote) || transaction.newDoc.lines === 1) return transaction;
  const text = transaction.newDoc.toString().replace(/\s*\n\s*/g, " ");
  return [{ changes: { from: 0, to: transaction.startState.doc.length, insert: text }, selection: { anchor: Math.min(text.length, transaction.newSelection.main.head) } }];
});

export function createEditor(options: Options): EditorView {
  const nonce = document.querySelector("style")?.nonce;
  const extensions: Extension[] = [
    EditorView.lineWrapping,
    EditorView.perLineTextDirection.of(true),
    drawSelection(),
    highlightSpecialChars({ render: showSpecial, addSpecialChars: UNSEEN }),
    placeholder(options.hint),
    unread.extension,
    passageComments.extension,
    marks.extension,
    slips.extension,
    insideOnly,
    spacer.extension,
    hoverNotes(options.note),
    // The sheet scrolls and clips; a note may stand over its edge.
    tooltips({ parent: document.body }),
    keymap.of([{ key: "Escape", run: () => (options.escaped(), true) }, ...DELETING]),
    EditorView.contentAttributes.of({ "aria-label": options.label, "aria-multiline": String(!options.singleLine), spellcheck: "false", autocorrect: "off", autocapitalize: "off", translate: "no" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        for (const transaction of update.transactions) {
          if (transaction.docChanged && !transaction.annotation(remote)) options.typed(transaction.changes);
        }
      }
      if (update.selectionSet || update.docChanged) {
        const { from, to } = update.state.selection.main;
        options.selected(from, to);
      }
      if (update.geometryChanged) options.geometry();
    }),
    EditorView.domEventHandlers({
      blur: () => options.blurred(),
      mousedown: (event, view) => {
        if (event.button !== 0 || event.detail > 1 || event.shiftKey) return false;
        const target = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-finding]") : null;
        if (!target) return false;
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        const id = target.dataset.finding ?? (at === null ? undefined : markAt(view.state, at)?.id);
        if (!id || !options.clicked(id)) return false;
        event.preventDefault();
        return true;
      },
    }),
  ];
  if (options.singleLine) extensions.push(oneLine);
  if (nonce) extensions.push(EditorView.cspNonce.of(nonce));
  return new EditorView({ parent: options.parent, state: EditorState.create({ doc: options.text, extensions }) });
}
