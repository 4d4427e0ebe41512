// Every value of every closed list, and every error, has words of the house.
import { describe, expect, it } from "vitest";

import * as closed from "./backend/bindings/closed";
import { ERROR_CODES, BackendError, sentence, toBackendError } from "./backend/errors";
import * as answers from "./answers";
import * as overview from "./overview";
import { dueWords, moment, timeGone, urgency } from "./dates";
import * as words from "./words";

const LISTS: [string, readonly string[], Record<string, unknown>][] = [
  ["Field", closed.FIELD, words.FIELDS], ["Family", closed.FAMILY, words.FAMILIES], ["Class", closed.CLASS, words.CLASSES], ["Act", closed.ACT, words.ACTS], ["LeakKind", closed.LEAK_KIND, words.LEAKS], ["Likeness", closed.LIKENESS, words.LIKENESSES],
  ["Sign", closed.SIGN, words.SIGNS], ["Flag", closed.FLAG, words.FLAGS], ["Intruder", closed.INTRUDER, words.INTRUDERS], ["Quasi", closed.QUASI, words.QUASIS],
  ["Reason", closed.REASON, words.REASONS], ["SheetPart", closed.SHEET_PART, words.SHEET_PARTS], ["Matter", closed.MATTER, words.MATTERS], ["Stage", closed.STAGE, words.STAGES], ["State", closed.STATE, words.STATES], ["Role", closed.ROLE, words.ROLES],
  ["StepKind", closed.STEP_KIND, words.STEPS], ["Refusal", closed.REFUSAL, words.REFUSALS], ["Authenticity", closed.AUTHENTICITY, words.AUTHENTICITIES],
  ["DeclineReason", closed.DECLINE_REASON, words.DECLINE_REASONS], ["DeferReason", closed.DEFER_REASON, words.DEFER_REASONS],
  ["Category", closed.CATEGORY, answers.CATEGORIES], ["Tag", closed.TAG, answers.TAGS], ["FactorGroup", closed.FACTOR_GROUP, answers.FACTOR_GROUPS],
  ["Factor", closed.FACTOR, answers.FACTORS], ["Prevented", closed.PREVENTED, answers.PREVENTEDS], ["Region", closed.REGION, answers.REGIONS], ["SwornBand", closed.SWORN_BAND, answers.SWORN_BANDS],
  ["DayBand", closed.DAY_BAND, overview.BANDS], ["LibraryAct", closed.LIBRARY_ACT, words.LIBRARY_ACTS],
];

describe("words", () => {
  it.each(LISTS)("every value of %s has words, and nothing else has", (_name, list, map) => {
    expect(Object.keys(map).sort()).toEqual([...list].sort());
    for (const value of Object.values(map)) expect(JSON.stringify(value)).not.toMatch(/""|!(?!")|undefined/);
  });

  it("names every closed list in a test or a question; what is measured stands over each figure", () => {
    const lists = Object.entries(closed).filter(([, value]) => Array.isArray(value)).map(([name]) => name);
    const known = new Set<readonly string[]>([...LISTS.map(([, list]) => list), ...answers.QUESTIONS.map((question) => question.answers.list), closed.QUESTION, closed.MEASURE]);
    expect(answers.QUESTIONS.map((question) => question.key).sort()).toEqual([...closed.QUESTION].sort());
    expect(lists.filter((name) => !known.has((closed as unknown as Record<string, readonly string[]>)[name]!))).toEqual([]);
  });

  it("says a replacement in brackets for every class", () => {
    for (const klass of Object.values(words.CLASSES)) expect(klass.token).toMatch(/^\[[^\]]+\]$/);
  });

  it("puts answers in words, lists too, and leaves out what was not answered", () => {
    const given = answers.answersInWords({ region: "southwest", light: null, equipment: ["radio", "shield"], involvement: "witness" });
    expect(given.map((one) => one.answer)).toEqual(["A witness", "Southwest", "Radio, Shield"]);
  });

  it("explains why a report is barred", () => {
    expect(words.barredWords("four_eyes", "stage_two")).toBe("You reviewed stage one of this report; a second pair of eyes has to do this one.");
    expect(words.barredWords("concluded", "stage_one")).toBe(words.REFUSALS.concluded);
  });
});

describe("errors", () => {
  it.each(ERROR_CODES)("%s is a sentence that says what is safe and what to do", (code) => {
    const text = sentence({ code, rule: "leak", minutes: 5 });
    expect(text).toMatch(/^[A-Z].+[.)]$/);
    expect(text).not.toMatch(/!|undefined|null|_/);
  });

  it("tells the minutes and the rule", () => {
    expect(sentence({ code: "locked_out", rule: null, minutes: 12 })).toContain("12 minutes");
    expect(sentence({ code: "slow_down", rule: null, minutes: null })).toContain("a minute");
    expect(sentence({ code: "refused", rule: "title_missing", minutes: null })).toContain(words.REFUSALS.title_missing);
  });

  it("never shows what it does not know: it may quote a report", () => {
    for (const raw of ["Ruiz", new Error("Ruiz"), { code: "Ruiz" }, null, undefined]) {
      const error = toBackendError(raw);
      expect(error.view.code).toBe("internal");
      expect(error.message).not.toContain("Ruiz");
    }
    const known = new BackendError({ code: "stale", rule: null, minutes: null });
    expect(toBackendError(known)).toBe(known);
  });
});

describe("days and times", () => {
  it("says how long there is", () => {
    expect([-2, -1, 0, 1, 9].map(dueWords)).toEqual(["2 days late", "1 day late", "due today", "due in 1 day", "due in 9 days"]);
    expect([{ dueInDays: 2, waitsDays: 1 }, { dueInDays: 6, waitsDays: 8 }, { dueInDays: 10, waitsDays: 4 }].map(urgency)).toEqual(["bad", "warn", "ok"]);
    expect([timeGone({ dueInDays: -3, waitsDays: 17 }), timeGone({ dueInDays: 7, waitsDays: 7 }), timeGone({ dueInDays: 14, waitsDays: 0 })]).toEqual([1, 0.5, 0.03]);
  });

  it("names the day only when it is another one", () => {
    const now = new Date(2026, 10, 21, 12);
    expect(moment(new Date(2026, 10, 21, 21, 40).toISOString(), now)).toBe("21:40");
    expect(moment(new Date(2026, 10, 24, 9, 5).toISOString(), now)).toBe("Tue 09:05");
    expect(moment(new Date(2026, 11, 24, 9, 5).toISOString(), now)).toBe("Thu, Dec 24, 09:05");
    expect(moment("nonsense", now)).toBe("");
  });
});
