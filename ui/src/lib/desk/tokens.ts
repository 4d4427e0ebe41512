// The tokens that an earlier stage put into the text: where each stands, and what another name for one would change.
import type { DeskView, Place, Typed } from "../backend/bindings/view";

export interface Token {
  words: string;
  places: Place[];
}

/** Every bracketed token that the record names, once, with all its places in the text as it is now. */
export function tokensOf(view: DeskView): Token[] {
  const words = [...new Set(view.record.flatMap((entry) => (entry.class && entry.act === "replace" && /^\[[^[\]]+\]$/.test(entry.words) ? [entry.words] : [])))];
  return words.map((one) => ({ words: one, places: placesOf(view, one) })).filter((one) => one.places.length > 0);
}

export function placesOf(view: DeskView, words: string): Place[] {
  return view.fields.flatMap(({ field, text }) => {
    const places: Place[] = [];
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) places.push({ field, from: at, to: at + words.length });
    return places;
  });
}

/** From the end, so that no change moves a place that is still to come. */
export function renamed(view: DeskView, words: string, inserted: string): Typed[] {
  const order = view.fields.map((one) => one.field);
  const later = (a: Place, b: Place) => order.indexOf(b.field) - order.indexOf(a.field) || b.from - a.from;
  return placesOf(view, words).sort(later).map((place) => ({ place, inserted }));
}
