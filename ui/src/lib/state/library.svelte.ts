// What is published, as staff see it. Held in the window only while the app is open.
import * as backend from "../backend/commands";
import { toBackendError } from "../backend/errors";
import type { LibraryView, PublicationView } from "../backend/bindings/view";

class Library {
  view = $state.raw<LibraryView | null>(null);
  /** The one that is looked at. */
  opened = $state.raw<PublicationView | null>(null);
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  problem = $state<string | null>(null);
  busy = $state(false);

  async load(): Promise<void> {
    this.busy = true;
    try {
      this.view = await backend.library();
      const there = new Set(this.view.publications.map((one) => one.id));
      this.chosen = new Set([...this.chosen].filter((id) => there.has(id)));
      this.problem = null;
    } catch (error) {
      this.problem = toBackendError(error).message;
    } finally {
      this.busy = false;
    }
  }

  async open(id: string): Promise<void> {
    try {
      this.opened = await backend.publication(id);
      this.problem = null;
    } catch (error) {
      this.problem = toBackendError(error).message;
    }
  }

  choose(id: string): void {
    const next = new Set(this.chosen);
    if (!next.delete(id)) next.add(id);
    this.chosen = next;
  }

  clear(): void {
    this.view = null;
    this.opened = null;
    this.chosen = new Set();
    this.problem = null;
  }
}

export const library = new Library();
