// What is published, as staff see it. Held in the window only while the app is open.
import * as backend from "../backend/commands";
import type { LibraryView, PublicationView } from "../backend/bindings/view";
import { Attempt } from "./attempt.svelte";

class Library {
  view = $state.raw<LibraryView | null>(null);
  /** The one that is looked at. */
  opened = $state.raw<PublicationView | null>(null);
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  /** Grows when all is cleared: what was asked before is not shown any more. */
  #round = 0;
  readonly reading = new Attempt();

  load = () => this.reading.run(async () => {
    const round = this.#round;
    const view = await backend.library();
    if (round !== this.#round) return;
    this.view = view;
    const there = new Set(this.view.publications.map((one) => one.id));
    this.chosen = new Set([...this.chosen].filter((id) => there.has(id)));
  });

  open = (id: string) => this.reading.run(async () => {
    const round = this.#round;
    const opened = await backend.publication(id);
    if (round === this.#round) this.opened = opened;
  });

  choose(id: string): void {
    const next = new Set(this.chosen);
    if (!next.delete(id)) next.add(id);
    this.chosen = next;
  }

  clear(): void {
    this.#round += 1;
    this.view = null;
    this.opened = null;
    this.chosen = new Set();
    this.reading.problem = null;
  }
}

export const library = new Library();
