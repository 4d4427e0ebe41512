// The second look at a report: slips of language, changes of meaning, and what nobody has read yet.
import * as backend from "../backend/commands";
import { toBackendError } from "../backend/errors";
import { FIELD } from "../backend/bindings/closed";
import type { Field } from "../backend/bindings/closed";
import type { DeskView, LanguageRule, MeaningView, Place, RemarkView, Typed } from "../backend/bindings/view";
import { forgetCopied } from "../desk/clipboard";
import { outside } from "../desk/marks";
import { orderOf } from "../desk/places";
import { desk } from "./desk.svelte";
import type { Companion } from "../desk/parts";

/** Milliseconds after the last change before the text is read again. */
const PAUSE = 500;
/** Milliseconds before sentences that were looked at are noted together. */
const GATHER = 400;

export interface Remark extends RemarkView {
  id: string;
}

/** Stands for the text that was asked about after an answer came to nothing. */
const DROPPED = "dropped";

const textOf = (view: DeskView, field: Field) => view.fields.find((one) => one.field === field)?.text ?? "";

/** Says whether there is anything new for the proofreader: the text, and the places of findings, on which it says nothing. */
function keyOf({ card, fields, findings }: DeskView): string {
  const places = findings.map(({ place }) => (place ? `${place.field}${place.from}-${place.to}` : ""));
  return [card.id, ...fields.map(({ text }) => text), ...places].join("\n");
}

