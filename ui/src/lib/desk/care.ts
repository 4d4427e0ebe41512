// What a reviewer looks at twice, as marks in an editor: a wavy line under slips of language, grey for what nobody has read.
import { Decoration } from "@codemirror/view";

import { layer } from "./layer";
import type { Stretch } from "./layer";

/** A slip of language, with the id of its remark and what it says; or, with neither, what was not read. */
export interface Looked extends Stretch {
  title: string;
}

function draw(className: string) {
  return (one: Looked, selected: boolean) => {
    if (one.from >= one.to) return null;
    const attributes = one.title ? { title: one.title } : undefined;
    return Decoration.mark({ class: `${className}${selected ? " sel" : ""}`, ...(attributes ? { attributes } : {}) });
  };
}

export const slips = layer<Looked>({ draw: draw("slip"), goesWhenTouched: true });
export const unread = layer<Looked>({ draw: draw("unread") });
