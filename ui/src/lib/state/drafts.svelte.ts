// What somebody has begun to write for a report and not sent yet: a takeaway, a question, a comment. Kept in memory, by report,
// through another tab, a closed dialog and a lock, until it is sent or the person signs out; never in any storage.
import { SvelteMap } from "svelte/reactivity";

import type { KeptWords } from "../backend/bindings/view";

export type DraftKind = "takeaway" | "question" | "comment" | "step";

interface Draft {
  text: string;
  /** Words in it that only look as if they gave something away, each with the reason. */
  kept: KeptWords[];
}

const NONE: Draft = { text: "", kept: [] };

class Drafts {
  readonly #all = new SvelteMap<string, Draft>();

  of(report: string | null, kind: DraftKind): string {
    return this.#draft(report, kind).text;
  }

  kept(report: string | null, kind: DraftKind): KeptWords[] {
    return this.#draft(report, kind).kept;
  }

  write(report: string | null, kind: DraftKind, text: string): void {
    // Words that are gone need no reason.
    const kept = this.kept(report, kind).filter((one) => text.includes(one.words));
    if (text) this.#all.set(`${report} ${kind}`, { text, kept });
    else this.#all.delete(`${report} ${kind}`);
  }

  keep(report: string | null, kind: DraftKind, kept: KeptWords[]): void {
    this.#all.set(`${report} ${kind}`, { text: this.of(report, kind), kept });
  }

  get any(): boolean {
    return [...this.#all.values()].some(({ text }) => text.trim() !== "");
  }

  /** Somebody else may sit here next. */
  clear(): void {
    this.#all.clear();
  }

  #draft(report: string | null, kind: DraftKind): Draft {
    return this.#all.get(`${report} ${kind}`) ?? NONE;
  }
}

export const drafts = new Drafts();
