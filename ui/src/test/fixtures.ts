// Views as the app sends them, for tests. Everything in them is made up.
import { FIELD } from "../lib/backend/bindings/closed";
import type { Act, Class, Field } from "../lib/backend/bindings/closed";
import type { AppView, CardView, CodesView, DeskNews, DeskView, EntityView, FindingView, HolderView, LibraryView, OverviewView, PeopleView, Place, PublicationView, PublishView, QueueView, RowsView, SecretView, StatusView, TakeawayView } from "../lib/backend/bindings/view";
import { FAMILY_OF } from "../lib/backend/bindings/closed";

export const status: StatusView = { link: "online", pulledAt: "2026-11-21T20:58:00Z", waiting: 0, stuck: 0, draftsSent: true, queueChanges: 0, sessionExpired: false };

export const app: AppView = {
  server: "https://review.example.org", lastName: "ralvarado", version: "0.1.0", phase: "open",
  who: { name: "ralvarado", display: "R. Alvarado", roles: ["stage_one", "stage_two", "staff"] }, wants: null, lockMinutes: 15,
};

/** A QR code of one dark module. */
export const secretView: SecretView = { secret: "GEZD GNBV", uri: "otpauth://totp/one?secret=GEZDGNBV", size: 9, path: "M4 4h1v1h-1z" };
export const codesView: CodesView = { codes: ["abcd-efgh-ijkm", "nopq-rstu-vwxy"] };

export function card(id: string, other: Partial<CardView> = {}): CardView {
  return {
    id, state: "stage_one", category: "suspicious-person-vehicle", region: "southwest", swornBand: "25-49", words: 412,
    received: "2026-11-16", due: "2026-12-07", waitsDays: 4, dueInDays: 10, claim: { kind: "free" }, barred: null,
    deferredUntil: null, declinedFor: null, sealedUntil: null, sending: false, waitingSince: null, event: null, flag: null, ...other,
  };
}

export const SUMMARY = "I was backing Quintana on a stop at Pinion Wash Rd.\n\nQuintana shouted, and the driver of KTR 5521 stopped.";

export function finding(id: string, words: string, klass: Class, group: number, from: number, other: Partial<FindingView> = {}): FindingView {
  return {
    id, class: klass, family: FAMILY_OF[klass], words, group, place: { field: "summary", from, to: from + words.length }, score: 0.97,
    unsure: false, fresh: false, why: { recogniser: "person", matched: "a surname", raised: ["a capital"], lowered: [] }, decided: null,
    suggestions: [{ act: "replace" as Act, text: `[${words.length}]` }], les: null, ...other,
  };
}

/** Who is who, as the groups of the findings say it. */
export function entitiesOf(findings: FindingView[]): EntityView[] {
  const count = Math.max(-1, ...findings.map((one) => one.group)) + 1;
  return Array.from({ length: count }, (_, group) => {
    const own = findings.filter((one) => one.group === group);
    const tokens = [...new Set(own.map((one) => one.decided?.replacement).filter((one): one is string => /\d\]$/.test(one ?? "")))];
    return { class: own[0]?.class ?? "PERSON", name: own[0]?.words ?? "", tokens, places: own.length };
  });
}

/** A takeaway of stage two, as somebody else sees it. */
export function takeawayView(id: string, text: string, other: Partial<TakeawayView> = {}): TakeawayView {
  return { id, by: "stage_two", text, mine: false, mayWithdraw: false, withdrawn: false, answers: null, place: null, words: "", lost: false, faults: [], kept: [], ...other };
}

