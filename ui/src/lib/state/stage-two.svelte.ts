// What stage two does beside the text: the original on purpose, the author, reports that are alike.
import * as backend from "../backend/commands";
import type { AuthorAsk, DeskView, LinkAsk, MeterView, SimilarView } from "../backend/bindings/view";
import { desk } from "./desk.svelte";
import { Note } from "./note.svelte";
import type { Companion } from "../desk/parts";

/** What the meter reads of a report: two that are the same here have the same traits. */
export const written = (view: DeskView | null): string => JSON.stringify(view ? [view.fields, view.answers] : null);

class StageTwo implements Companion {
  /** The note to the verdict while it is typed. */
  readonly verdictNote = new Note((verdictNote) => desk.fillSheet({ verdictNote }));
  /** What is like the open report, once it was looked for. */
  similar = $state.raw<SimilarView | null>(null);
  /** What is left that could single somebody out, as it was counted last. */
  meter = $state.raw<MeterView | null>(null);
  /** Of which text and answers that is. */
  counted = $state.raw<string | null>(null);
  /** Of which report that is. */
  #of: string | null = null;

  /** Throws a `BackendError`, for a wrong password among others. */
  async reveal(password: string): Promise<void> {
    await desk.run((report) => backend.reveal(report, password));
    desk.said = "The original is shown. The server has noted that you looked.";
  }

  async hideOriginal(): Promise<void> {
    await desk.run((report) => backend.hideOriginal(report));
    desk.said = "The original is hidden again.";
  }

  async ask(ask: AuthorAsk): Promise<void> {
    await desk.run((report) => backend.askAuthor(report, ask));
    desk.said = "The question is on its way to the author.";
  }

  readonly dirty = false;

  flush(): Promise<boolean> {
    return Promise.resolve(true);
  }

  hide(): void {
    this.similar = null;
    this.#of = null;
    this.meter = null;
    this.counted = null;
  }

  /** Another report, or none: nothing of this one stays. */
  forget(): void {
    this.hide();
  }

  /** Looks for reports like the open one; what was found for another one is forgotten first. */
  async lookForSimilar(): Promise<void> {
    const report = desk.report;
    if (this.#of !== report) this.similar = null;
    this.#of = report;
    if (report === null) return;
    const found = await backend.similar(report);
    if (this.#of === report) this.similar = found;
  }

  /** Counts in the library what the text shares with others, as it stands now. */
  async count(): Promise<void> {
    const [report, counted] = [desk.report, written(desk.view)];
    if (report === null) return;
    const meter = await backend.meter(report);
    if (desk.report === report) [this.meter, this.counted] = [meter, counted];
  }

  /** One event, told by several, under review or in the library; with neither, the report stands for itself again. */
  async link(ask: Partial<LinkAsk>): Promise<void> {
    await desk.run((report) => backend.linkEvent(report, ask));
    desk.said = ask.with || ask.publication ? "The two reports are linked as one event." : "The report stands for itself again.";
  }
}

export const stageTwo = new StageTwo();
desk.companions.push(stageTwo, stageTwo.verdictNote);
