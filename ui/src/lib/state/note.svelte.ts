// A note that is typed beside the text of the open report: saved after a pause, and kept in memory as long as that fails.
import type { Companion } from "../desk/parts";

/** Milliseconds after the last letter before it is saved. */
const PAUSE = 600;

export class Note implements Companion {
  /** What the store does not have yet; none: it has all. */
  text = $state<string | null>(null);
  /** It could not be saved when that was tried. */
  unsaved = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #save: (text: string) => Promise<boolean>;

  constructor(save: (text: string) => Promise<boolean>) {
    this.#save = save;
  }

  get dirty(): boolean {
    return this.text !== null;
  }

  write(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE);
  }

  /** False: it could not be saved, and stays here. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    const { text } = this;
    if (text === null) return true;
    const saved = await this.#save(text);
    // More may have been typed meanwhile, or the report closed.
    if (saved && this.text === text) this.text = null;
    this.unsaved = !saved && this.dirty;
    return saved;
  }

  hide(): void {
    // What is not saved stays, to be saved after the lock.
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.text = null;
    this.unsaved = false;
  }
}
