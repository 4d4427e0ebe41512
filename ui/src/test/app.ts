// The app behind the window, answering commands from a table, and what was asked of it.
import { mockIPC } from "@tauri-apps/api/mocks";
import axe from "axe-core";
import { expect } from "vitest";

import type { Command } from "../lib/backend/commands";
import type { DeskView } from "../lib/backend/bindings/view";
import { desk } from "../lib/state/desk.svelte";
import { app, codesView, deskView, holdersView, libraryView, newsOf, overviewView, peopleView, publicationView, publishView, queueView, secretView, status } from "./fixtures";

type Answers = Partial<Record<Command, (args: never) => unknown>>;

export interface Asked {
  command: string;
  args: Record<string, unknown>;
}

/** A desk goes as news, as the shell sends it. */
const told = (answer: unknown) => (typeof answer === "object" && answer !== null && "fields" in answer && "sheet" in answer ? newsOf(answer as DeskView) : answer);

const ofReport = ({ report }: { report: string }) => deskView({ card: { ...deskView().card, id: report } });

/** Answers every command; `answers` replaces the usual ones. Gives the list of what was asked, in order. */
export function appBehind(answers: Answers = {}): Asked[] {
  const asked: Asked[] = [];
  const usual: Answers = {
    app_view: () => app, sign_in: () => app, unlock: () => app, lock: () => ({ ...app, phase: "locked" }), sign_out: () => ({ ...app, phase: "signed-out", who: null }),
    status: () => status, queue: () => queueView, sync: () => queueView, take: ofReport, desk: ofReport, release: () => queueView,
    publish_view: () => publishView, code: () => publishView, outbox: () => [], discard_event: () => [], step: () => ({ kind: "accepted" }),
    type_text: () => deskView(), decide: () => deskView(), redact: () => deskView(), mark: () => deskView(), entity: () => deskView(), confirm: () => deskView(), proofread: () => ({ revision: desk.view?.revision ?? 1, remarks: [] }), call_right: () => ({ revision: 1, remarks: [] }), saw: () => ({ revision: 1, unread: [] }), undo: () => deskView(), redo: () => deskView(), fill_sheet: () => deskView(),
    history: () => ({ revision: deskView().revision, stage: deskView().stage, acts: [] }), revert: () => deskView(), edit_answer: () => deskView(),
    display: () => ({ theme: null, percent: null }), set_display: ({ wish }: { wish: unknown }) => wish, recuse: () => queueView, choose_password: () => app, relock: () => app, cancel_sign_in: () => ({ ...app, phase: "signed-out", who: null }), change_password: () => null, give_code: () => app, account: () => ({ secondFactor: false, recoveryCodes: 0 }), begin_second_factor: () => secretView, confirm_second_factor: () => codesView, remove_second_factor: () => ({ secondFactor: false, recoveryCodes: 0 }),
    people: () => peopleView, add_person: () => peopleView, change_person: () => peopleView, overview: () => overviewView, library: () => libraryView, publication: () => publicationView, correct: () => ({ kind: "accepted" }), retract: () => ({ kind: "accepted" }), undo_decline: () => ({ kind: "accepted" }), sheet: () => ({ pages: 1, missing: 0, faults: [] }), save_sheet: () => true, export_file: () => true, end_claim: () => queueView, holders: () => holdersView, assign: () => queueView,
    takeaway: () => deskView(), clean_takeaway: () => publishView,
    reveal: () => deskView(), hide_original: () => deskView(), look_at_question: () => [], ask_author: () => deskView(), similar: () => ({ open: [], published: [] }), link_event: () => deskView(), answer_les: () => deskView(), comment: () => deskView(), remove_comment: () => deskView(), flag: () => queueView, meter: () => ({ library: null, rows: [], uncounted: 0, hides: [] }),
  };
  mockIPC((command, args) => {
    if (command.startsWith("plugin:")) return 1;
    asked.push({ command, args: (args ?? {}) as Record<string, unknown> });
    const answer = { ...usual, ...answers }[command as Command];
    if (!answer) throw new Error(`no answer to ${command}`);
    const given = answer(args as never);
    return given instanceof Promise ? given.then(told) : told(given);
  });
  return asked;
}

/**
 * No rule of axe is broken. Contrast needs layout, and landmarks a whole window, which a dialog or part by itself is not: both are
 * looked at in the real window, where no rule is left out.
 */
export async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}
