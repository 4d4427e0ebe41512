// The one way from the window to the app: a typed function per command, and the event that tells how things stand.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type { Flag } from "./bindings/closed";
import type {
  AccountView, AnswerAsk, AnswerView, AppView, AuthorAsk, CodesView, CodingView, CommentAsk, DecideAsk, DeskNews, DeskView, DisplayView, EntityAsk, FileKind, HistoryView, HolderView, LanguageView, LesAsk, LibraryView, LinkAsk, MarkAsk, MeterView, NewPersonAsk,
  OutboxView, OverviewView, PeopleView, PersonAsk, Place, PublicationView, PublishView, QuestionsAsk, QueueView, ReadingView, RedactAsk, RevertAsk, SecretView, SheetAsk, SheetPagesView, SimilarView, StatusView, StepAsk,
  TakeawayAsk, TakeawayFault, Typed,
} from "./bindings/view";
import { toBackendError } from "./errors";
import { putTogether } from "./news";
import { waits } from "./waits.svelte";

/** Every command that the window may call; compared with the shell's list by a test. */
export const COMMANDS = [
  "app_view", "sign_in", "choose_password", "relock", "cancel_sign_in", "change_password", "give_code", "account", "begin_second_factor", "confirm_second_factor", "renew_recovery_codes", "begin_wanted_factor", "confirm_wanted_factor", "go_on", "remove_second_factor", "unlock", "lock", "sign_out", "status", "display", "set_display", "queue", "sync",
  "take", "release", "recuse", "desk", "type_text", "decide", "redact", "mark", "entity", "confirm", "proofread", "call_right", "saw", "undo", "redo", "history",
  "revert", "edit_answer", "fill_sheet", "takeaway", "step", "reveal", "hide_original", "look_at_question", "ask_author", "similar", "link_event", "answer_les", "comment", "remove_comment", "flag", "meter",
  "publish_view", "code", "clean_takeaway",
  "people", "add_person", "change_person", "overview", "library", "publication", "correct", "retract", "undo_decline", "sheet", "save_sheet", "export_file", "end_claim", "holders", "assign",
  "outbox", "discard_event", "leave",
] as const;
export type Command = (typeof COMMANDS)[number];

let whenLocked: () => void = () => undefined;

/** Called when the app answers that it is locked or signed out although the window believed otherwise. */
export function onLocked(run: () => void): void {
  whenLocked = run;
}

async function call<T>(command: Command, args: Record<string, unknown> = {}): Promise<T> {
  const ended = waits.begin(command);
  try {
    return await invoke<T>(command, args);
  } catch (error) {
    const known = toBackendError(error);
    if (known.view.code === "locked" && command !== "unlock") whenLocked();
    throw known;
  } finally {
    ended();
  }
}

/** A command whose answer is how a desk stands: told as news, put together here. */
async function onDesk(command: Command, args: Record<string, unknown> & { report: string }): Promise<DeskView> {
  const { report } = args;
  const view = putTogether(await call<DeskNews>(command, args));
  if (view) return view;
  const whole = putTogether(await call<DeskNews>("desk", { report }));
  if (!whole) throw toBackendError(null);
  return whole;
}

export const appView = () => call<AppView>("app_view");
export const signIn = (server: string, name: string, password: string) => call<AppView>("sign_in", { server, name, password });
/** A password of one's own in place of one that somebody else made. */
export const choosePassword = (next: string) => call<AppView>("choose_password", { new: next });
/** After the password was changed elsewhere: `old` re-locks what is stored here; without it that is destroyed. */
export const relock = (old: string | null) => call<AppView>("relock", { old });
export const cancelSignIn = () => call<AppView>("cancel_sign_in");
/** One's own, at the server and for what is stored here. */
export const changePassword = (old: string, next: string) => call<null>("change_password", { old, new: next });
/** The code of the second factor, for a sign-in that is under way. */
export const giveCode = (code: string) => call<AppView>("give_code", { code });
export const account = () => call<AccountView>("account");
export const beginSecondFactor = (proof: string) => call<SecretView>("begin_second_factor", { proof });
export const confirmSecondFactor = (code: string) => call<CodesView>("confirm_second_factor", { code });
export const renewRecoveryCodes = (proof: string, code: string) => call<CodesView>("renew_recovery_codes", { proof, code });
/** The second factor without which a sign-in that is under way does not go on. */
export const beginWantedFactor = () => call<SecretView>("begin_wanted_factor");
export const confirmWantedFactor = (code: string) => call<CodesView>("confirm_wanted_factor", { code });
export const goOn = () => call<AppView>("go_on");
export const removeSecondFactor = (proof: string, code: string) => call<AccountView>("remove_second_factor", { proof, code });
export const unlock = (password: string) => call<AppView>("unlock", { password });
export const lock = () => call<AppView>("lock");
export const signOut = () => call<AppView>("sign_out");
export const status = () => call<StatusView>("status");
export const display = () => call<DisplayView>("display");
export const setDisplay = (wish: DisplayView) => call<DisplayView>("set_display", { wish });

export const queue = () => call<QueueView>("queue");
export const sync = () => call<QueueView>("sync");
export const take = (report: string) => onDesk("take", { report });
export const release = (report: string) => call<QueueView>("release", { report });
export const recuse = (report: string) => call<QueueView>("recuse", { report });

