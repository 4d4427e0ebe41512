// Places of the text: their order, and where else the same thing stands, with a few words around each.
import { FIELD } from "../backend/bindings/closed";
import type { DeskView, FindingView, Place } from "../backend/bindings/view";

export interface Spot {
  finding: FindingView;
  place: Place;
  before: string;
  words: string;
  after: string;
}

const RANK_OF_FIELD = new Map(FIELD.map((field, i) => [field, i]));

/** Places sort by this in the order of the text. */
export const orderOf = (place: Place): number => RANK_OF_FIELD.get(place.field)! * 1e7 + place.from;

/** Letters around a place, at most. */
const AROUND = 28;

function cut(text: string, place: Place): Omit<Spot, "finding" | "place"> {
  const head = text.slice(0, place.from).split("\n").at(-1) ?? "";
  const tail = text.slice(place.to).split("\n")[0] ?? "";
  const near = head.slice(-AROUND);
  const next = tail.slice(0, AROUND);
  return {
    before: near.length < head.length ? `…${near.slice(near.indexOf(" ") + 1)}` : near,
    words: text.slice(place.from, place.to),
    after: next.length < tail.length ? `${next.slice(0, Math.max(next.lastIndexOf(" "), 0))}…` : next,
  };
}

/** The other places of whom or what a finding means, in the order in which the view gives them. */
export function elsewhere(view: DeskView, of: FindingView): Spot[] {
  return view.findings
    .filter((one) => one.group === of.group && one.class === of.class && one.id !== of.id)
    .flatMap((finding) => {
      const text = view.fields.find((one) => one.field === finding.place?.field)?.text;
      return finding.place && text !== undefined ? [{ finding, place: finding.place, ...cut(text, finding.place) }] : [];
    });
}
