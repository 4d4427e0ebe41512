// Comments on passages, in the text: a double line under the words and a numbered sign behind them, which takes the focus and
// then tells what the comment says, as it does under the pointer.
import { StateEffect, StateField } from "@codemirror/state";
import type { Extension } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, hoverTooltip, showTooltip } from "@codemirror/view";
import type { Tooltip } from "@codemirror/view";

import type { DeskView, Place } from "../backend/bindings/view";
import { STAGES } from "../words";
import { layer } from "./layer";
import type { Stretch } from "./layer";

/** A comment on a passage, numbered as it is listed beside the text. */
export interface PassageComment {
  number: number;
  place: Place;
  who: string;
  text: string;
}

/** Those that came with the report, then my own. Of a passage that is gone, nothing can be marked. */
export function commentsOf({ notes, sheet }: DeskView): PassageComment[] {
  const came = notes.flatMap(({ stage, place, text }) => (place ? [{ place, who: STAGES[stage], text }] : []));
  const own = sheet.comments.flatMap(({ place, text }) => (place ? [{ place, who: "You", text }] : []));
  return [...came, ...own].map((one, i) => ({ number: i + 1, ...one }));
}

/** How many notes other stages left; what this stage said itself before a return is no news to it. */
export const notesFor = ({ notes, stage }: DeskView): number => notes.filter((note) => note.stage !== stage).length;

/** It was with stage one before, and comes back with what others noted since. */
export const wasReturned = (view: DeskView): boolean => view.stage === "stage_one" && notesFor(view) > 0;

/** The number of the nth note or comment of a list in which only those with a passage are numbered; none for the others. */
export const numberIn = (list: { place: Place | null }[], nth: number, before = 0): number | null =>
  list[nth]?.place ? before + list.slice(0, nth + 1).filter(({ place }) => place).length : null;

/** One in an editor. */
export interface Commented {
  from: number;
  to: number;
  number: number;
  who: string;
  text: string;
}

/** A comment in one of the layers. */
interface Told extends Stretch {
  comment: Commented;
}

const tell = StateEffect.define<number | null>();

/** The number of the comment whose sign has the focus. */
const focused = StateField.define<number | null>({
  create: () => null,
  update: (value, { effects }) => effects.reduce((told, effect) => (effect.is(tell) ? effect.value : told), value),
});

class Sign extends WidgetType {
  constructor(readonly comment: Commented) {
    super();
  }
  override eq({ comment }: Sign): boolean {
    return comment.number === this.comment.number && comment.text === this.comment.text && comment.who === this.comment.who;
  }
  override toDOM(view: EditorView): HTMLElement {
    const { number, who, text } = this.comment;
    const told = (now: number | null) => view.state.field(focused) !== now && view.dispatch({ effects: tell.of(now) });
    const sign = document.createElement("span");
    sign.className = "comment-sign";
    // Drawn by the style sheet: the number is no part of the line's text.
    sign.dataset.number = String(number);
    sign.tabIndex = 0;
    sign.setAttribute("role", "note");
    sign.setAttribute("aria-label", `Comment ${number}, ${who.toLowerCase()}: ${text}`);
    sign.addEventListener("focus", () => told(number));
    // Some browsers send it in the middle of drawing, too, when this element is taken away for a new one: first see who has the focus then.
    sign.addEventListener("blur", () => queueMicrotask(() => !view.dom.querySelector(".comment-sign:focus") && told(null)));
    sign.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      view.focus();
    });
    return sign;
  }
  override ignoreEvent(): boolean {
    return true;
  }
}

/** The words that it is about. */
const passages = layer<Told>({ draw: ({ from, to }) => (from < to ? Decoration.mark({ class: "commented" }) : null) });
/** Behind them, also where nothing is left of them. */
const signs = layer<Told>({ draw: ({ comment }) => Decoration.widget({ widget: new Sign(comment), side: -1 }), stays: true });

function set(comments: Commented[]): StateEffect<unknown>[] {
  const told = comments.map((comment): Told => ({ comment, id: String(comment.number), from: comment.from, to: comment.to }));
  return [passages.set.of(told), signs.set.of(told.map((one) => ({ ...one, from: one.to })))];
}

function tooltip(told: Told[]): Tooltip | null {
  const [first] = told;
  if (!first) return null;
  return { pos: first.from, end: first.to, above: true, create: () => ({ dom: draw(told.map(({ comment }) => comment)) }) };
}

const shown = showTooltip.compute([focused, signs.extension, passages.extension], (state) => {
  const id = String(state.field(focused));
  return tooltip([...passages.touching(state), ...signs.touching(state)].filter((one) => one.id === id).slice(0, 1));
});

function draw(comments: Commented[]): HTMLElement {
  const box = document.createElement("div");
  box.className = "hover-note";
  for (const { number, who, text } of comments) {
    const head = document.createElement("p");
    head.className = "muted";
    head.textContent = `Comment ${number} · ${who.toLowerCase()}`;
    const words = document.createElement("p");
    words.textContent = text;
    box.append(head, words);
  }
  return box;
}

const hover = hoverTooltip((view, at) => tooltip(passages.touching(view.state, at, at)), { hoverTime: 350, hideOnChange: true });

/** What is drawn again around a sign may take its element away, and the focus with it: the new one takes it on. */
const keepFocus = EditorView.updateListener.of(({ view }) => {
  const told = view.state.field(focused);
  if (told === null || document.activeElement !== document.body) return;
  view.contentDOM.querySelector<HTMLElement>(`.comment-sign[data-number="${told}"]`)?.focus({ preventScroll: true });
});

const extension: Extension = [focused, passages.extension, signs.extension, shown, hover, keepFocus];
export const passageComments = { extension, set };
