// Typing on its way to the store: collected until a pause, sent in order, kept until the store has it.
import { ChangeSet, Text } from "@codemirror/state";
import { diff } from "@codemirror/merge";

import type { Field } from "../backend/bindings/closed";
import type { Place, Typed } from "../backend/bindings/view";

export type Saving = "saved" | "typing" | "saving" | "failed";

interface Options {
  /**
   * Sends one batch; resolves when the store has it, and calls [`TypingBuffer.answered`] in between. `typed` gives the
   * batch as it is counted in the store's text of that moment: to be asked for when the batch goes, not before. `joins`: it
   * goes on without a pause from the batch before, and nothing else was done in between.
   */
  send: (typed: () => Typed[], joins: boolean) => Promise<void>;
  changed: (saving: Saving) => void;
}

/** Milliseconds from a key to its way to the store: its letter is drawn first. */
const AT_ONCE = 20;
/** Milliseconds without a key after which typing is an act of its own, which an undo takes back by itself. */
const PAUSE = 300;

/** A place of the editor that moves with its text; `words` stood there when it was named. */
export interface Followed {
  readonly field: Field;
  from: number;
  to: number;
  readonly words: string;
}

/**
 * The difference between what the editors show and what the store holds, field by field. Edits are held as change sets,
 * so that an answer which arrives while somebody types can be laid under what was typed since. Typing goes at once; while
 * one batch is on its way, whatever is typed is gathered for the next.
 */
export class TypingBuffer {
  readonly #options: Options;
  readonly #stored = new Map<Field, Text>();
  readonly #pending = new Map<Field, ChangeSet>();
  readonly #sent = new Map<Field, ChangeSet>();
  readonly #followed = new Set<Followed>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** When the last key was, and whether the store's last act is the batch before. */
  #lastKey = -Infinity;
  #goesOn = false;
  #joins = false;
  #flushing: Promise<boolean> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Whether something was typed that the store does not have. */
  get dirty(): boolean {
    return this.#pending.size > 0 || this.#sent.size > 0;
  }

  /** What the editor of a field has to show. */
  shown(field: Field): string {
    const stored = this.#stored.get(field) ?? Text.empty;
    const changes = this.#unsaved(field);
    return (changes ? changes.apply(stored) : stored).toString();
  }

  /** Something was typed: `changes` applies to what [`shown`] gave. */
  record(field: Field, changes: ChangeSet): void {
    if (changes.empty) return;
    const before = this.#pending.get(field);
    const now = performance.now();
    if (this.#pending.size === 0) this.#joins = now - this.#lastKey <= PAUSE;
    this.#lastKey = now;
    this.#pending.set(field, before ? before.compose(changes) : changes);
    this.#move(field, changes);
    this.#options.changed("typing");
    this.#timer ??= setTimeout(() => void this.flush(true), AT_ONCE);
  }

