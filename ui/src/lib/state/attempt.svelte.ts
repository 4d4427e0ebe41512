// Something that is asked of the program or the server: whether it is under way, and what went wrong.
import { toBackendError } from "../backend/errors";
import type { BackendError } from "../backend/errors";

export class Attempt {
  busy = $state(false);
  /** What to say about the latest try; also set where something is missing before anything is asked. */
  problem = $state<string | null>(null);
  readonly #words: (error: BackendError) => string | null;

  /** `words`: where the usual sentence about an error does not fit. Null: it is told elsewhere. */
  constructor(words: (error: BackendError) => string | null = (error) => error.message) {
    this.#words = words;
  }

  /** False: it failed, and `problem` says how. */
  async run(what: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.problem = null;
    try {
      await what();
      return true;
    } catch (error) {
      this.problem = this.#words(toBackendError(error));
      return false;
    } finally {
      this.busy = false;
    }
  }
}
