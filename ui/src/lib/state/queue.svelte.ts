// The reports that wait, and which of them are shown.
import * as backend from "../backend/commands";
import { toBackendError } from "../backend/errors";
import { CATEGORIES, REGIONS, SWORN_BANDS } from "../answers";
import { STATES } from "../words";
import type { State } from "../backend/bindings/closed";
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

/** What the search looks at: everything that its row says. */
function rowWords(card: CardView): string {
  const words = [card.category && CATEGORIES[card.category], card.region && REGIONS[card.region], card.swornBand && SWORN_BANDS[card.swornBand], STATES[card.state]];
  return words.filter(Boolean).join(" ").toLowerCase();
}

/** The rows of a tab: mine first, then by due date, the longest waiting first; only those that hold every word searched. */
export function rows(cards: CardView[], tab: Tab, search: string): CardView[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return cards
    .filter((card) => inTab(card, tab) && wanted.every((word) => rowWords(card).includes(word)))
    .sort((a, b) => Number(b.claim.kind === "mine") - Number(a.claim.kind === "mine") || a.due.localeCompare(b.due) || a.received.localeCompare(b.received) || a.id.localeCompare(b.id));
}

export function mayTake(card: CardView): boolean {
  return card.barred === null && card.claim.kind === "free" && !card.sending && card.state !== "deferred";
}

/** The one to take next: what is mine goes on, otherwise the first that is free. */
export function nextOne(cards: CardView[], tab: Tab): CardView | undefined {
  const inOrder = rows(cards, tab, "");
  return inOrder.find((card) => card.claim.kind === "mine" && !card.sending) ?? inOrder.find(mayTake);
}

class Queue {
  cards = $state.raw<CardView[]>([]);
  loaded = $state(false);
  syncing = $state(false);
  /** The server was asked at least once. */
  synced = $state(false);
  tab = $state<Tab>("stage_one");
  search = $state("");
  problem = $state<string | null>(null);

  get shown(): CardView[] {
    return rows(this.cards, this.tab, this.search);
  }

  count(tab: Tab): number {
    return this.cards.filter((card) => inTab(card, tab)).length;
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
    this.search = "";
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
