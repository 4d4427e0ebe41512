// What can go wrong, in sentences: what happened, what is safe, what to do. The app sends codes only.
import type { ErrorCode, ErrorView } from "./bindings/view";
import { REFUSALS } from "../words";

/** An error of the app as the window throws it; its message is made for people. */
export class BackendError extends Error {
  readonly view: ErrorView;
  constructor(view: ErrorView) {
    super(sentence(view));
    this.name = "BackendError";
    this.view = view;
  }
}

const MINUTES = (minutes: number | null) => (minutes === null || minutes <= 1 ? "a minute" : `${minutes} minutes`);

const SENTENCES: Record<ErrorCode, string | ((view: ErrorView) => string)> = {
  wrong_password: "Name and password don't go together. Nothing was changed. Check both and try again.",
  code_wanted: "The server waits for a code of your second factor, and this can't be done before. Your work here is safe. Sign in again, below, with the password and the code.",
  suspended: "Your account is suspended at present. Your work on this computer is safe. Ask programme staff.",
  name_taken: "Somebody else signs in with this name. Nothing was changed. Choose another one.",
  identifies: "The question was not sent: it would leave as an e-mail, and says something that was removed from the report, or names somebody or a tactic. Ask in other, more general words.",
  no_contact: "The author left no address, so nobody can ask. Nothing was changed.",
  waiting: "The author has not answered the question before. Wait for the answer, then ask again.",
  last_administrator: "Nobody would be left who could take this back, so it was not done. Make somebody else an administrator first.",
  bad_name: "A name to sign in with has small letters, digits, dots, hyphens and underscores only, and the shown name must not be empty. Nothing was changed.",
  no_role: "Everybody needs a role, and an administrator is staff as well. Nothing was changed.",
  bad_agency: "An agency's identifier (ORI9) has two letters and seven letters or digits; twenty of them at most. Nothing was changed.",
  no_person: "This account does not exist any more. Nothing was changed.",
  not_saved: "The file could not be written there. Nothing was changed. Choose another folder, or free some space, and try again.",
  locked_out: (view) => `There were too many failed sign-ins, so this account is locked for a while. Your work on this computer is safe. Try again in ${MINUTES(view.minutes)}.`,
  no_server: "The server can't be reached, and this can't be done without it. What is stored on this computer stays. Check the address and the connection, then try again.",
  bad_server_address: "This is not a safe server address. It has to begin with https:// (http:// only for this computer itself).",
  wrong_server_version: "The server speaks another version than this app. Your work here is safe; it can be sent once the app is updated.",
  untrusted_server: "This computer doesn't trust the server's certificate, so nothing was sent. Check the address; if it is right, ask programme staff.",
  session_expired: "Your session on the server has ended. Your work here is safe. Sign in again to send it.",
  slow_down: (view) => `The server asks for a pause. Nothing is lost. Try again in ${MINUTES(view.minutes)}.`,
  locked: "The app is locked. Your work is safe. Unlock it with your password.",
  claimed: "Somebody else has taken this report in the meantime. Nothing was changed. Choose another one.",
  not_yours: "This report is not yours at the moment: the claim has ended or was passed on. Take it again to go on.",
  over: "The review of this report is over: its author took it back, or it was decided elsewhere. The copy on this computer is destroyed; there is nothing left to do.",
  no_report: "There is no such report any more, or it is not open to you. Go back to the queue.",
  refused: (view) => (view.rule ? `The server's rules don't allow this: ${REFUSALS[view.rule]}` : "The server's rules don't allow this. Nothing was changed."),
  too_large: "This is longer than the programme accepts. What you typed is still in the window. Shorten it and try again.",
  no_keyring: "This computer's keyring is missing or locked, and without it nothing can be stored safely. Unlock the keyring and try again.",
  key_lost: "The key to what is stored here is gone from this computer's keyring, so it can't be opened any more. What was handed over is safe on the server. Ask programme staff before you go on.",
  wrong_code: "This code doesn't fit. Nothing was changed. Check that the clock of the authenticator is right, then type the code that it shows now.",
  factor_on: "Your account has a second factor already. Nothing was changed.",
  bad_password: "A password has at least 14 characters, and it is another one than before. Nothing was changed. Choose a longer or another one.",
  password_unsettled: "The server did not answer, so it is not known which password it has now. What is stored on this computer is safe. Sign in with the new one next time; if that is refused, with the earlier one.",
  already_open: "The app is open in another window already, and only one at a time may write. Close the other one, then sign in here.",
  store_broken: "The store on this computer can't be read or written. What you typed is still in the window. Keep it open and try again; if that doesn't help, ask programme staff.",
  disk_full: "The disk of this computer is full, so the change could not be saved. What you typed is still in the window. Free some space and try again.",
  outbox_full: "Too many events wait for the server. Your work here is safe. Connect to the server, let them be sent, then try again.",
  stale: "The text had moved on when this arrived, so it was not applied. What you typed is still in the window. Try again.",
  sending: "This report is on its way to the server, so it can't be changed now. Nothing is lost. Wait until the server has answered.",
  server_fault: "The server had a fault. Your work here is safe. Try again in a while.",
  internal: "Something went wrong inside the app. What is saved stays saved, and what you typed is still in the window. Try again; if it happens again, restart the app.",
};

export const ERROR_CODES = Object.keys(SENTENCES) as ErrorCode[];

/** One to three sentences for the reviewer. */
export function sentence(view: ErrorView): string {
  const words = SENTENCES[view.code];
  return typeof words === "function" ? words(view) : words;
}

function isErrorView(value: unknown): value is ErrorView {
  return typeof value === "object" && value !== null && "code" in value && typeof value.code === "string" && value.code in SENTENCES;
}

/** Whatever a command rejected with, as an error with a code. The value itself is never shown: it may quote text. */
export function toBackendError(value: unknown): BackendError {
  if (value instanceof BackendError) return value;
  return new BackendError(isErrorView(value) ? value : { code: "internal", rule: null, minutes: null });
}

/** How this app answers an ask whose place is no longer what was seen. */
export const STALE = { code: "stale", rule: null, minutes: null };

/** Errors after which nothing of the report is here any more. */
export const isGone = ({ view: { code } }: BackendError) => code === "not_yours" || code === "no_report" || code === "over";
