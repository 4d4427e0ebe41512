// One report in work: what the app says about it, what was typed since, what is selected, and every act on it.
import * as backend from "../backend/commands";
import { STALE, isGone, toBackendError } from "../backend/errors";
import { forgetTold } from "../backend/news";
import type { BackendError } from "../backend/errors";
import { FIELD } from "../backend/bindings/closed";
import type { Act, Class, Field, Question, Reason } from "../backend/bindings/closed";
import type { AnswerView, DeskView, EntityAsk, EntityView, FindingView, LeakView, LesAsk, Place, SheetAsk, StepAsk, TakeawayAsk, Typed } from "../backend/bindings/view";
import { findingOf, groups, neighbour, samePlaces } from "../desk/findings";
import type { Companion, EditorHandle, FocusWish } from "../desk/parts";
import { Note } from "./note.svelte";
import { Turns } from "../desk/turns";
import { TypingBuffer } from "../desk/typing";
import type { Saving } from "../desk/typing";
import { ACTS, capital } from "../words";
import type { ChangeSet } from "@codemirror/state";

/** Where a view comes from: the report was opened, its text read again, a batch of typing stored, or another act done. */
type Source = "opened" | "read" | "typed" | "act";

class Desk {
  view = $state.raw<DeskView | null>(null);
  saving = $state<Saving>("saved");
  /** What went wrong last, in words; typed text that could not be saved is kept apart, by `saving`. */
  problem = $state<string | null>(null);
  busy = $state(false);
  selected = $state<string | null>(null);
  /** Text selected in an editor that a reviewer may want to redact, in the editor's own counting. */
  selection = $state.raw<{ place: Place; words: string } | null>(null);
  /** A takeaway that somebody wants to see, beside the text. */
  takeawayWish = $state<string | null>(null);
  /** How the diff is shown. */
  diffLayout = $state<"inline" | "beside">("inline");
  /** Where the cursor stands in an editor, in the editor's own counting. */
  cursor: Place | null = null;
  #said = $state.raw({ text: "" });
  /** Grows whenever the panel should take the focus; the panel notes what it has dealt with. */
  focusWish = $state(0);
  focusDone = 0;

  /** The note to the next reviewer while it is typed. */
  readonly note = new Note((note) => this.fillSheet({ note }));
  /** What else is typed for the report. */
  readonly companions: Companion[] = [this.note];
  readonly typing = new TypingBuffer({
    send: (typed, joins) => this.#sendTyping(typed, joins),
    changed: (saving) => (this.saving = saving),
  });
  readonly #editors = new Map<Field, EditorHandle>();
  #report: string | null = null;
  /** Of the text that the typing buffer holds as the store's: places and revision go out together. */
  #revision = 0;
  /** The report is not here any more: nothing typed for it can ever be saved. */
  #gone = false;
  /** The app is locked: what comes now is not shown. */
  #hidden = false;
  readonly #turns = new Turns();

  /** For the live region: what the last act did. */
  get said(): string {
    return this.#said.text;
  }

  set said(text: string) {
    this.#said = { text };
  }

  /** Another one whenever something was said, were it the same words again. */
  get announced(): object {
    return this.#said;
  }

  get finding(): FindingView | null {
    return findingOf(this.view, this.selected) ?? null;
  }

  /** Who or what a finding is. */
  entityOf(finding: FindingView): EntityView | null {
    return this.view?.entities[finding.group] ?? null;
  }

  get stageOne(): boolean {
    return this.view?.stage === "stage_one";
  }

  /** The report that is open here or, while the app is locked, will be again. */
  get report(): string | null {
    return this.#report;
  }

  /** Something was typed, in the text or as a note, that the store does not have. */
  get dirty(): boolean {
    return this.typing.dirty || this.companions.some((one) => one.dirty);
  }

  /** Something was typed, and could not be saved when it was tried. */
  get unsaved(): boolean {
    return this.saving === "failed" || this.note.unsaved;
  }

  async open(report: string): Promise<void> {
    await this.#enter(report, () => backend.desk(report));
  }

  async take(report: string): Promise<void> {
    await this.#enter(report, () => backend.take(report));
  }

  /** Goes on with a report that is mine; its text may still have to come here, if the work began on another computer. */
  async goOn(report: string): Promise<void> {
    await this.open(report).catch((error: unknown) => {
      if (toBackendError(error).view.code !== "not_yours") throw error;
      return this.take(report);
    });
  }

