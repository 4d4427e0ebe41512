// The reports that wait, and which of them are shown.
import * as backend from "../backend/commands";
import { toBackendError } from "../backend/errors";
import { CATEGORIES, REGIONS, SWORN_BANDS } from "../answers";
import { STATES } from "../words";
import type { Category, Flag, State } from "../backend/bindings/closed";
import type { CardView, QueueView } from "../backend/bindings/view";
import { session } from "./session.svelte";

export const TABS = ["stage_one", "stage_two", "deferred", "approved"] as const;
export type Tab = (typeof TABS)[number];

const STATES_OF: Record<Tab, State[]> = {
  stage_one: ["stage_one"],
  stage_two: ["stage_two", "third_review"],
  deferred: ["deferred"],
  approved: ["approved"],
};

export function inTab(card: CardView, tab: Tab): boolean {
  return STATES_OF[tab].includes(card.state);
}

export const SORTS = ["due", "category", "words", "age"] as const;
export type SortBy = (typeof SORTS)[number];
export interface Sort {
  by: SortBy;
  /** From the largest, or the last. */
  down: boolean;
}
/** By due date, the first one first. */
export const USUAL: Sort = { by: "due", down: false };

export type Claims = "all" | "free" | "mine" | "skipped";
export interface Filter {
  search: string;
  category: Category | null;
  claims: Claims;
}
export const NO_FILTER: Filter = { search: "", category: null, claims: "all" };

const title = (card: CardView) => (card.category ? CATEGORIES[card.category] : "");
const compare = <T extends string | number>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);
const BY: Record<SortBy, (a: CardView, b: CardView) => number> = {
  due: (a, b) => compare(a.due, b.due),
  category: (a, b) => compare(title(a), title(b)),
  words: (a, b) => compare(a.words, b.words),
  age: (a, b) => compare(a.waitsDays, b.waitsDays),
};

/** What the search looks at: everything that its row says. */
function rowWords(card: CardView): string {
  const words = [card.category && CATEGORIES[card.category], card.region && REGIONS[card.region], card.swornBand && SWORN_BANDS[card.swornBand], STATES[card.state]];
  return words.filter(Boolean).join(" ").toLowerCase();
}

/** Mine first, then as sorted, the longest waiting first. */
function order(sort: Sort): (a: CardView, b: CardView) => number {
  const way = sort.down ? -1 : 1;
  return (a, b) => Number(b.claim.kind === "mine") - Number(a.claim.kind === "mine") || way * BY[sort.by](a, b) || compare(a.due, b.due) || compare(a.received, b.received) || compare(a.id, b.id);
}

/** The rows of a tab: mine first, then as sorted, the longest waiting first; only those that hold every word searched. */
export function rows(cards: CardView[], tab: Tab, filter: Filter = NO_FILTER, sort: Sort = USUAL, skipped: ReadonlySet<string> = new Set()): CardView[] {
  const wanted = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return cards
    .filter((card) => inTab(card, tab) && (filter.category === null || card.category === filter.category) && fits(card, filter.claims, skipped) && wanted.every((word) => rowWords(card).includes(word)))
    .sort(order(sort));
}

function fits(card: CardView, claims: Claims, skipped: ReadonlySet<string>): boolean {
  if (claims === "skipped") return skipped.has(card.id);
  return claims === "all" || (claims === "mine" ? card.claim.kind === "mine" : mayTake(card));
}

export function mayTake(card: CardView): boolean {
  return card.barred === null && card.claim.kind === "free" && !card.sending && card.state !== "deferred";
}

/** The one to take next: what is mine goes on, otherwise the first that is free and was not skipped, then the skipped again. */
export function nextOne(cards: CardView[], tab: Tab, skipped: ReadonlySet<string> = new Set()): CardView | undefined {
  const usual = order(USUAL);
  // Looked for and not sorted: there may be thousands.
  const first = (fits: (card: CardView) => boolean) => cards.reduce<CardView | undefined>((best, card) => (inTab(card, tab) && fits(card) && (!best || usual(card, best) < 0) ? card : best), undefined);
  return first((card) => card.claim.kind === "mine" && !card.sending) ?? first((card) => mayTake(card) && !skipped.has(card.id)) ?? first(mayTake);
}

class Queue {
  cards = $state.raw<CardView[]>([]);
  loaded = $state(false);
  syncing = $state(false);
  /** The server was asked at least once. */
  synced = $state(false);
  tab = $state<Tab>("stage_one");
  filter = $state<Filter>({ ...NO_FILTER });
  sort = $state<Sort>(USUAL);
  /** Passed over in this sitting; nobody else learns of it. */
  skipped = $state.raw<ReadonlySet<string>>(new Set());
  problem = $state<string | null>(null);

  readonly shown = $derived(rows(this.cards, this.tab, this.filter, this.sort, this.skipped));
  readonly next = $derived(nextOne(this.cards, this.tab, this.skipped));
  readonly #counts = $derived(Object.fromEntries(TABS.map((tab) => [tab, this.cards.filter((card) => inTab(card, tab)).length])) as Record<Tab, number>);

  count(tab: Tab): number {
    return this.#counts[tab];
  }

  get filtered(): boolean {
    return this.filter.search !== "" || this.filter.category !== null || this.filter.claims !== "all";
  }

  /** By this column; again: the other way round. */
  sortBy(by: SortBy): void {
    this.sort = { by, down: this.sort.by === by && !this.sort.down };
  }

  skip(card: CardView): void {
    const before = this.cards.filter(mayTake).every((one) => this.skipped.has(one.id) || one.id === card.id);
    // When all were passed over, they come again from the start.
    this.skipped = before ? new Set([card.id]) : new Set([...this.skipped, card.id]);
  }

  /** Hides a report from me for good; throws a [`BackendError`]. */
  async recuse(report: string): Promise<void> {
    this.show(await backend.recuse(report));
  }

  /** Calls for the programme's written procedure, or no longer; throws a [`BackendError`]. */
  async flag(report: string, flag: Flag | null): Promise<void> {
    this.show(await backend.flag(report, flag));
  }

  /** What is stored here; no network. */
  async load(): Promise<void> {
    await this.#get(backend.queue);
  }

  /** Asks the server for what changed. */
  async sync(): Promise<void> {
    this.syncing = true;
    await this.#get(backend.sync);
    this.syncing = false;
    this.synced = true;
  }

  show(view: QueueView): void {
    this.cards = view.cards;
    session.status = view.status;
    this.loaded = true;
  }

  clear(): void {
    this.cards = [];
    this.loaded = false;
    this.synced = false;
    this.filter = { ...NO_FILTER };
    this.sort = USUAL;
    this.skipped = new Set();
    this.problem = null;
  }

  async #get(command: () => Promise<QueueView>): Promise<void> {
    try {
      this.show(await command());
      this.problem = null;
    } catch (error) {
      this.problem = toBackendError(error).message;
    }
  }
}

export const queue = new Queue();
