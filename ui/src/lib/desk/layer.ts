// A layer of marks in an editor: an effect sets it, typing moves it, and of what is set anew only what differs is drawn again.
import { StateEffect, StateField } from "@codemirror/state";
import type { ChangeDesc, EditorState, Range } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import type { DecorationSet } from "@codemirror/view";

/** Something that is marked in an editor; the id is what selects it. */
export interface Stretch {
  from: number;
  to: number;
  id: string | null;
}

/** Where a place of the stored text stands in an editor; never backwards, though what was typed has eaten it up. */
export function stretchOf(place: { from: number; to: number }, map: (offset: number, side: -1 | 1) => number): { from: number; to: number } {
  const from = map(place.from, 1);
  return { from, to: Math.max(from, map(place.to, -1)) };
}

interface Options<T> {
  /** How one is drawn, with the class `sel` where it is the selected one; none: not at all. Nothing empty but widgets. */
  draw: (one: T, selected: boolean) => Decoration | null;
  /** Typing into one takes it away. */
  goesWhenTouched?: boolean;
  /** What stands around one may be replaced: it stays, where that was. */
  stays?: boolean;
}

interface Layer {
  selected: string | null;
  decorations: DecorationSet;
}

/** What a decoration stands for. */
const drawnFor = new WeakMap<Decoration, Stretch>();

export function layer<T extends Stretch>({ draw, goesWhenTouched = false, stays = false }: Options<T>) {
  const set = StateEffect.define<T[]>();
  const select = StateEffect.define<string | null>();

  function ranges(all: readonly T[], selected: string | null): Range<Decoration>[] {
    const drawn = all.flatMap((one) => {
      const decoration = draw(one, one.id !== null && one.id === selected);
      if (decoration) drawnFor.set(decoration, one);
      return decoration ? [decoration.range(one.from, one.to)] : [];
    });
    return drawn.sort(inOrder);
  }

  function moved(decorations: DecorationSet, changes: ChangeDesc): T[] {
    const all: T[] = [];
    each(decorations, 0, Infinity, (one) => {
      const to = changes.mapPos(one.to, -1);
      all.push({ ...(one as T), from: Math.min(changes.mapPos(one.from, 1), to), to });
    });
    return all;
  }

  const field = StateField.define<Layer>({
    create: () => ({ selected: null, decorations: Decoration.none }),
    update(value, transaction) {
      let { selected, decorations } = value;
      if (transaction.docChanged) {
        if (goesWhenTouched) transaction.changes.iterChangedRanges((from, to) => (decorations = decorations.update({ filterFrom: from, filterTo: to, filter: () => false })));
        decorations = stays ? Decoration.set(ranges(moved(decorations, transaction.changes), selected)) : decorations.map(transaction.changes);
      }
      for (const effect of transaction.effects) {
        if (effect.is(set)) decorations = changed(decorations, ranges(effect.value, selected));
        if (effect.is(select) && effect.value !== selected) {
          const both = [selected, effect.value];
          selected = effect.value;
          const again: T[] = [];
          each(decorations, 0, Infinity, (one) => both.includes(one.id) && again.push(one as T));
          decorations = decorations.update({ filter: (_from, _to, one) => !both.includes(drawnFor.get(one)?.id ?? null), add: ranges(again.filter((one) => one.id !== null), selected) });
        }
      }
      return decorations === value.decorations && selected === value.selected ? value : { selected, decorations };
    },
    provide: (self) => EditorView.decorations.from(self, (value) => value.decorations),
  });

  /** Those that touch a range, in the order of the text. */
  function touching(state: EditorState, from = 0, to = state.doc.length): T[] {
    const found: T[] = [];
    each(state.field(field).decorations, from, to, (one) => found.push(one as T));
    return found;
  }

  return { extension: field, set, select, touching };
}

/** Every one that touches a range, with where it stands by now. */
function each(decorations: DecorationSet, from: number, to: number, run: (one: Stretch) => void): void {
  decorations.between(from, to, (start, end, decoration) => {
    const one = drawnFor.get(decoration);
    if (one) run({ ...one, from: start, to: end });
  });
}

type Placed = Pick<Range<Decoration>, "from" | "to"> & { value: Decoration };
const inOrder = (a: Placed, b: Placed) => a.from - b.from || a.value.startSide - b.value.startSide || a.to - b.to;
const isSame = (a: Decoration, b: Decoration) => drawnFor.get(a)?.id === drawnFor.get(b)?.id && a.eq(b);

/** The set that is wanted, made of the one there is by what is not in both. */
function changed(now: DecorationSet, wanted: readonly Range<Decoration>[]): DecorationSet {
  const gone = new Set<Decoration>();
  const add: Range<Decoration>[] = [];
  let [first, last] = [Infinity, -1];
  let next = 0;
  const cursor = now.iter();
  while (cursor.value || next < wanted.length) {
    const there = cursor.value ? { from: cursor.from, to: cursor.to, value: cursor.value } : null;
    const here = wanted[next];
    const order = !there ? 1 : !here ? -1 : inOrder(there, here);
    const keep = order === 0 && there && here && isSame(there.value, here.value);
    if (there && order <= 0) {
      if (!keep) {
        gone.add(there.value);
        [first, last] = [Math.min(first, there.from), Math.max(last, there.to)];
      }
      cursor.next();
    }
    if (here && order >= 0) {
      if (!keep) add.push(here);
      next += 1;
    }
  }
  if (gone.size === 0) return add.length ? now.update({ add }) : now;
  return now.update({ filterFrom: first, filterTo: last, filter: (_from, _to, one) => !gone.has(one), add });
}
