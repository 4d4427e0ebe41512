// The words of the author's structured answers and of the coding: one phrase for each value of the closed lists.
import {
  AGENCY_TYPE, CATEGORY, DEPARTMENT_TYPE, EQUIPMENT, INVOLVEMENT, LIGHT, OFFICERS_ON_SCENE, POPULATION_BAND, REGION, ROAD,
  SEVERITY, SUBJECT_BEHAVIOUR, SUBJECT_IMPAIRMENT, SUBJECT_WEAPON, SWORN_BAND, WEATHER,
} from "./backend/bindings/closed";
import type { Category, Factor, FactorGroup, Prevented, Question, Region, SwornBand, Tag } from "./backend/bindings/closed";
import type { AnswersView } from "./backend/bindings/view";

/** Words for exactly the values of a closed list. */
function words<const T extends readonly string[]>(list: T, map: Record<T[number], string>): { list: readonly string[]; map: Record<string, string> } {
  return { list, map };
}

export const CATEGORIES: Record<Category, string> = {
  "traffic-violations": "Traffic stop and violations",
  "pursuit-emergency-driving": "Pursuit and emergency driving",
  "crash-roadside-assist": "Crash, roadside, motorist assist",
  "domestic-disturbance": "Domestic disturbance",
  "disturbance-fight-assault": "Disturbance, fight, assault",
  "burglary-robbery-theft": "Burglary, robbery, theft",
  "suspicious-person-vehicle": "Suspicious person or vehicle",
  "warrant-arrest": "Warrant and arrest",
  "foot-pursuit-search": "Foot pursuit and search",
  "custody-transport-booking": "Custody, transport, booking",
  "crisis-welfare-medical": "Crisis, welfare check, medical",
  "training-range-equipment": "Training, range, equipment",
  "special-event-off-duty-other": "Special event, off duty, other",
};

export const REGIONS: Record<Region, string> = {
  northeast: "Northeast", midwest: "Midwest", south: "South", southwest: "Southwest", west: "West",
  noncontiguous: "Alaska, Hawaii, territories",
};

export const SWORN_BANDS: Record<SwornBand, string> = {
  "1-9": "1–9 sworn", "10-24": "10–24 sworn", "25-49": "25–49 sworn", "50-99": "50–99 sworn", "100-249": "100–249 sworn",
  "250-499": "250–499 sworn", "500-999": "500–999 sworn", "1000-plus": "1,000 or more sworn",
  "under-50": "Under 50 sworn", "50-249": "50–249 sworn", "250-plus": "250 or more sworn",
};

interface Asked {
  key: Question;
  question: string;
  /** The closed list and its words. */
  answers: ReturnType<typeof words>;
}

/** The questions in the order in which they are shown. */
export const QUESTIONS: Asked[] = [
  { key: "call_type", question: "Type of call", answers: words(CATEGORY, CATEGORIES) },
  { key: "involvement", question: "The author was", answers: words(INVOLVEMENT, { "directly-involved": "Directly involved", witness: "A witness", informed: "Told about it", "on-behalf": "Writing on behalf of another" }) },
  { key: "severity", question: "It could have ended in", answers: words(SEVERITY, { "minor-injury": "Minor injury", "serious-injury": "Serious injury", death: "Death" }) },
  { key: "region", question: "Region", answers: words(REGION, REGIONS) },
  { key: "sworn_band", question: "Size of the agency", answers: words(SWORN_BAND, SWORN_BANDS) },
  { key: "population_band", question: "Population served", answers: words(POPULATION_BAND, { "under-2500": "Under 2,500", "2500-9999": "2,500–9,999", "10000-24999": "10,000–24,999", "25000-49999": "25,000–49,999", "50000-99999": "50,000–99,999", "100000-499999": "100,000–499,999", "500000-plus": "500,000 or more", "under-25000": "Under 25,000", "25000-99999": "25,000–99,999", "100000-plus": "100,000 or more" }) },
  { key: "agency_type", question: "Type of agency", answers: words(AGENCY_TYPE, { municipal: "Municipal", "county-sheriff": "County or sheriff", state: "State", campus: "Campus", transit: "Transit", tribal: "Tribal", federal: "Federal", corrections: "Corrections", other: "Other" }) },
  { key: "department_type", question: "Type of department", answers: words(DEPARTMENT_TYPE, { police: "Police", sheriff: "Sheriff", "highway-patrol": "Highway patrol", corrections: "Corrections", dispatch: "Dispatch", other: "Other" }) },
  { key: "officers_on_scene", question: "Officers on scene", answers: words(OFFICERS_ON_SCENE, { "1": "One", "2": "Two", "3-4": "Three or four", "5-plus": "Five or more" }) },
  { key: "light", question: "Light", answers: words(LIGHT, { daylight: "Daylight", "dusk-dawn": "Dusk or dawn", "dark-lit": "Dark, street lights", "dark-unlit": "Dark, no lights", indoors: "Indoors" }) },
  { key: "weather", question: "Weather", answers: words(WEATHER, { clear: "Clear", rain: "Rain", "snow-ice": "Snow or ice", fog: "Fog", wind: "Wind", hot: "Hot", indoors: "Indoors" }) },
  { key: "road", question: "Road", answers: words(ROAD, { dry: "Dry", wet: "Wet", "snow-ice": "Snow or ice", "gravel-dirt": "Gravel or dirt", "not-applicable": "Not on a road" }) },
  { key: "subject_weapon", question: "Subject's weapon", answers: words(SUBJECT_WEAPON, { none: "None", firearm: "Firearm", edged: "Edged weapon", blunt: "Blunt object", vehicle: "Vehicle", personal: "Hands and feet", other: "Other", unknown: "Unknown" }) },
  { key: "subject_impairment", question: "Subject's impairment", answers: words(SUBJECT_IMPAIRMENT, { none: "None", alcohol: "Alcohol", drugs: "Drugs", "mental-health": "Mental health", unknown: "Unknown" }) },
  { key: "subject_behaviour", question: "Subject's behaviour", answers: words(SUBJECT_BEHAVIOUR, { cooperative: "Cooperative", passive: "Passive", fleeing: "Fleeing", resisting: "Resisting", assaultive: "Assaultive", absent: "No subject there" }) },
  { key: "equipment", question: "Equipment worn or used", answers: words(EQUIPMENT, { "body-armor": "Body armor", "body-camera": "Body camera", "seat-belt": "Seat belt", "less-lethal": "Less-lethal", "long-gun": "Long gun", shield: "Shield", radio: "Radio", flashlight: "Flashlight", "traffic-vest": "Traffic vest", none: "None" }) },
];

