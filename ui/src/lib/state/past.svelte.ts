// What was done to the open report so far: the last act undone and done again, a single one taken back, all of them listed.
import * as backend from "../backend/commands";
import { STALE, toBackendError } from "../backend/errors";
import type { ActView, DeskView, EditView, HistoryView } from "../backend/bindings/view";
import type { Companion } from "../desk/parts";
import { firstTurned } from "../desk/findings";
import { changedPart } from "../desk/sheet";
import { desk } from "./desk.svelte";

class Past implements Companion {
  #told = $state.raw<{ words: string; view: DeskView } | null>(null);
  /** What undo or redo changed beside the text, where it may be out of sight; in words, until the next act. */
  readonly onSheet = $derived(this.#told && this.#told.view === desk.view ? this.#told.words : null);

  undo = () => this.#step(backend.undo, "Undone.");
  redo = () => this.#step(backend.redo, "Done again.");

  async #step(command: (report: string) => Promise<DeskView>, said: string): Promise<void> {
    // What is still in its pause was the last thing done, and would else come after what is taken back.
    if (desk.companions.some((one) => one.dirty) && !(await desk.flushBeside())) return;
    const before = desk.view;
    if (!(await desk.act((report) => command(report)))) return;
    const { view } = desk;
    if (!before || !view) return;
    const part = changedPart(before, view);
    desk.said = part ? `${said} It was outside the text: ${part}.` : said;
    this.#told = part ? { words: desk.said, view } : null;
    const changed = firstTurned(before.findings, view.findings);
    if (changed) desk.select(changed, "none");
  }

  /** Takes one edit back; everything done after it stays. */
  async revertEdit(edit: EditView): Promise<boolean> {
    const same = (one: EditView) => one.field === edit.field && one.act === edit.act && one.removed === edit.removed && one.inserted === edit.inserted;
    const nth = desk.view?.edits.filter(same).indexOf(edit) ?? -1;
    const done = await desk.act((report, revision) => {
      // Typing that was saved just now may have moved it; the same edit in the same turn is the one that was meant.
      const now = desk.view?.edits.filter(same)[nth];
      const index = now ? desk.view?.edits.indexOf(now) : -1;
      if (index === undefined || index < 0) throw toBackendError(STALE);
      return backend.revert(report, revision, { edits: [index], acts: [] });
    });
    if (done) desk.said = `Put back as it was.${edit.class ? " It is to be decided again." : ""}`;
    return done;
  }

  /** Takes one act of the history back. */
  async revertAct(act: ActView, revision: number): Promise<boolean> {
    const done = await desk.act((report, now) => {
      if (now !== revision) throw toBackendError(STALE);
      return backend.revert(report, now, { edits: [], acts: act.acts });
    });
    if (done) desk.said = "Taken back. Everything done since stays.";
    return done;
  }

  /** Every act so far, as it stands in the store. */
  history = (): Promise<HistoryView> => desk.inOrder((report) => backend.history(report));

  readonly dirty = false;

  flush(): Promise<boolean> {
    return Promise.resolve(true);
  }

  hide(): void {
    this.forget();
  }

  /** A view is report text too. */
  forget(): void {
    this.#told = null;
  }
}

export const past = new Past();
desk.companions.push(past);
