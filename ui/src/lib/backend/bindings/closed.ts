// Written by `cargo test -p review` from the enums of `domain` and `wire`. Do not edit.

export const FIELD = [
  "title",
  "summary",
  "lessons",
  "differently",
] as const;
export type Field = (typeof FIELD)[number];

export const CLASS = [
  "PERSON",
  "AGENCY",
  "LOCATION",
  "ORG",
  "DATE",
  "TIME",
  "AGE",
  "DOB",
  "CASE_ID",
  "BADGE",
  "PLATE",
  "VIN",
  "LICENSE",
  "SSN",
  "PHONE",
  "EMAIL",
  "URL",
  "HANDLE",
  "IP",
  "ORI",
  "SERIAL",
  "UNIQUE",
  "LES",
] as const;
export type Class = (typeof CLASS)[number];

export const FAMILY = [
  "who",
  "where",
  "when",
  "numbers",
  "quasi",
  "sensitive",
] as const;
export type Family = (typeof FAMILY)[number];

export const ACT = [
  "replace",
  "generalise",
  "band",
  "keep-the-difference",
  "drop",
  "keep",
  "copy-edit",
  "mark",
  "revert",
] as const;
export type Act = (typeof ACT)[number];

export const REASON = [
  "identifying",
  "sensitive",
  "language",
  "clarity",
  "not-identifying",
  "public-figure",
  "common-word",
  "well-known",
  "meant",
] as const;
export type Reason = (typeof REASON)[number];

export const SHEET_PART = [
  "note",
  "verdict",
  "les-pass",
  "les-test",
  "intruder-test",
  "takeaways",
  "comments",
  "coding",
] as const;
export type SheetPart = (typeof SHEET_PART)[number];

export const LEAK_KIND = [
  "value",
  "shared-token",
  "second-token",
] as const;
export type LeakKind = (typeof LEAK_KIND)[number];

export const LIKENESS = [
  "same-event",
  "alike",
] as const;
export type Likeness = (typeof LIKENESS)[number];

export const MATTER = [
  "number",
  "quantity",
  "negation",
] as const;
export type Matter = (typeof MATTER)[number];

export const STAGE = [
  "stage_one",
  "stage_two",
  "third_review",
  "publish",
] as const;
export type Stage = (typeof STAGE)[number];

export const STATE = [
  "stage_one",
  "stage_two",
  "third_review",
  "approved",
  "published",
  "declined",
  "deferred",
  "withdrawn",
] as const;
export type State = (typeof STATE)[number];

export const ROLE = [
  "stage_one",
  "stage_two",
  "staff",
  "administrator",
] as const;
export type Role = (typeof ROLE)[number];

export const STEP_KIND = [
  "hand_over",
  "return",
  "ask_third",
  "approve",
  "decline",
  "defer",
  "send_back",
  "undo_decline",
  "publish",
  "correct",
  "retract",
  "withdraw",
  "resume",
] as const;
export type StepKind = (typeof STEP_KIND)[number];

export const REFUSAL = [
  "wrong_state",
  "wrong_role",
  "four_eyes",
  "not_claimant",
  "claimed",
  "concluded",
  "open_findings",
  "leak",
  "meaning",
  "title_missing",
  "comment_missing",
  "reason_missing",
  "authenticity_missing",
  "not_law_enforcement",
  "not_unsure",
  "les_pass_missing",
  "les_unanswered",
  "intruder_missing",
  "in_the_news",
  "not_asked",
  "still_waiting",
  "lesson_missing",
  "takeaway_not_yours",
  "category_missing",
  "tag_missing",
  "date_out_of_range",
  "seal_over",
  "not_due",
  "text_mismatch",
  "too_large",
] as const;
export type Refusal = (typeof REFUSAL)[number];

export const AUTHENTICITY = [
  "law-enforcement",
  "unsure",
  "not-law-enforcement",
] as const;
export type Authenticity = (typeof AUTHENTICITY)[number];

export const DECLINE_REASON = [
  "not-law-enforcement",
  "insufficient-detail",
  "out-of-scope",
  "duplicate",
] as const;
export type DeclineReason = (typeof DECLINE_REASON)[number];

export const DEFER_REASON = [
  "high-profile",
  "active-investigation",
] as const;
export type DeferReason = (typeof DEFER_REASON)[number];

export const SIGN = [
  "vocabulary",
  "plausibility",
  "internal-consistency",
  "officers-knowledge",
] as const;
export type Sign = (typeof SIGN)[number];