/** The answers that were given, in words. */
export function answersInWords(answers: AnswersView): { key: string; question: string; answer: string }[] {
  return QUESTIONS.flatMap(({ key, question, answers: { map } }) => {
    const given = (answers as Record<string, string | string[] | null>)[key] ?? null;
    const values = Array.isArray(given) ? given : given === null ? [] : [given];
    return values.length ? [{ key, question, answer: values.map((value) => map[value] ?? value).join(", ") }] : [];
  });
}

/** The question as it is asked, and the words of each of its answers. */
export function question(key: Question): Asked {
  return QUESTIONS.find((one) => one.key === key)!;
}

/** One answer in words. */
export function answerWords(key: Question, values: string[]): string {
  const { map } = question(key).answers;
  return values.map((value) => map[value] ?? value).join(", ");
}

export const TAGS: Record<Tag, string> = {
  "roadway-safety": "Roadway safety", "decision-making": "Decision making", "equipment-issues": "Equipment issues",
  "low-light-conditions": "Low-light conditions", "situational-awareness": "Situational awareness", complacency: "Complacency",
  communication: "Communication", "radio-dispatch-information": "Radio and dispatch information", "policy-deviation": "Policy deviation",
  "training-gap": "Training gap", fatigue: "Fatigue", distraction: "Distraction", "waiting-for-backup": "Waiting for backup",
  "one-officer-response": "One-officer response", "contact-cover": "Contact and cover", "positioning-cover": "Positioning and cover",
  approach: "Approach", "pat-down-search": "Pat-down and search", "missed-weapon": "Missed weapon", "weapon-retention": "Weapon retention",
  "firearm-handling-discharge": "Firearm handling, discharge", "less-lethal": "Less-lethal", "handcuffing-restraint": "Handcuffing and restraint",
  "vehicle-operation": "Vehicle operation", intersection: "Intersection", "seat-belt": "Seat belt", "body-armor": "Body armor",
  weather: "Weather", "crossfire-friendly-fire": "Crossfire, friendly fire", "off-duty-plainclothes": "Off duty, plain clothes",
  ambush: "Ambush", "edged-weapon": "Edged weapon", "concealed-firearm": "Concealed firearm", "subject-impaired": "Subject impaired",
  "subject-mental-health": "Subject's mental health", "hazardous-substance": "Hazardous substance", "multi-agency": "Several agencies",
  "first-aid-tourniquet": "First aid, tourniquet",
};

export const FACTOR_GROUPS: Record<FactorGroup, string> = {
  person: "Person", team: "Team", environment: "Environment", subject: "Subject", equipment: "Equipment", organisation: "Organisation",
};

export const FACTORS: Record<Factor, string> = {
  "person/situational-awareness-lapse": "Lapse of situational awareness", "person/complacency": "Complacency",
  "person/decision-making": "Decision making", "person/skill": "Skill", "person/fatigue": "Fatigue",
  "person/stress-or-time-pressure": "Stress or time pressure", "person/distraction": "Distraction", "person/assumption": "Assumption",
  "team/lack-of-communication": "Lack of communication", "team/coordination": "Coordination",
  "team/backup-missing-or-late": "Backup missing or late", "team/supervision": "Supervision",
  "environment/hazardous-conditions": "Hazardous conditions", "environment/low-light": "Low light",
  "environment/weather-or-road": "Weather or road", "environment/traffic": "Traffic", "environment/unknown-place": "Unknown place",
  "environment/crowd": "Crowd", "subject/concealed-weapon": "Concealed weapon", "subject/impairment": "Impairment",
  "subject/crisis": "Crisis", "subject/ambush": "Ambush", "subject/motorist-behaviour": "Motorist's behaviour", "subject/animal": "Animal",
  "equipment/failed": "Equipment failed", "equipment/design-or-fit": "Design or fit", "equipment/not-carried-or-worn": "Not carried or worn",
  "equipment/vehicle": "Vehicle", "organisation/deviation-from-policy-and-training": "Deviation from policy and training",
  "organisation/policy-gap": "Gap in policy", "organisation/training-gap": "Gap in training", "organisation/staffing": "Staffing",
  "organisation/dispatch-information": "Information from dispatch", "organisation/culture": "Culture",
};

export const PREVENTEDS: Record<Prevented, string> = {
  backup: "Backup", "distance-or-cover": "Distance or cover", "repeated-search": "A repeated search", "protective-gear": "Protective gear",
  "retention-device": "Retention device", "training-response": "Response from training", communication: "Communication",
  bystander: "A bystander", "subjects-equipment-failed": "The subject's equipment failed", "luck-only": "Luck only",
};
