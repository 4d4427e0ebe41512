// The words of the closed vocabularies of the review: classes, acts, reasons, stages, steps, refusals.
// The words of the author's answers and of the coding are in `answers.ts`.
import type {
  Act, Authenticity, Class, DeclineReason, DeferReason, Family, Field, Flag, Intruder, LeakKind, LibraryAct, Likeness, Matter, Quasi, Reason, Refusal, Role, SheetPart, Sign, Stage, State, StepKind,
} from "./backend/bindings/closed";
import type { AnswerView, Link } from "./backend/bindings/view";
import { CLASS_KEYS } from "./keys";

export const FIELDS: Record<Field, string> = {
  title: "Title",
  summary: "Event summary",
  lessons: "Lessons learned",
  differently: "What I would do differently",
};

export const FAMILIES: Record<Family, string> = {
  who: "People and contact",
  where: "Places and agencies",
  when: "Dates, times, ages",
  numbers: "Numbers",
  quasi: "Could single someone out",
  sensitive: "Sensitive tactics",
};

interface ClassWords {
  /** As a heading: "Person". */
  name: string;
  /** In a sentence: "a person's name". */
  phrase: string;
  /** The letter on its badge. */
  letter: string;
  /** What stands in its place if a reviewer marks it by hand. */
  token: string;
}

const CLASS_WORDS: Record<Class, Omit<ClassWords, "letter">> = {
  PERSON: { name: "Person", phrase: "a person's name", token: "[a person]" },
  AGENCY: { name: "Agency", phrase: "an agency", token: "[the department]" },
  LOCATION: { name: "Place", phrase: "a place", token: "[a location]" },
  ORG: { name: "Organisation", phrase: "an organisation", token: "[a business]" },
  DATE: { name: "Date", phrase: "a date", token: "[on a day]" },
  TIME: { name: "Time", phrase: "a time of day", token: "[at some time]" },
  AGE: { name: "Age", phrase: "an age", token: "[an adult]" },
  DOB: { name: "Date of birth", phrase: "a date of birth", token: "[date of birth]" },
  CASE_ID: { name: "Case number", phrase: "a case, incident or court number", token: "[case number]" },
  BADGE: { name: "Badge or unit", phrase: "a badge, unit or call sign", token: "[a unit]" },
  PLATE: { name: "License plate", phrase: "a license plate", token: "[license plate]" },
  VIN: { name: "Vehicle number", phrase: "a vehicle identification number", token: "[vehicle number]" },
  LICENSE: { name: "License number", phrase: "a driver's license number", token: "[license number]" },
  SSN: { name: "Social security number", phrase: "a social security number", token: "[social security number]" },
  PHONE: { name: "Phone number", phrase: "a phone number", token: "[phone number]" },
  EMAIL: { name: "E-mail address", phrase: "an e-mail address", token: "[e-mail address]" },
  URL: { name: "Web address", phrase: "a web address", token: "[web address]" },
  HANDLE: { name: "Online name", phrase: "a name used online", token: "[online name]" },
  IP: { name: "Network address", phrase: "a network address", token: "[network address]" },
  ORI: { name: "Agency identifier", phrase: "an agency identifier (ORI)", token: "[agency identifier]" },
  SERIAL: { name: "Serial number", phrase: "a serial number", token: "[serial number]" },
  UNIQUE: { name: "Singles someone out", phrase: "words that may single someone out", token: "[an officer]" },
  LES: { name: "Sensitive tactic", phrase: "a law-enforcement sensitive detail", token: "[a tactic]" },
};

/** The letter of a class is its key. */
export const CLASSES = Object.fromEntries(
  Object.entries(CLASS_WORDS).map(([klass, words]) => [klass, { ...words, letter: CLASS_KEYS[klass as Class].toUpperCase() }]),
) as Record<Class, ClassWords>;

interface ActWords {
  /** As a record says it: "replaced". */
  done: string;
  /** On a button, before the replacement. */
  verb: string;
}

export const ACTS: Record<Act, ActWords> = {
  replace: { done: "replaced", verb: "Replace with" },
  generalise: { done: "generalised", verb: "Generalise to" },
  band: { done: "put in a band", verb: "Band to" },
  "keep-the-difference": { done: "kept the difference", verb: "Keep the difference:" },
  drop: { done: "dropped", verb: "Drop" },
  keep: { done: "kept", verb: "Keep" },
  "copy-edit": { done: "copy edit", verb: "Edit" },
  mark: { done: "marked", verb: "Mark" },
  revert: { done: "put back", verb: "Put back" },
};

