// What a highlight says while the pointer rests on it: what it is, why it was found and how sure, where else it stands, each
// place with a jump. With the keyboard the same stands in the decision under the sentence.
import { hoverTooltip } from "@codemirror/view";
import type { Extension } from "@codemirror/state";

import { markAt } from "./marks";

/** What to show of a finding; nothing if it is selected, and its decision is in sight anyway. */
export interface Note {
  badge: string;
  family: string;
  /** "a person's name · sure (0.97): …" */
  why: string;
  /** "Kept: a common word", "[Officer 1]"; empty while it is open. */
  decided: string;
  spots: { label: string; go: () => void }[];
}

/** So many places are listed; the rest is counted. */
const SPOTS = 5;

/** Whether the pointer moved by itself since the last act: a note over the next decision is nothing that anybody asked for. */
let moved = false;
let last = { x: NaN, y: NaN };
document.addEventListener("mousemove", (event) => {
  moved = event.screenX !== last.x || event.screenY !== last.y;
  last = { x: event.screenX, y: event.screenY };
}, { capture: true, passive: true });
for (const act of ["mousedown", "keydown"]) document.addEventListener(act, () => (moved = false), { capture: true, passive: true });

export function hoverNotes(noteOf: (id: string) => Note | null): Extension {
  return hoverTooltip((view, at) => {
    const mark = moved ? markAt(view.state, at) : null;
    const note = mark?.id ? noteOf(mark.id) : null;
    if (!mark || !note) return null;
    return { pos: mark.from, end: mark.to, above: true, create: () => ({ dom: draw(note) }) };
  }, { hoverTime: 350, hideOnChange: true });
}

function element(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function draw(note: Note): HTMLElement {
  const box = element("div", `hover-note fam-${note.family}`);
  const head = element("p", "");
  const badge = element("span", "badge", note.badge);
  badge.setAttribute("aria-hidden", "true");
  head.append(badge, element("span", "", note.why));
  box.append(head);
  if (note.decided) box.append(element("p", "decided", note.decided));
  for (const spot of note.spots.slice(0, SPOTS)) {
    const jump = element("button", "spot", spot.label);
    jump.setAttribute("type", "button");
    jump.addEventListener("mousedown", (event) => {
      event.preventDefault();
      spot.go();
    });
    box.append(jump);
  }
  if (note.spots.length > SPOTS) box.append(element("p", "muted", `and ${note.spots.length - SPOTS} more`));
  return box;
}