  /** Sends what was typed, and waits for it; false if it could not be saved. `typing`: more may come, so that nothing is said yet. */
  async flush(typing = false): Promise<boolean> {
    this.#stopTimer();
    while (this.#flushing) await this.#flushing;
    if (this.#pending.size === 0) return true;
    this.#flushing = this.#send(typing);
    try {
      return await this.#flushing;
    } finally {
      this.#flushing = undefined;
    }
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Nobody reads "saved" between two letters. */
  #saySaved(typing: boolean): void {
    const rest = typing ? this.#lastKey + PAUSE - performance.now() : 0;
    if (rest > 0) this.#settling = setTimeout(() => this.#saySaved(true), rest);
    else if (!this.dirty) this.#options.changed("saved");
  }

  async #send(typing: boolean): Promise<boolean> {
    const joins = this.#joins && this.#goesOn;
    for (const [field, changes] of this.#pending) this.#sent.set(field, changes);
    this.#pending.clear();
    this.#options.changed("saving");
    try {
      await this.#options.send(() => [...this.#sent].flatMap(([field, changes]) => splices(field, changes)), joins);
      this.#goesOn = true;
      clearTimeout(this.#settling);
      if (this.#pending.size) this.#options.changed("typing");
      else this.#saySaved(typing);
      return true;
    } catch {
      // Not stored: what was sent goes back in front of what was typed since.
      for (const [field, sent] of this.#sent) {
        const since = this.#pending.get(field);
        this.#pending.set(field, since ? sent.compose(since) : sent);
      }
      this.#sent.clear();
      this.#options.changed("failed");
      return false;
    }
  }

  /**
   * The store's text of a field, as an answer brought it. `tookTyping`: the answer contains the batch in flight. Gives
   * the changes that bring the editor there without touching what was typed since, or nothing if it is there.
   */
  answered(field: Field, text: string, tookTyping: boolean): ChangeSet | null {
    let known = this.#stored.get(field) ?? Text.empty;
    if (!tookTyping) this.#goesOn = false;
    if (tookTyping) {
      known = this.#sent.get(field)?.apply(known) ?? known;
      this.#sent.delete(field);
    }
    this.#stored.set(field, toText(text));
    const remote = changesBetween(known.toString(), text);
    if (!remote) return null;
    const unsaved = this.#unsaved(field);
    if (!unsaved) {
      this.#move(field, remote);
      return remote;
    }
    const sent = this.#sent.get(field);
    const pending = this.#pending.get(field);
    if (sent) this.#sent.set(field, sent.map(remote));
    if (pending) this.#pending.set(field, pending.map(sent ? remote.map(sent, true) : remote));
    const shown = remote.map(unsaved, true);
    this.#move(field, shown);
    return shown;
  }

  /** Follows a place of the editor until an ask that names it has gone; end it with [`unfollow`]. */
  follow(place: Place): Followed {
    const followed = { ...place, words: this.shown(place.field).slice(place.from, place.to) };
    this.#followed.add(followed);
    return followed;
  }

  unfollow(followed: Followed): void {
    this.#followed.delete(followed);
  }

  /** Where a followed place stands in the store's text; null if other words stand there now. */
  stored({ field, from, to, words }: Followed): Place | null {
    const back = this.#unsaved(field)?.invertedDesc;
    const place = { field, from: back?.mapPos(from, 1) ?? from, to: back?.mapPos(to, -1) ?? to };
    const there = place.from < place.to && (this.#stored.get(field) ?? Text.empty).toString().slice(place.from, place.to) === words;
    return there ? place : null;
  }

  /** Where a place of the store's text stands in the editor. */
  map(field: Field, offset: number, side: -1 | 1): number {
    return this.mapper(field)(offset, side);
  }

  /** [`map`] for many places at once. */
  mapper(field: Field): (offset: number, side: -1 | 1) => number {
    const unsaved = this.#unsaved(field);
    return unsaved ? (offset, side) => unsaved.mapPos(offset, side) : (offset) => offset;
  }

  /** Forgets everything: another report is opened, or this one was purged. */
  clear(): void {
    this.#stopTimer();
    clearTimeout(this.#settling);
    this.#goesOn = false;
    this.#stored.clear();
    this.#pending.clear();
    this.#sent.clear();
    this.#followed.clear();
    this.#options.changed("saved");
  }

  #move(field: Field, changes: ChangeSet): void {
    for (const one of this.#followed) {
      if (one.field === field) [one.from, one.to] = [changes.mapPos(one.from, 1), changes.mapPos(one.to, -1)];
    }
  }

  #unsaved(field: Field): ChangeSet | undefined {
    const [sent, pending] = [this.#sent.get(field), this.#pending.get(field)];
    return sent && pending ? sent.compose(pending) : (sent ?? pending);
  }
}

function toText(text: string): Text {
  return Text.of(text.split("\n"));
}

/** The smallest changes, by words and letters, from one text to another; null if they are the same. */
export function changesBetween(from: string, to: string): ChangeSet | null {
  if (from === to) return null;
  const changes = diff(from, to, { scanLimit: 2000 }).map((change) => ({
    from: change.fromA,
    to: change.toA,
    insert: toText(to.slice(change.fromB, change.toB)),
  }));
  return ChangeSet.of(changes, from.length);
}

/** Changes as splices, each counted in the text that the one before left. */
export function splices(field: Field, changes: ChangeSet): Typed[] {
  const out: Typed[] = [];
  changes.iterChanges((fromA, toA, fromB, _toB, inserted) => {
    out.push({ place: { field, from: fromB, to: fromB + (toA - fromA) }, inserted: inserted.toString() });
  });
  return out;
}