export const FLAG = [
  "possible-crime",
  "author-in-distress",
] as const;
export type Flag = (typeof FLAG)[number];

export const INTRUDER = [
  "in-the-news",
  "found-by-search",
  "colleague-is-sure",
  "neighbour-is-sure",
  "subject-is-sure",
] as const;
export type Intruder = (typeof INTRUDER)[number];

export const QUASI = [
  "date",
  "time",
  "place",
  "agency",
  "department",
  "size",
  "population",
  "region",
  "rank",
  "unit",
  "sex",
  "tenure",
  "rare-event",
] as const;
export type Quasi = (typeof QUASI)[number];

export const CATEGORY = [
  "traffic-violations",
  "pursuit-emergency-driving",
  "crash-roadside-assist",
  "domestic-disturbance",
  "disturbance-fight-assault",
  "burglary-robbery-theft",
  "suspicious-person-vehicle",
  "warrant-arrest",
  "foot-pursuit-search",
  "custody-transport-booking",
  "crisis-welfare-medical",
  "training-range-equipment",
  "special-event-off-duty-other",
] as const;
export type Category = (typeof CATEGORY)[number];

export const TAG = [
  "roadway-safety",
  "decision-making",
  "equipment-issues",
  "low-light-conditions",
  "situational-awareness",
  "complacency",
  "communication",
  "radio-dispatch-information",
  "policy-deviation",
  "training-gap",
  "fatigue",
  "distraction",
  "waiting-for-backup",
  "one-officer-response",
  "contact-cover",
  "positioning-cover",
  "approach",
  "pat-down-search",
  "missed-weapon",
  "weapon-retention",
  "firearm-handling-discharge",
  "less-lethal",
  "handcuffing-restraint",
  "vehicle-operation",
  "intersection",
  "seat-belt",
  "body-armor",
  "weather",
  "crossfire-friendly-fire",
  "off-duty-plainclothes",
  "ambush",
  "edged-weapon",
  "concealed-firearm",
  "subject-impaired",
  "subject-mental-health",
  "hazardous-substance",
  "multi-agency",
  "first-aid-tourniquet",
] as const;
export type Tag = (typeof TAG)[number];

export const FACTOR_GROUP = [
  "person",
  "team",
  "environment",
  "subject",
  "equipment",
  "organisation",
] as const;
export type FactorGroup = (typeof FACTOR_GROUP)[number];

export const FACTOR = [
  "person/situational-awareness-lapse",
  "person/complacency",
  "person/decision-making",
  "person/skill",
  "person/fatigue",
  "person/stress-or-time-pressure",
  "person/distraction",
  "person/assumption",
  "team/lack-of-communication",
  "team/coordination",
  "team/backup-missing-or-late",
  "team/supervision",
  "environment/hazardous-conditions",
  "environment/low-light",
  "environment/weather-or-road",
  "environment/traffic",
  "environment/unknown-place",
  "environment/crowd",
  "subject/concealed-weapon",
  "subject/impairment",
  "subject/crisis",
  "subject/ambush",
  "subject/motorist-behaviour",
  "subject/animal",
  "equipment/failed",
  "equipment/design-or-fit",
  "equipment/not-carried-or-worn",
  "equipment/vehicle",
  "organisation/deviation-from-policy-and-training",
  "organisation/policy-gap",
  "organisation/training-gap",
  "organisation/staffing",
  "organisation/dispatch-information",
  "organisation/culture",
] as const;
export type Factor = (typeof FACTOR)[number];

export const PREVENTED = [
  "backup",
  "distance-or-cover",
  "repeated-search",
  "protective-gear",
  "retention-device",
  "training-response",
  "communication",
  "bystander",
  "subjects-equipment-failed",
  "luck-only",
] as const;
export type Prevented = (typeof PREVENTED)[number];

export const INVOLVEMENT = [
  "directly-involved",
  "witness",
  "informed",
  "on-behalf",
] as const;
export type Involvement = (typeof INVOLVEMENT)[number];

export const AGENCY_TYPE = [
  "municipal",
  "county-sheriff",
  "state",
  "campus",
  "transit",
  "tribal",
  "federal",
  "corrections",
  "other",
] as const;
export type AgencyType = (typeof AGENCY_TYPE)[number];

export const DEPARTMENT_TYPE = [
  "police",
  "sheriff",
  "highway-patrol",
  "corrections",
  "dispatch",
  "other",
] as const;
export type DepartmentType = (typeof DEPARTMENT_TYPE)[number];

