// What a card says of its report, in words: which kind of call, and roughly from where.
import { CATEGORIES, REGIONS, SWORN_BANDS } from "./answers";
import type { CardView } from "./backend/bindings/view";

export function titleOf(card: Pick<CardView, "category">): string {
  return card.category ? CATEGORIES[card.category] : "Not categorised";
}

/** Region and size of the agency, as far as the author gave them. */
export function whereOf(card: Pick<CardView, "region" | "swornBand">): string {
  return [card.region && REGIONS[card.region], card.swornBand && SWORN_BANDS[card.swornBand]].filter(Boolean).join(" · ");
}