export function deskView(other: Partial<DeskView> = {}): DeskView {
  const text: Record<Field, string> = { title: "", summary: SUMMARY, lessons: "Look twice.", differently: "" };
  const findings = [
    finding("a", "Quintana", "PERSON", 0, 14, { suggestions: [{ act: "replace", text: "[Officer 1]" }, { act: "generalise", text: "[another officer]" }] }),
    finding("b", "Pinion Wash Rd", "LOCATION", 1, 36, { suggestions: [{ act: "generalise", text: "[a rural road]" }] }),
    finding("c", "Quintana", "PERSON", 0, 53, { suggestions: [{ act: "replace", text: "[Officer 1]" }] }),
    finding("d", "KTR 5521", "PLATE", 2, SUMMARY.indexOf("KTR"), { unsure: true, score: 0.4 }),
  ];
  return {
    card: card("r1", { claim: { kind: "mine", until: "2026-11-24T21:40:00Z" } }), stage: "stage_one", revision: 1,
    fields: FIELD.map((field) => ({ field, text: text[field] })), findings, entities: entitiesOf(findings), offers: [], edits: [], leaks: [], meaning: [], unread: [],
    blockers: [
      ...findings.map((one) => ({ rule: "open_findings" as const, place: one.place, finding: one.id, takeaway: null })),
      { rule: "title_missing", place: { field: "title", from: 0, to: 0 }, finding: null, takeaway: null },
    ],
    answers: { region: "southwest", light: "dark-unlit", equipment: ["body-armor", "flashlight"] },
    questions: [
      { question: "sworn_band", given: ["25-49"], now: ["25-49"], wider: "under-50", act: null, reason: null },
      { question: "region", given: ["southwest"], now: ["southwest"], wider: null, act: null, reason: null },
      { question: "equipment", given: ["body-armor", "flashlight"], now: ["body-armor", "flashlight"], wider: null, act: null, reason: null },
    ],
    record: [], notes: [], original: null, author: { canAsk: true, waitingSince: null, stillWaits: false, asked: [] }, verdict: null,
    sheet: { note: "", authenticity: null, lesPass: false, checks: noChecks, comments: [], takeaways: [], coding: emptyCoding },
    canUndo: false, canRedo: false, elsewhere: false, ...other,
  };
}

const LISTS = ["findings", "entities", "offers", "edits", "unread", "blockers", "record"] as const;

/** A desk as the app tells it to a window that knows nothing of it. */
export function newsOf(view: DeskView, number = 1): DeskNews {
  const rows = (list: readonly unknown[]): RowsView => ({
    runs: list.length ? [-1, list.length] : [],
    fresh: [...list],
    places: list.flatMap((row) => {
      const place = (row as { place?: Place | null }).place ?? ("field" in (row as object) ? (row as Place) : null);
      return place ? [FIELD.indexOf(place.field), place.from, place.to] : [-1, 0, 0];
    }),
  });
  const parts = Object.fromEntries(Object.entries(view).filter(([name]) => !(LISTS as readonly string[]).includes(name)));
  return { number, after: null, parts, lists: Object.fromEntries(LISTS.map((name) => [name, name === "unread" ? { ...rows(view.unread), fresh: view.unread.map(() => null) } : rows(view[name])])) };
}

export const noChecks = { signs: [], note: "", intruder: [] };

export const emptyCoding = { category: null, tags: [], factors: [], primary_factor: null, prevented: [], severity: null };

export const stageTwo: DeskView = deskView({
  stage: "stage_two",
  card: card("r1", { state: "stage_two", claim: { kind: "mine", until: "2026-11-24T21:40:00Z" } }),
  findings: [finding("l", "a stop at", "LES", 5, 26, { unsure: true, suggestions: [{ act: "generalise", text: "[a tactic]" }] })],
  record: [{ act: "replace", reason: "identifying", class: "PERSON", place: { field: "summary", from: 14, to: 22 }, places: 2, words: "Quintana" }],
  notes: [{ stage: "stage_one", text: "See the second paragraph.", place: null, words: "" }],
  sheet: { note: "", authenticity: null, lesPass: false, checks: noChecks, comments: [], takeaways: [takeawayView("t1", "Look into the gap.", { mine: true, mayWithdraw: true })], coding: emptyCoding },
  blockers: [{ rule: "authenticity_missing", place: null, finding: null, takeaway: null }, { rule: "les_pass_missing", place: null, finding: null, takeaway: null }],
});

export const queueView: QueueView = {
  cards: [
    card("r1", { claim: { kind: "mine", until: "2026-11-24T21:40:00Z" } }),
    card("r2", { category: "domestic-disturbance", due: "2026-11-26", dueInDays: 3, waitsDays: 11 }),
    card("r3", { claim: { kind: "taken", by: null, until: null } }),
    card("r4", { state: "stage_two", barred: "four_eyes" }),
    card("r5", { state: "approved", category: "warrant-arrest" }),
  ],
  status,
};

const tally = (quarter: string, measure: OverviewView["tallies"][number]["measure"], of: string, count: number | null, by: string | null = null) => ({ quarter, measure, of, by, count });

