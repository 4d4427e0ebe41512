// Comments on passages, in the text: a double line under the words and a numbered sign behind them, which takes the focus and
// then tells what the comment says, as it does under the pointer.
import { StateEffect, StateField } from "@codemirror/state";
import type { ChangeDesc, Extension } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, hoverTooltip, showTooltip } from "@codemirror/view";
import type { DecorationSet, Tooltip } from "@codemirror/view";

import type { DeskView, Place } from "../backend/bindings/view";
import { STAGES } from "../words";

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

interface Layer {
  comments: Commented[];
  /** The number of the one whose sign has the focus. */
  told: number | null;
  decorations: DecorationSet;
}

const set = StateEffect.define<Commented[]>();
const tell = StateEffect.define<number | null>();

class Sign extends WidgetType {
  constructor(readonly comment: Commented) {
    super();
  }
  override eq({ comment }: Sign): boolean {
    return comment.number === this.comment.number && comment.text === this.comment.text && comment.who === this.comment.who;
  }
  override toDOM(view: EditorView): HTMLElement {
    const { number, who, text } = this.comment;
    const told = (now: number | null) => view.state.field(field).told !== now && view.dispatch({ effects: tell.of(now) });
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

function decorate(comments: Commented[]): DecorationSet {
  const ranges = comments.flatMap((one) => [
    ...(one.from < one.to ? [Decoration.mark({ class: "commented" }).range(one.from, one.to)] : []),
    Decoration.widget({ widget: new Sign(one), side: 1 }).range(one.to),
  ]);
  return Decoration.set(ranges, true);
}

function moved(comments: Commented[], changes: ChangeDesc): Commented[] {
  return comments.map((one) => {
    const from = changes.mapPos(one.from, 1);
    return { ...one, from, to: Math.max(from, changes.mapPos(one.to, -1)) };
  });
}

const field = StateField.define<Layer>({
  create: () => ({ comments: [], told: null, decorations: Decoration.none }),
  update(value, transaction) {
    let { comments, told } = value;
    let fresh = transaction.docChanged;
    if (fresh) comments = moved(comments, transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(set)) [comments, fresh] = [effect.value, true];
      if (effect.is(tell)) told = effect.value;
    }
    if (!fresh && told === value.told) return value;
    return { comments, told, decorations: fresh ? decorate(comments) : value.decorations };
  },
  provide: (self) => [
    EditorView.decorations.from(self, (value) => value.decorations),
    showTooltip.from(self, ({ comments, told }) => tooltip(comments.filter(({ number }) => number === told))),
  ],
});

function tooltip(comments: Commented[]): Tooltip | null {
  const [first] = comments;
  if (!first) return null;
  return { pos: first.from, end: first.to, above: true, create: () => ({ dom: draw(comments) }) };
}

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

const hover = hoverTooltip((view, at) => tooltip(view.state.field(field).comments.filter(({ from, to }) => from <= at && at <= to)), { hoverTime: 350, hideOnChange: true });

/** What is drawn again around a sign may take its element away, and the focus with it: the new one takes it on. */
const keepFocus = EditorView.updateListener.of(({ view }) => {
  const { told } = view.state.field(field);
  if (told === null || document.activeElement !== document.body) return;
  view.contentDOM.querySelector<HTMLElement>(`.comment-sign[data-number="${told}"]`)?.focus({ preventScroll: true });
});

const extension: Extension = [field, hover, keepFocus];
export const passageComments = { extension, set };
