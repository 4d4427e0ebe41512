// What a reviewer looks at twice, as marks in an editor: a wavy line under slips of language, grey for what nobody has read.
import { RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import type { EditorState, Extension } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import type { DecorationSet } from "@codemirror/view";

/** A stretch of an editor, with the id of the remark on it; none for what was not read. */
export interface Stretch {
  from: number;
  to: number;
  id: string;
  title: string;
}

interface Layer {
  stretches: Stretch[];
  selected: string | null;
  decorations: DecorationSet;
}

/** One layer of marks: an effect sets it, typing moves it, and a stretch that is typed into goes. */
function layer(className: string, goesWhenTouched: boolean) {
  const set = StateEffect.define<Stretch[]>();
  const select = StateEffect.define<string | null>();
  const decorate = (stretches: Stretch[], selected: string | null): DecorationSet => {
    const builder = new RangeSetBuilder<Decoration>();
    for (const one of [...stretches].sort((a, b) => a.from - b.from)) {
      const attributes = one.title ? { title: one.title } : undefined;
      if (one.from < one.to) builder.add(one.from, one.to, Decoration.mark({ class: `${className}${one.id !== "" && one.id === selected ? " sel" : ""}`, attributes }));
    }
    return builder.finish();
  };
  const field = StateField.define<Layer>({
    create: () => ({ stretches: [], selected: null, decorations: Decoration.none }),
    update(value, transaction) {
      let { stretches, selected } = value;
      let fresh = false;
      if (transaction.docChanged) {
        fresh = true;
        stretches = stretches
          .filter((one) => !goesWhenTouched || transaction.changes.touchesRange(one.from, one.to) === false)
          .map((one) => ({ ...one, from: transaction.changes.mapPos(one.from, 1), to: transaction.changes.mapPos(one.to, -1) }))
          .filter((one) => one.from < one.to);
      }
      for (const effect of transaction.effects) {
        if (effect.is(set)) [stretches, fresh] = [effect.value, true];
        if (effect.is(select) && effect.value !== selected) [selected, fresh] = [effect.value, true];
      }
      return fresh ? { stretches, selected, decorations: decorate(stretches, selected) } : value;
    },
    provide: (self) => EditorView.decorations.from(self, (value) => value.decorations),
  });
  const extension: Extension = field;
  return { extension, set, select, at: (state: EditorState, at: number) => state.field(field).stretches.find((one) => one.from <= at && at <= one.to) };
}

export const slips = layer("slip", true);
export const unread = layer("unread", false);