class Care implements Companion {
  /** What the proofreader said about a text; the remarks of another text are dropped. */
  #read = $state.raw<{ report: string; key: string; remarks: Remark[] } | null>(null);
  /** The proofreader is at work, or has not begun yet. */
  reading = $state(false);
  /** It could not read. */
  failed = $state(false);
  selectedId = $state<string | null>(null);
  #unread = $state.raw<{ report: string; revision: number; places: Place[] } | null>(null);
  #looked: Place[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #noting: ReturnType<typeof setTimeout> | undefined;
  #asked = "";
  /** Places mapped by what was typed since are the editors' business; here only what still stands as it was is shown. */
  readonly remarks = $derived.by(() => {
    const view = desk.view;
    const read = this.#read;
    if (!view || read?.report !== view.card.id) return [];
    const places = view.findings.flatMap(({ place }) => (place ? [place] : []));
    const unsettled = new Map(FIELD.map((field) => [field, outside(places.filter((place) => place.field === field))]));
    return read.remarks.filter((remark) => textOf(view, remark.place.field).slice(remark.place.from, remark.place.to) === remark.words && unsettled.get(remark.place.field)!(remark.place));
  });
  /** What was read is the text that stands there. */
  readonly fits = $derived(desk.view !== null && this.#read?.key === keyOf(desk.view));
  readonly safe = $derived(this.remarks.filter((remark) => remark.safe));
  readonly selected = $derived(this.remarks.find((remark) => remark.id === this.selectedId) ?? null);
  readonly unread = $derived.by(() => {
    const view = desk.view;
    if (!view) return [];
    const newer = this.#unread;
    return newer?.report === view.card.id && newer.revision === view.revision ? newer.places : (view.unread ?? []);
  });
  readonly doubts = $derived<MeaningView[]>((desk.view?.meaning ?? []).filter((one) => !one.confirmed));

  /** The text of the desk is another one: it is read again after a pause. Never waited for. */
  changed(view: DeskView | null): void {
    clearTimeout(this.#timer);
    if (!view) {
      this.forget();
      return;
    }
    const key = keyOf(view);
    if (key === this.#asked) {
      this.reading = !this.failed && this.#read?.key !== key;
      return;
    }
    this.reading = true;
    this.#timer = setTimeout(() => void this.#proofread(view.card.id, key), this.#asked === "" ? 0 : PAUSE);
  }

  async #proofread(report: string, key: string): Promise<void> {
    this.#asked = key;
    await this.#show(report, () => backend.proofread(report));
  }

  async #show(report: string, ask: () => ReturnType<typeof backend.proofread>): Promise<void> {
    const key = this.#asked;
    try {
      const { revision, remarks } = await ask();
      // Another report was opened meanwhile, or another text was asked about.
      if (key !== this.#asked || desk.report !== report || !desk.view) return;
      // What was read is not what stands there: asked again, as nobody else does where the text itself is the same.
      if (desk.view.revision !== revision) {
        this.#asked = DROPPED;
        this.changed(desk.view);
        return;
      }
      this.#read = { report, key: keyOf(desk.view), remarks: remarks.map((remark) => ({ ...remark, id: `${remark.place.field}:${remark.place.from}:${remark.rule}` })) };
      this.failed = false;
    } catch (error) {
      this.failed = toBackendError(error).view.code !== "locked";
    } finally {
      if (key === this.#asked) this.reading = false;
    }
  }

  select(remark: Remark | null, focus = true): void {
    this.selectedId = remark?.id ?? null;
    if (!remark) return;
    desk.select(null);
    // The cursor and not a selection: that would offer to redact the words.
    if (focus) desk.jump({ ...remark.place, to: remark.place.from });
  }

  next(step: 1 | -1): void {
    const all = [...this.remarks].sort((a, b) => orderOf(a.place) - orderOf(b.place));
    const at = all.findIndex((one) => one.id === this.selectedId);
    const next = at < 0 ? all.at(step === 1 ? 0 : -1) : all[(at + step + all.length) % all.length];
    if (next) this.select(next);
    else desk.said = this.reading || (!this.fits && !this.failed) ? "The proofreader is still reading." : "No remarks on the language.";
  }

  /** Accepts corrections in one action, which one undo takes back. */
  async accept(remarks: Remark[], replacement?: string): Promise<boolean> {
    if (remarks.length === 0) return false;
    const wanted = remarks.map((one) => ({ id: one.id, words: one.words, place: one.place, inserted: replacement ?? one.replacements[0] ?? one.words }));
    const done = await desk.correct(() => {
      const view = desk.view;
      // From the end, so that a correction moves no place that is still to come.
      const typed: Typed[] = wanted.filter((one) => view && textOf(view, one.place.field).slice(one.place.from, one.place.to) === one.words).sort((a, b) => orderOf(b.place) - orderOf(a.place)).map(({ place, inserted }) => ({ place, inserted }));
      return typed.length === wanted.length ? typed : null;
    });
    if (done) {
      desk.said = wanted.length === 1 ? "Corrected." : `${wanted.length} corrections accepted. One undo takes them back.`;
      this.selectedId = null;
    }
    return done;
  }

  /** The word is right in this report: nobody remarks on it again. */
  async ignore(remark: Remark): Promise<void> {
    const report = desk.report;
    if (!report) return;
    this.selectedId = null;
    await this.#show(report, () => backend.callRight(report, remark.words));
    desk.said = "Ignored in this report.";
  }

  nextUnread(): void {
    // What was looked at a moment ago is not noted yet, and is not gone to again.
    const place = this.unread.find((one) => !this.#looked.some((seen) => touches(one, seen)));
    if (place) desk.jump({ ...place, to: place.from });
    else desk.said = "You have seen every sentence.";
  }

  /** Shows a change of meaning in the text. */
  toDoubt(index: number): void {
    const doubt = this.doubts[index];
    if (doubt) desk.jump(doubt.place);
    else desk.said = "No change of meaning to look at.";
  }

  /** Somebody looked at a place of the editors' text: noted with others after a moment. */
  saw(place: Place): void {
    if (!this.unread.some((one) => touches(one, place))) return;
    this.#looked.push(place);
    clearTimeout(this.#noting);
    this.#noting = setTimeout(() => void this.#note(), GATHER);
  }

  /** Everything up to the cursor is read. */
  readTo(place: Place): void {
    const fields = FIELD.slice(0, FIELD.indexOf(place.field) + 1);
    for (const field of fields) this.saw({ field, from: 0, to: field === place.field ? place.to : Number.MAX_SAFE_INTEGER });
    desk.said = "Read up to here.";
  }

  async #note(): Promise<void> {
    const view = desk.view;
    // Places count in the stored text; while somebody types they are not those of the editor.
    if (!view || desk.typing.dirty) {
      if (view) this.#noting = setTimeout(() => void this.#note(), GATHER);
      return;
    }
    const places = this.#looked.splice(0).map((place) => {
      const { length } = textOf(view, place.field);
      return { field: place.field, from: Math.min(place.from, length), to: Math.min(place.to, length) };
    });
    if (places.length === 0) return;
    try {
      const { revision, unread } = await backend.saw(view.card.id, view.revision, places);
      this.#unread = { report: view.card.id, revision, places: unread };
    } catch {
      // The text changed meanwhile: whoever looks on is noted then.
    }
  }

  readonly dirty = false;

  flush(): Promise<boolean> {
    return Promise.resolve(true);
  }

  hide(): void {
    this.forget();
  }

  /** What was read and what was copied is of the report that was open. */
  forget(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#noting);
    this.#read = null;
    this.#unread = null;
    this.#looked = [];
    this.#asked = "";
    this.selectedId = null;
    this.reading = this.failed = false;
    forgetCopied();
  }
}

const touches = (one: Place, other: Place) => one.field === other.field && one.from <= other.to && other.from <= one.to;

export const care = new Care();
desk.companions.push(care);

/** What a remark says, in a sentence. */
export const RULES: Record<LanguageRule, string> = {
  spelling: "Perhaps a slip of spelling",
  "pronoun-i": "“I” has a capital",
  "its-contraction": "“it is” is written “it's”",
  "modal-of": "“have”, not “of”",
  "then-than": "Comparisons take “than”",
  article: "“a” before a consonant's sound, “an” before a vowel's",
  "repeated-word": "The same word twice",
  month: "Months and days have a capital",
  "number-suffix": "The ending does not fit the number",
  "sentence-start": "A sentence begins with a capital",
  comma: "No blank before a comma, one after it",
  spaces: "More than one blank",
};
