// One approved report on its way into the library: clean text, its coding, what a last scan still finds.
import * as backend from "../backend/commands";
import { toBackendError } from "../backend/errors";
import type { AnswerView, CodingView, Place, PublishView, StepAsk, TakeawayAsk } from "../backend/bindings/view";

class Publication {
  view = $state.raw<PublishView | null>(null);
  /** What is chosen; it runs ahead of what is stored, and is stored at once. */
  coding = $state.raw<CodingView>({ category: null, tags: [], factors: [], primary_factor: null, prevented: [], severity: null });
  problem = $state<string | null>(null);
  saving = $state(false);
  /** A change of the takeaways is on its way. */
  busy = $state(false);
  /** For the live region: what the last change did. */
  said = $state("");
  /** A passage that was selected in the text. */
  selection = $state.raw<{ place: Place; words: string } | null>(null);
  /** The latest opening. */
  #opening: object | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  get report(): string | null {
    return this.view?.card.id ?? null;
  }

  async open(report: string): Promise<void> {
    const opening = {};
    this.#opening = opening;
    const view = await backend.publishView(report);
    // Closed meanwhile, or locked: an answer that comes late shows nothing.
    if (this.#opening !== opening) return;
    this.view = view;
    this.coding = view.coding;
    this.problem = null;
  }

  close(): void {
    this.#opening = null;
    this.view = null;
    this.problem = null;
    this.selection = null;
    this.said = "";
  }

  /** Changes the coding and stores it; the changes go one after another. */
  code(change: Partial<CodingView>): Promise<void> {
    const report = this.report;
    if (report === null) return Promise.resolve();
    const coding = { ...this.coding, ...change };
    // The primary factor is one of the factors.
    if (coding.primary_factor && !coding.factors.includes(coding.primary_factor)) coding.primary_factor = null;
    this.coding = coding;
    this.saving = true;
    return this.#next(report, () => backend.code(report, coding)).then(() => {
      if (this.coding === coding) this.saving = false;
    });
  }

  /** Changes the takeaways; false if that could not be done. */
  async takeaway(ask: TakeawayAsk, said: string): Promise<boolean> {
    const report = this.report;
    if (report === null) return false;
    this.busy = true;
    const done = await this.#next(report, () => backend.cleanTakeaway(report, ask));
    this.busy = false;
    if (done) this.said = said;
    return done;
  }

  #next(report: string, command: () => Promise<PublishView>): Promise<boolean> {
    const saved = this.#queue.then(async () => {
      try {
        const view = await command();
        if (this.report === report) this.view = view;
        this.problem = null;
        return true;
      } catch (error) {
        this.problem = toBackendError(error).message;
        return false;
      }
    });
    this.#queue = saved;
    return saved;
  }

  async step(ask: StepAsk): Promise<AnswerView> {
    await this.#queue;
    return backend.step(this.report ?? "", ask);
  }
}

export const publication = new Publication();
