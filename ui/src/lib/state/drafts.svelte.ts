// What somebody has begun to write for a report and not sent yet: a takeaway, a question, a comment. Kept in memory, by report,
// through another tab, a closed dialog and a lock, until it is sent or the person signs out; never in any storage.
import { SvelteMap } from "svelte/reactivity";

export type DraftKind = "takeaway" | "question" | "comment" | "step";

class Drafts {
  readonly #all = new SvelteMap<string, string>();

  of(report: string | null, kind: DraftKind): string {
    return this.#all.get(`${report} ${kind}`) ?? "";
  }

  write(report: string | null, kind: DraftKind, text: string): void {
    if (text) this.#all.set(`${report} ${kind}`, text);
    else this.#all.delete(`${report} ${kind}`);
  }

  get any(): boolean {
    return [...this.#all.values()].some((text) => text.trim() !== "");
  }

  /** Somebody else may sit here next. */
  clear(): void {
    this.#all.clear();
  }
}

export const drafts = new Drafts();