export const overviewView: OverviewView = {
  smallest: 5,
  open: [{ state: "stage_one", age: "0-1", reports: 4 }, { state: "stage_two", age: "0-1", reports: 1 }, { state: "stage_two", age: "15+", reports: 2 }, { state: "approved", age: "8-14", reports: 3 }],
  tallies: [
    tally("2026Q3", "removed", "PERSON", 40), tally("2026Q4", "removed", "PERSON", 21), tally("2026Q4", "removed", "PLATE", null), tally("2026Q4", "caught_late", "PERSON", null),
    tally("2026Q3", "promise", "4-7", 9), tally("2026Q4", "promise", "4-7", 6), tally("2026Q4", "promise", "15+", null), tally("2026Q4", "outcome", "published", 7), tally("2026Q3", "outcome", "published", 9),
    tally("2026Q4", "outcome", "declined", null), tally("2026Q4", "stage_days", "stage_one", 8, "2-3"), tally("2026Q4", "stage_days", "stage_two", null, "4-7"),
    tally("2026Q4", "category", "traffic-violations", 7), tally("2026Q4", "category_factor", "traffic-violations", 5, "team/coordination"), tally("2026Q4", "category_factor", "warrant-arrest", null, "team/coordination"),
    tally("2026Q4", "intruder", "in-the-news", 7, "no"), tally("2026Q4", "intruder", "colleague-is-sure", null, "yes"), tally("2026Q4", "intruder", "colleague-is-sure", 6, "no"),
    tally("2026Q4", "prevented", "backup", 6), tally("2026Q3", "prevented", "luck-only", null), tally("2026Q4", "prevented", "luck-only", null),
  ],
};

export const libraryView: LibraryView = {
  publications: [
    { id: "u2", number: 2, title: "A second rifle", category: "traffic-violations", tags: ["approach"], several: true },
    { id: "u1", number: 1, title: "Ice on the bridge", category: "crash-roadside-assist", tags: ["weather"], several: true },
  ],
  changes: [
    { number: 3, publication: "u3", what: "taken_out", day: "2026-11-20", by: "R. Alvarado", reason: "The author asked for it." },
    { number: 2, publication: "u2", what: "corrected", day: "2026-11-18", by: "J. Lindqvist", reason: "A tag was missing." },
  ],
  questions: ["Where could it have gone wrong?", "What do we do?", "What changes?"],
};

export const publicationView: PublicationView = {
  id: "u2", number: 2, fields: [{ field: "title", text: "A second rifle" }, { field: "summary", text: "[Officer 1] saw it." }, { field: "lessons", text: "Look twice." }, { field: "differently", text: "" }],
  answers: { region: "southwest" }, takeaways: [{ text: "Look into the gap.", place: { field: "summary", from: 12, to: 18 } }], coding: { ...emptyCoding, category: "traffic-violations", tags: ["approach"] },
  sameEvent: [{ id: "u1", number: 1, title: "Ice on the bridge", category: "crash-roadside-assist", tags: ["weather"], several: true }],
};

export const holdersView: HolderView[] = [
  { id: "p4", display: "E. Dahl", roles: ["stage_one"] },
  { id: "p2", display: "J. Whitehorse", roles: ["stage_one", "stage_two"] },
  { id: "p1", display: "R. Alvarado", roles: ["stage_two", "staff"] },
];

export const peopleView: PeopleView = {
  password: null,
  people: [
    { id: "p1", name: "ralvarado", display: "R. Alvarado", roles: ["staff", "administrator"], suspended: false, locked: false, secondFactor: false, sessions: 1, agencies: [], me: true },
    { id: "p2", name: "jwhitehorse", display: "J. Whitehorse", roles: ["stage_one"], suspended: false, locked: true, secondFactor: false, sessions: 2, agencies: ["XA0000000"], me: false },
    { id: "p3", name: "cokafor", display: "C. Okafor", roles: ["stage_one", "stage_two"], suspended: true, locked: false, secondFactor: false, sessions: 0, agencies: [], me: false },
    { id: "p4", name: "edahl", display: "E. Dahl", roles: ["stage_one"], suspended: false, locked: false, secondFactor: false, sessions: 0, agencies: [], me: false },
  ],
};

export const publishView: PublishView = {
  card: card("r5", { state: "approved" }),
  fields: [{ field: "title", text: "A second rifle" }, { field: "summary", text: "[Officer 1] saw it." }, { field: "lessons", text: "Look twice." }, { field: "differently", text: "" }],
  answers: { region: "southwest" }, takeaways: [takeawayView("t1", "Look into the gap.")], coding: emptyCoding, findings: [],
  suggestions: [{ kind: "tag", code: "low-light-conditions", because: [{ place: { field: "summary", from: 12, to: 18 }, words: "saw it", question: null, values: [] }, { place: null, words: "", question: "light", values: ["dark-unlit"] }] }],
  blockers: [{ rule: "category_missing", place: null, finding: null, takeaway: null }, { rule: "tag_missing", place: null, finding: null, takeaway: null }],
};
