// What the window waits for, in words, as soon as that takes longer than a blink. Every command goes through here.
import type { Command } from "./commands";

/** Milliseconds after which somebody wonders. */
const BLINK = 300;

const [OPENING, SAVING, SENDING, ASKING, WRITING] = ["Opening the report…", "Saving…", "Sending to the server…", "Asking the server…", "Writing the file…"];

/** None: nobody waits for it. */
const WORDS: Record<Command, string | null> = {
  app_view: "Opening…", sign_in: "Signing in…", choose_password: "Changing the password…", relock: "Unlocking what is stored here…", cancel_sign_in: null, change_password: "Changing the password…", give_code: "Signing in…",
  account: ASKING, begin_second_factor: ASKING, confirm_second_factor: ASKING, remove_second_factor: ASKING, renew_recovery_codes: ASKING, begin_wanted_factor: ASKING, confirm_wanted_factor: ASKING, go_on: "Opening…", unlock: "Unlocking…", lock: "Locking…", sign_out: "Signing out…", status: null, display: null, set_display: null,
  queue: "Reading the queue…", sync: "Asking the server for news…", take: "Taking the report…", release: "Giving the report back…", recuse: SENDING, desk: OPENING, type_text: SAVING, decide: SAVING, redact: SAVING, mark: SAVING, entity: SAVING,
  confirm: SAVING, proofread: null, call_right: SAVING, saw: null, undo: "Undoing…", redo: "Doing it again…", history: "Reading the history…", revert: SAVING, edit_answer: SAVING, fill_sheet: SAVING, takeaway: SAVING, step: SENDING,
  reveal: "Asking the server for the original…", hide_original: SAVING, look_at_question: "Looking for names in it…", ask_author: SENDING, similar: "Looking for similar reports…", link_event: SENDING, answer_les: SAVING, comment: SAVING, remove_comment: SAVING, flag: SENDING, meter: "Counting in the library…",
  publish_view: OPENING, code: SAVING, clean_takeaway: SAVING, people: ASKING, add_person: SENDING, change_person: SENDING, overview: "Reading the overview…", library: "Reading the library…", publication: "Opening the publication…", correct: SENDING, retract: SENDING,
  undo_decline: SENDING, sheet: "Setting the sheet…", save_sheet: WRITING, export_file: WRITING, end_claim: SENDING, holders: ASKING, assign: SENDING, outbox: "Reading the outbox…", discard_event: SENDING, leave: null,
};

class Waits {
  /** What has taken longer than a blink by now, the longest first. */
  #slow = $state.raw<{ words: string }[]>([]);

  get words(): string | null {
    return this.#slow[0]?.words ?? null;
  }

  /** A command goes out; call what it gives when the answer is here. */
  begin(command: Command): () => void {
    const words = WORDS[command];
    if (words === null) return () => undefined;
    const wait = { words };
    const timer = setTimeout(() => (this.#slow = [...this.#slow, wait]), BLINK);
    return () => {
      clearTimeout(timer);
      if (this.#slow.includes(wait)) this.#slow = this.#slow.filter((one) => one !== wait);
    };
  }
}

export const waits = new Waits();