  async #enter(report: string, get: () => Promise<DeskView>): Promise<void> {
    this.#hidden = false;
    if (this.#report !== report && !(await this.leave())) {
      throw toBackendError({ code: "store_broken", rule: null, minutes: null });
    }
    await this.#turns.next(async () => {
      const view = await get();
      if (this.#report !== report) this.#forget();
      this.#report = report;
      this.#gone = false;
      this.#show(view, "opened");
    });
    this.selected ??= neighbour(this.view?.findings ?? [], null, 1)?.id ?? null;
  }

  /**
   * Saves what was typed; false if it could not be, and it stays in memory for the same report. Nobody is held back by
   * words for a report that is gone from here, once that was said.
   */
  async leave(): Promise<boolean> {
    if (this.#gone) return true;
    const beside = await this.flushBeside();
    const left = (await this.typing.flush()) && beside;
    if (!left) this.said = "What you typed last is not saved yet, so the report stays open.";
    return left;
  }

  /** Saves what is typed beside the text. */
  async flushBeside(): Promise<boolean> {
    const saved = await Promise.all(this.companions.map((one) => one.flush()));
    return saved.every(Boolean);
  }

  /** The content is hidden; only what the store does not have yet stays in memory. */
  hide(): void {
    this.#hidden = true;
    this.view = null;
    forgetTold();
    this.selection = null;
    this.said = "";
    this.companions.forEach((one) => one.hide());
    if (!this.typing.dirty) this.typing.clear();
  }

  close(): void {
    this.#forget();
    this.#report = null;
  }

  #forget(): void {
    this.view = null;
    forgetTold();
    this.selected = null;
    this.selection = null;
    this.cursor = null;
    this.problem = null;
    this.said = "";
    this.#gone = false;
    this.companions.forEach((one) => one.forget());
    this.typing.clear();
  }

  register(field: Field, editor: EditorHandle): () => void {
    this.#editors.set(field, editor);
    return () => this.#editors.delete(field);
  }

  select(finding: FindingView | null, focus: FocusWish = "panel", reveal = true): void {
    this.selected = finding?.id ?? null;
    this.selection = null;
    if (finding && reveal) this.jump(finding.place, false);
    if (finding && focus === "panel") this.focusWish += 1;
  }

  next(step: 1 | -1): void {
    const finding = this.view && neighbour(this.view.findings, this.selected, step);
    if (finding) this.select(finding);
    else this.said = "Every finding is decided.";
  }

  /** Shows a place of the text; the place is counted as the app counts, the editor may be ahead of it. */
  jump(place: Place | null, focus = true): void {
    if (!place) return;
    const editor = this.#editors.get(place.field);
    editor?.reveal(this.typing.map(place.field, place.from, -1), this.typing.map(place.field, place.to, 1), focus);
  }

  async decide(finding: FindingView, act: Act, text: string, reason: Reason, onlyHere: boolean): Promise<boolean> {
    const all = onlyHere ? [finding] : samePlaces(this.view?.findings ?? [], finding);
    const ask = { findings: all.map((one) => one.id), act, text: act === "keep" || act === "drop" ? "" : text, reason };
    const done = await this.act((report, revision) => {
      const now = new Map(this.view?.findings.map((one) => [one.id, one.words]));
      if (!all.every((one) => now.get(one.id) === one.words)) throw toBackendError(STALE);
      return backend.decide(report, revision, ask);
    });
    if (done) {
      const left = groups(this.view?.findings ?? []).filter((group) => group.open.length > 0).length;
      this.#goOn(finding);
      const did = `${capital(ACTS[act].done)} in ${all.length === 1 ? "1 place" : `${all.length} places`}.`;
      this.said = `${did} ${left === 0 ? "Every finding is decided." : `${left} left to decide.`}`;
    }
    return done;
  }

  /** Makes a selection a finding, here and wherever else it stands, and selects it to be decided. */
  async mark(place: Place, klass: Class): Promise<boolean> {
    const at = await this.#atPlace(place, (report, revision, now) => backend.mark(report, revision, { place: now, class: klass }));
    if (!at) return false;
    this.#unselect(at.field);
    const covers = (finding: FindingView) => finding.class === klass && finding.place?.field === at.field && finding.place.from < at.to && at.from < finding.place.to;
    const made = this.view?.findings.find(covers);
    const places = made ? samePlaces(this.view?.findings ?? [], made).length : 1;
    this.said = `Marked${places > 1 ? `, in ${places} places` : ""}.`;
    if (made) this.select(made);
    return true;
  }

  /** A comment on a passage, for stage one. */
  async comment(place: Place, text: string): Promise<boolean> {
    const at = await this.#atPlace(place, (report, revision, now) => backend.comment(report, revision, { place: now, text }));
    if (!at) return false;
    this.#unselect(at.field);
    this.said = "The comment is kept, and goes with a return.";
    return true;
  }

  /** Puts what stands in the other places of a removed value where it was told to stand still. */
  async mend(leak: LeakView): Promise<boolean> {
    const { mend } = leak;
    if (!mend) return false;
    const at = await this.#atPlace(leak.place, (report, revision, place) => backend.redact(report, revision, { place, class: leak.class, act: mend.act, text: mend.text }));
    if (at) this.said = `${mend.text} stands there too.`;
    return at !== null;
  }

  /** Says who is who. */
  async sayWho(ask: EntityAsk, said: string): Promise<boolean> {
    const selected = this.selected;
    const done = await this.act((report, revision) => backend.entity(report, revision, ask));
    if (done) {
      this.said = said;
      const same = findingOf(this.view, selected);
      if (same) this.select(same);
    }
    return done;
  }

  /** Neutral words in places that were offered. */
  async neutralise(offers: { place: Place; text: string }[]): Promise<boolean> {
    const followed = offers.map((offer) => this.typing.follow(offer.place));
    const done = await this.act((report, revision) => {
      const now = followed.map((one) => this.typing.stored(one));
      if (!now.every((place) => place !== null)) throw toBackendError(STALE);
      const asked = offers.flatMap(({ text }, i) => (now[i] ? [{ place: now[i], text }] : []));
      return backend.entity(report, revision, { kind: "neutral", offers: asked });
    });
    followed.forEach((one) => this.typing.unfollow(one));
    if (done) this.said = `Neutral words in ${offers.length === 1 ? "1 place" : `${offers.length} places`}.`;
    return done;
  }

  /** An act on a place of the text, which may move while what was typed is saved; where it stands afterwards, if it was done. */
  async #atPlace(place: Place, command: (report: string, revision: number, now: Place) => Promise<DeskView>): Promise<Place | null> {
    const followed = this.typing.follow(place);
    const done = await this.act((report, revision) => {
      const now = this.typing.stored(followed);
      if (!now) throw toBackendError(STALE);
      return command(report, revision, now);
    });
    this.typing.unfollow(followed);
    return done ? { field: place.field, from: followed.from, to: Math.max(followed.to, followed.from + 1) } : null;
  }

  /** Corrections of language, in one action; `typed` is asked once its turn has come, and gives none if the text has changed. */
  async correct(typed: () => Typed[] | null): Promise<boolean> {
    return this.act((report, revision) => {
      const now = typed();
      if (!now) throw toBackendError(STALE);
      return backend.typeText(report, revision, now, false);
    });
  }

  /** The reviewer meant this change of meaning. */
  async confirm({ place }: { place: Place }): Promise<boolean> {
    const done = await this.act((report, revision) => backend.confirm(report, revision, place));
    if (done) this.said = "Noted: you meant that.";
    return done;
  }

  async editAnswer(question: Question, act: Act, reason: Reason): Promise<boolean> {
    const done = await this.act((report, revision) => backend.editAnswer(report, revision, { question, act, reason }));
    if (done) this.said = act === "drop" ? "The answer is blanked." : act === "band" ? "The answer is widened." : "The answer stands as the author gave it.";
    return done;
  }

  fillSheet = (ask: Partial<SheetAsk>) => this.act((report) => backend.fillSheet(report, ask));
  answerLes = (ask: Partial<LesAsk>) => this.act((report, revision) => backend.answerLes(report, revision, ask));
  removeComment = (comment: string) => this.act((report) => backend.removeComment(report, comment));

  /** Changes the takeaways. A passage is counted as the editors count; it is followed while what was typed is saved. */
  async takeaway(ask: TakeawayAsk, said: string): Promise<boolean> {
    const place = "place" in ask ? ask.place : null;
    const done = place
      ? (await this.#atPlace(place, (report, revision, now) => backend.takeaway(report, revision, { ...ask, place: now } as TakeawayAsk))) !== null
      : await this.act((report, revision) => backend.takeaway(report, revision, ask));
    if (done && place) this.#unselect(place.field);
    if (done) this.said = said;
    return done;
  }

  /** What was selected is dealt with. */
  #unselect(field: Field): void {
    this.#editors.get(field)?.unselect();
    this.selection = null;
  }

  /** A command that says anew how the desk stands. Throws a [`BackendError`]; what was typed is saved first. */
  async run(command: (report: string) => Promise<DeskView>): Promise<void> {
    if (!(await this.leave())) throw toBackendError({ code: "store_broken", rule: null, minutes: null });
    await this.inOrder(async (report) => this.#show(await command(report), "act"));
  }

  /** Something about the report has changed at the server. */
  reread = () => this.#refresh();

  /** A step that ends the work of this stage. Throws a [`BackendError`]; what was typed is saved first. */
  step = async (ask: StepAsk): Promise<AnswerView> => {
    if (!(await this.leave())) throw toBackendError({ code: "store_broken", rule: null, minutes: null });
    return this.inOrder((report) => backend.step(report, ask));
  };

  release = () => this.inOrder((report) => backend.release(report));
  recuse = () => this.inOrder((report) => backend.recuse(report));

  async tryAgain(): Promise<void> {
    this.problem = null;
    this.#gone = false;
    await this.leave();
  }

  /** After a decision the next open finding is selected, so that the keys go on. */
  #goOn(decided: FindingView): void {
    this.select((this.view && neighbour(this.view.findings, decided.id, 1)) ?? null);
  }

  /** An act on the open report, after what was typed is saved; false if it could not be done, and `problem` says why. */
  async act(command: (report: string, revision: number) => Promise<DeskView>): Promise<boolean> {
    const open = this.#report;
    this.busy = true;
    try {
      if (!(await this.typing.flush())) return false;
      await this.inOrder(async (report) => this.#show(await command(report, this.#revision), "act"));
      if (this.#report !== open) return false;
      this.problem = null;
      return true;
    } catch (error) {
      if (this.#report === open) await this.#failed(toBackendError(error));
      return false;
    } finally {
      this.busy = false;
    }
  }

  async #failed(error: BackendError): Promise<void> {
    this.problem = error.message;
    this.#gone = isGone(error);
    if (error.view.code === "stale") await this.#refresh();
  }

  async #sendTyping(typed: () => Typed[], joins: boolean): Promise<void> {
    const open = this.#report;
    const send = (goesOn: boolean) => this.inOrder(async (report) => this.#show(await backend.typeText(report, this.#revision, typed(), goesOn), "typed"));
    try {
      try {
        await send(joins);
      } catch (error) {
        if (toBackendError(error).view.code !== "stale") throw error;
        await this.#refresh();
        await send(false);
      }
      if (this.#report === open) this.problem = null;
    } catch (error) {
      if (this.#report === open) await this.#failed(toBackendError(error));
      throw error;
    }
  }

  /** Somebody else has it now, or its review is over: then its text leaves the window, as it has left the store. */
  async dropIfGone(): Promise<boolean> {
    const report = this.#report;
    if (report === null || this.view === null) return false;
    const gone = await this.inOrder((open) => backend.desk(open)).then(() => false, (error: unknown) => isGone(toBackendError(error)));
    if (!gone || this.#report !== report) return false;
    this.#forget();
    return true;
  }

  /** The text here is not the one in the store: fetch that and lay what was typed on top. */
  async #refresh(): Promise<void> {
    // The first error is the one to tell.
    await this.inOrder(async (report) => this.#show(await backend.desk(report), "read")).catch(() => undefined);
  }

  /** A command for the open report, in its turn; none goes out if another report is open by then. */
  inOrder<T>(run: (report: string) => Promise<T>): Promise<T> {
    const report = this.#report;
    return this.#turns.next(() => {
      if (report === null || this.#report !== report) throw toBackendError({ code: "no_report", rule: null, minutes: null });
      return run(report);
    });
  }

  #show(view: DeskView, source: Source): void {
    if (view.card.id !== this.#report) {
      forgetTold();
      return;
    }
    // What was read counts as it is: after a purge the revisions begin anew.
    if (source === "act" && view.revision < this.#revision) return;
    const changes = new Map<Field, ChangeSet | null>();
    for (const field of FIELD) {
      const text = view.fields.find((one) => one.field === field)?.text ?? "";
      changes.set(field, this.typing.answered(field, text, source === "typed"));
    }
    this.#revision = view.revision;
    // Hidden in the meantime: the typing is settled, and nothing else is kept.
    if (this.#hidden || (!this.view && source !== "opened")) {
      forgetTold();
      if (!this.typing.dirty) this.typing.clear();
      return;
    }
    this.view = view;
    if (source === "opened") this.selection = null;
    if (!findingOf(view, this.selected)) this.selected = null;
    for (const [field, editor] of this.#editors) editor.show(changes.get(field) ?? null);
  }
}

export const desk = new Desk();