export const REASONS: Record<Reason, string> = {
  identifying: "identifying",
  sensitive: "sensitive",
  language: "language",
  clarity: "clarity",
  "not-identifying": "Does not identify anybody",
  "public-figure": "A public figure",
  "common-word": "A common word",
  "well-known": "Well known to the public",
  meant: "meant so",
};

/** What is wrong with a place, after the words that stand there. */
export const LEAKS: Record<LeakKind, string> = {
  value: "was removed elsewhere and still stands here.",
  "shared-token": "stands for somebody else as well.",
  "second-token": "is a second token for somebody who has one already.",
};

/** What an edit changed in meaning. */
export const MATTERS: Record<Matter, string> = { number: "a number", quantity: "a quantity", negation: "a “not”" };

export const STAGES: Record<Stage, string> = {
  stage_one: "Stage one",
  stage_two: "Stage two",
  third_review: "Third review",
  publish: "Publication",
};

/** What an act on the work sheet was about, within a sentence. */
export const SHEET_PARTS: Record<SheetPart, string> = {
  note: "the note",
  verdict: "the verdict on who wrote it",
  "les-pass": "the pass for sensitive tactics",
  "les-test": "the answers about a sensitive tactic",
  "intruder-test": "the motivated-intruder test",
  takeaways: "the takeaways",
  comments: "a comment on a passage",
  coding: "the coding",
};

export const STATES: Record<State, string> = {
  stage_one: "Stage one",
  stage_two: "Stage two",
  third_review: "Third review",
  approved: "To publish",
  published: "Published",
  declined: "Declined",
  deferred: "Deferred",
  withdrawn: "Withdrawn",
};

export const ROLES: Record<Role, string> = { stage_one: "stage one", stage_two: "stage two", staff: "staff", administrator: "administrator" };

/** What was done to a publication. */
export const LIBRARY_ACTS: Record<LibraryAct, string> = { corrected: "Corrected", taken_out: "Taken out" };

/** What somebody did, as the outbox says it. */
export const STEPS: Record<StepKind, string> = {
  hand_over: "Hand over to stage two",
  return: "Return to stage one",
  ask_third: "Ask for a third reviewer",
  approve: "Approve",
  decline: "Decline",
  defer: "Defer",
  send_back: "Send back to stage two",
  undo_decline: "Take back the decline",
  publish: "Publish",
  correct: "Correct the publication",
  retract: "Retract the publication",
  withdraw: "Withdraw",
  resume: "Resume",
};

/** Why a step or a take is not allowed. */
export const REFUSALS: Record<Refusal, string> = {
  wrong_state: "The report is not in a stage in which this can be done.",
  wrong_role: "This stage needs a role that you don't hold.",
  four_eyes: "You took part in another stage of this report; a second pair of eyes has to do this one.",
  not_claimant: "The report is not claimed by you.",
  claimed: "Somebody else is working on it.",
  concluded: "The review of this report has concluded.",
  open_findings: "Some findings are still undecided.",
  leak: "Something that was removed still stands in another place, or a token is not for one alone.",
  meaning: "An edit changes what the report says, and you have not said that you meant that.",
  title_missing: "The report has no title yet.",
  comment_missing: "A comment is needed.",
  reason_missing: "A reason is needed.",
  authenticity_missing: "“Written by law enforcement?” is not answered yet.",
  not_law_enforcement: "The verdict is “not written by law enforcement”, so it can't be approved. It can be declined.",
  not_unsure: "A third reviewer is asked for a complex report, with a comment, or where the verdict on authorship is “Unsure”.",
  les_pass_missing: "The pass for sensitive tactics is not ticked yet.",
  les_unanswered: "A sensitive tactic lacks an answer: is it well known, would it help an attacker?",
  intruder_missing: "The motivated-intruder test is not answered yet.",
  in_the_news: "It would have been in the news. Defer it until nobody connects the two, then answer anew.",
  still_waiting: "The author was asked and may still answer: wait for the answer, or until ten business days after the question are over. Another reason needs no answer.",
  not_asked: "There is too little detail, and the author left an address: ask first, then decide.",
  lesson_missing: "There is neither a lesson by the author nor a takeaway by a reviewer.",
  takeaway_not_yours: "A takeaway of an earlier stage is only withdrawn by whoever wrote it. You can answer it.",
  category_missing: "No category is chosen yet.",
  tag_missing: "No tag is chosen yet.",
  date_out_of_range: "The date has to lie between tomorrow and 180 days from now.",
  seal_over: "The five days in which this could be taken back are over.",
  not_due: "The day until which it is deferred has not come.",
  text_mismatch: "The text on the server is not the one this was based on.",
  too_large: "The text is longer than the programme accepts.",
};