export const desk = (report: string) => onDesk("desk", { report });
/** `joins`: goes on without a pause from what was typed just before. */
export const typeText = (report: string, revision: number, typed: Typed[], joins: boolean) => onDesk("type_text", { report, revision, typed, joins });
export const decide = (report: string, revision: number, ask: DecideAsk) => onDesk("decide", { report, revision, ask });
export const redact = (report: string, revision: number, ask: RedactAsk) => onDesk("redact", { report, revision, ask });
export const mark = (report: string, revision: number, ask: MarkAsk) => onDesk("mark", { report, revision, ask });
export const entity = (report: string, revision: number, ask: EntityAsk) => onDesk("entity", { report, revision, ask });
export const confirm = (report: string, revision: number, place: Place) => onDesk("confirm", { report, revision, place });
export const proofread = (report: string) => call<LanguageView>("proofread", { report });
export const callRight = (report: string, word: string) => call<LanguageView>("call_right", { report, word });
export const saw = (report: string, revision: number, places: Place[]) => call<ReadingView>("saw", { report, revision, places });
export const undo = (report: string) => onDesk("undo", { report });
export const redo = (report: string) => onDesk("redo", { report });
export const history = (report: string) => call<HistoryView>("history", { report });
export const revert = (report: string, revision: number, ask: RevertAsk) => onDesk("revert", { report, revision, ask });
export const editAnswer = (report: string, revision: number, ask: AnswerAsk) => onDesk("edit_answer", { report, revision, ask });
export const fillSheet = (report: string, ask: Partial<SheetAsk>) => onDesk("fill_sheet", { report, ask });
export const takeaway = (report: string, revision: number, ask: TakeawayAsk) => onDesk("takeaway", { report, revision, ask });
export const step = (report: string, ask: StepAsk) => call<AnswerView>("step", { report, ask });

export const reveal = (report: string, password: string) => onDesk("reveal", { report, password });
export const hideOriginal = (report: string) => onDesk("hide_original", { report });
/** What in a question would give something away. */
export const lookAtQuestion = (report: string, ask: AuthorAsk) => call<TakeawayFault[]>("look_at_question", { report, ask });
export const askAuthor = (report: string, ask: AuthorAsk) => onDesk("ask_author", { report, ask });
export const similar = (report: string) => call<SimilarView>("similar", { report });
export const answerLes = (report: string, revision: number, ask: Partial<LesAsk>) => onDesk("answer_les", { report, revision, ask });
export const comment = (report: string, revision: number, ask: CommentAsk) => onDesk("comment", { report, revision, ask });
export const removeComment = (report: string, comment: string) => onDesk("remove_comment", { report, comment });
export const flag = (report: string, flag: Flag | null) => call<QueueView>("flag", { report, ask: { flag } });
export const meter = (report: string) => call<MeterView>("meter", { report });
export const linkEvent = (report: string, ask: Partial<LinkAsk>) => onDesk("link_event", { report, ask });

export const publishView = (report: string) => call<PublishView>("publish_view", { report });
export const code = (report: string, coding: CodingView) => call<PublishView>("code", { report, coding });
/** The takeaways of an approved report. */
export const cleanTakeaway = (report: string, ask: TakeawayAsk) => call<PublishView>("clean_takeaway", { report, ask });

export const people = () => call<PeopleView>("people");
export const addPerson = (ask: NewPersonAsk, proof: string) => call<PeopleView>("add_person", { ask, proof });
export const changePerson = (person: string, ask: PersonAsk, proof: string) => call<PeopleView>("change_person", { person, ask, proof });
export const overview = () => call<OverviewView>("overview");
export const library = () => call<LibraryView>("library");
export const publication = (publication: string) => call<PublicationView>("publication", { publication });
export const correct = (publication: string, coding: CodingView, comment: string) => call<AnswerView>("correct", { publication, coding, comment });
export const retract = (publication: string, comment: string) => call<AnswerView>("retract", { publication, comment });
export const undoDecline = (report: string) => call<AnswerView>("undo_decline", { report });
export const sheet = (publication: string, ask: QuestionsAsk) => call<SheetPagesView>("sheet", { publication, ask });
/** Asks where to; false: nowhere. */
export const saveSheet = (publication: string, ask: QuestionsAsk, kind: FileKind) => call<boolean>("save_sheet", { publication, ask, kind });
/** Asks where to; false: nowhere. */
export const exportFile = (publications: string[], kind: FileKind) => call<boolean>("export_file", { publications, kind });
export const endClaim = (report: string) => call<QueueView>("end_claim", { report });
/** To whom a report can be given; for staff. */
export const holders = () => call<HolderView[]>("holders");
export const assign = (report: string, to: string) => call<QueueView>("assign", { report, to });

export const outbox = () => call<OutboxView[]>("outbox");
export const discardEvent = (event: string) => call<OutboxView[]>("discard_event", { event });

/** Calls back whenever the state of the connection or of the outbox has changed; the answer ends it. */
export function onStatus(changed: (status: StatusView) => void): Promise<() => void> {
  return listen<StatusView>("status", (event) => changed(event.payload));
}

export const leave = () => call<null>("leave");

/** Calls back when somebody closes the window: it stays open until `leave`. */
export function onClosing(run: () => void): Promise<() => void> {
  return listen("closing", run);
}