export const SWORN_BAND = [
  "1-9",
  "10-24",
  "25-49",
  "50-99",
  "100-249",
  "250-499",
  "500-999",
  "1000-plus",
  "under-50",
  "50-249",
  "250-plus",
] as const;
export type SwornBand = (typeof SWORN_BAND)[number];

export const POPULATION_BAND = [
  "under-2500",
  "2500-9999",
  "10000-24999",
  "25000-49999",
  "50000-99999",
  "100000-499999",
  "500000-plus",
  "under-25000",
  "25000-99999",
  "100000-plus",
] as const;
export type PopulationBand = (typeof POPULATION_BAND)[number];

export const REGION = [
  "northeast",
  "midwest",
  "south",
  "southwest",
  "west",
  "noncontiguous",
] as const;
export type Region = (typeof REGION)[number];

export const LIGHT = [
  "daylight",
  "dusk-dawn",
  "dark-lit",
  "dark-unlit",
  "indoors",
] as const;
export type Light = (typeof LIGHT)[number];

export const WEATHER = [
  "clear",
  "rain",
  "snow-ice",
  "fog",
  "wind",
  "hot",
  "indoors",
] as const;
export type Weather = (typeof WEATHER)[number];

export const ROAD = [
  "dry",
  "wet",
  "snow-ice",
  "gravel-dirt",
  "not-applicable",
] as const;
export type Road = (typeof ROAD)[number];

export const SUBJECT_WEAPON = [
  "none",
  "firearm",
  "edged",
  "blunt",
  "vehicle",
  "personal",
  "other",
  "unknown",
] as const;
export type SubjectWeapon = (typeof SUBJECT_WEAPON)[number];

export const SUBJECT_IMPAIRMENT = [
  "none",
  "alcohol",
  "drugs",
  "mental-health",
  "unknown",
] as const;
export type SubjectImpairment = (typeof SUBJECT_IMPAIRMENT)[number];

export const SUBJECT_BEHAVIOUR = [
  "cooperative",
  "passive",
  "fleeing",
  "resisting",
  "assaultive",
  "absent",
] as const;
export type SubjectBehaviour = (typeof SUBJECT_BEHAVIOUR)[number];

export const OFFICERS_ON_SCENE = [
  "1",
  "2",
  "3-4",
  "5-plus",
] as const;
export type OfficersOnScene = (typeof OFFICERS_ON_SCENE)[number];

export const EQUIPMENT = [
  "body-armor",
  "body-camera",
  "seat-belt",
  "less-lethal",
  "long-gun",
  "shield",
  "radio",
  "flashlight",
  "traffic-vest",
  "none",
] as const;
export type Equipment = (typeof EQUIPMENT)[number];

export const SEVERITY = [
  "minor-injury",
  "serious-injury",
  "death",
] as const;
export type Severity = (typeof SEVERITY)[number];

export const QUESTION = [
  "involvement",
  "agency_type",
  "department_type",
  "sworn_band",
  "population_band",
  "region",
  "call_type",
  "light",
  "weather",
  "road",
  "subject_weapon",
  "subject_impairment",
  "subject_behaviour",
  "officers_on_scene",
  "equipment",
  "severity",
] as const;
export type Question = (typeof QUESTION)[number];

export const MEASURE = [
  "removed",
  "caught_late",
  "stage_days",
  "promise",
  "outcome",
  "category_factor",
  "category",
  "prevented",
  "intruder",
] as const;
export type Measure = (typeof MEASURE)[number];

export const DAY_BAND = [
  "0-1",
  "2-3",
  "4-7",
  "8-14",
  "15+",
] as const;
export type DayBand = (typeof DAY_BAND)[number];

export const LIBRARY_ACT = [
  "corrected",
  "taken_out",
] as const;
export type LibraryAct = (typeof LIBRARY_ACT)[number];

/** The family in which a class is shown. */
export const FAMILY_OF: Record<Class, Family> = {
  PERSON: "who",
  AGENCY: "where",
  LOCATION: "where",
  ORG: "where",
  DATE: "when",
  TIME: "when",
  AGE: "when",
  DOB: "when",
  CASE_ID: "numbers",
  BADGE: "numbers",
  PLATE: "numbers",
  VIN: "numbers",
  LICENSE: "numbers",
  SSN: "numbers",
  PHONE: "who",
  EMAIL: "who",
  URL: "who",
  HANDLE: "who",
  IP: "who",
  ORI: "numbers",
  SERIAL: "numbers",
  UNIQUE: "quasi",
  LES: "sensitive",
};