const BARRED: Partial<Record<Refusal, (state: State) => string>> = {
  four_eyes: (state) => `You reviewed ${state === "stage_two" ? "stage one" : "an earlier stage"} of this report; a second pair of eyes has to do this one.`,
  wrong_role: () => "Needs a role that you don't hold.",
};

/** Words that begin a sentence. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The same within one. */
export const within = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** Why I may not take a report, in its row of the queue. */
export function barredWords(rule: Refusal, state: State): string {
  return BARRED[rule]?.(state) ?? REFUSALS[rule];
}

export const AUTHENTICITIES: Record<Authenticity, string> = { "law-enforcement": "Yes", unsure: "Unsure", "not-law-enforcement": "No" };

export const DECLINE_REASONS: Record<DeclineReason, string> = {
  "not-law-enforcement": "Not written by law enforcement",
  "insufficient-detail": "Not enough detail",
  "out-of-scope": "Not a near miss",
  duplicate: "Told already in another report",
};

export const DEFER_REASONS: Record<DeferReason, string> = {
  "high-profile": "High profile: it was in the news",
  "active-investigation": "An investigation is under way",
};

/** Signs that a report was written by law enforcement. */
export const SIGNS: Record<Sign, { name: string; about: string }> = {
  vocabulary: { name: "Vocabulary and procedure fit", about: "It speaks the language of the job without showing off" },
  plausibility: { name: "It can have happened so", about: "Places, times and reactions are plausible" },
  "internal-consistency": { name: "Consistent in itself", about: "Who stood where, who knew what: nothing contradicts" },
  "officers-knowledge": { name: "Knows what only an officer would know", about: "Details that nobody has from films" },
};

/** The LES test, after FOIA exemption 7(E). */
export const LES_QUESTIONS = { known: "Well known to the public?", helps: "Would it help an attacker?" };

/** The motivated-intruder test. */
export const INTRUDERS: Record<Intruder, string> = {
  "in-the-news": "Would this have been in the news?",
  "found-by-search": "Would a search on the web find the event?",
  "colleague-is-sure": "Would a colleague of the same agency be sure who is meant?",
  "neighbour-is-sure": "Would an officer of another agency nearby be sure?",
  "subject-is-sure": "Would the subject or their family be sure?",
};

/** What a trait is about that is left in the text. */
export const QUASIS: Record<Quasi, string> = {
  date: "Time of year", time: "Time of day", place: "Kind of place", agency: "Type of agency", department: "Type of department", size: "Sworn staff",
  population: "Population served", region: "Region",
  rank: "Rank", unit: "Unit", sex: "Sex", tenure: "Years of service", "rare-event": "Rare event",
};

/** What staff have to look at. */
export const FLAGS: Record<Flag, { name: string; about: string }> = {
  "possible-crime": { name: "Possible crime", about: "By somebody in the report, beyond a deviation from policy" },
  "author-in-distress": { name: "Author in distress", about: "The author may hurt themselves or somebody else, or needs help" },
};

/** What the programme's written procedure asks of staff, in short. */
export const PROCEDURE: Record<Flag, string[]> = {
  "possible-crime": [
    "Tell the programme's director on the same business day, by telephone, with the first eight characters of the report's id and nothing of its text.",
    "The director and the programme's counsel decide; until then nobody approves or declines the report.",
    "Nothing is passed on to an agency from here. What the director decides is noted outside this program.",
  ],
  "author-in-distress": [
    "Tell the programme's peer-support lead at once, by telephone, with the first eight characters of the report's id and nothing of its text.",
    "If the author left an address, ask them through the report whether they want to be called, and name the crisis line 988.",
    "Nobody tries to find out who the author is.",
  ],
};

/** How alike two reports are. */
export const LIKENESSES: Record<Likeness, string> = { "same-event": "Probably the same event", alike: "A similar story" };

export const LINKS: Record<Link, string> = {
  online: "Online",
  offline: "Offline",
  "code-wanted": "The server waits for a code",
  "wrong-version": "Server of another version",
};

/** How a step went, for the outcome dialog and the outbox. */
export const ANSWERS_OF_SERVER: Record<AnswerView["kind"], { title: string; text: string }> = {
  waiting: { title: "Kept here, on its way", text: "It is saved on this computer and goes to the server as soon as it can be reached. You can close the app." },
  accepted: { title: "Done", text: "The server has accepted it." },
  conflict: { title: "Somebody changed the report first", text: "The server holds a newer version. Nothing that you typed is lost: open the report to see where it stands." },
  concluded: { title: "The review has concluded meanwhile", text: "The report was decided elsewhere, and the copy on this computer was destroyed, as promised to its author." },
  refused: { title: "The server did not accept it", text: "Your work is still here and unchanged." },
};
