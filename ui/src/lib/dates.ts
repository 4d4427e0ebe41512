// Days and times in words. Every function takes what it compares with; nothing reads a clock.
import type { CardView } from "./backend/bindings/view";

const TIME = new Intl.DateTimeFormat("en-US", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const WEEKDAY = new Intl.DateTimeFormat("en-US", { weekday: "short" });
const DAY = new Intl.DateTimeFormat("en-US", { weekday: "short", month: "short", day: "numeric" });
const LONG_DAY = new Intl.DateTimeFormat("en-US", { weekday: "long", month: "long", day: "numeric", year: "numeric", timeZone: "UTC" });
const LONG = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeStyle: "short" });

/** "21:40" today, "Tue 21:40" within six days, "Tue, Nov 24, 21:40" on any other day. */
export function moment(rfc3339: string, now: Date): string {
  const at = new Date(rfc3339);
  if (Number.isNaN(at.getTime())) return "";
  if (at.toDateString() === now.toDateString()) return TIME.format(at);
  const near = Math.abs(at.getTime() - now.getTime()) < 6 * 24 * 3600_000;
  return near ? `${WEEKDAY.format(at)} ${TIME.format(at)}` : `${DAY.format(at)}, ${TIME.format(at)}`;
}

/** With date and time in full, for a title. */
export function momentInFull(rfc3339: string): string {
  const at = new Date(rfc3339);
  return Number.isNaN(at.getTime()) ? "" : LONG.format(at);
}

/** An ISO day in full: "Friday, December 11, 2026". */
export function dayInFull(iso: string): string {
  const day = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? iso : LONG_DAY.format(day);
}

/** An ISO day `days` calendar days after the one of `now`, in local time. */
export function isoDay(now: Date, days: number): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

export function days(n: number): string {
  return n === 1 ? "1 day" : `${n} days`;
}

export function dueWords(dueInDays: number): string {
  if (dueInDays < 0) return `${days(-dueInDays)} late`;
  if (dueInDays === 0) return "due today";
  return `due in ${days(dueInDays)}`;
}

export type Urgency = "ok" | "warn" | "bad";

/** Late or within two business days is bad; beyond the target of seven days of waiting, a warning. */
export function urgency(card: Pick<CardView, "dueInDays" | "waitsDays">): Urgency {
  if (card.dueInDays <= 2) return "bad";
  return card.waitsDays > 7 || card.dueInDays <= 5 ? "warn" : "ok";
}

/** How much of the promised time has gone, 0 to 1. */
export function timeGone(card: Pick<CardView, "dueInDays" | "waitsDays">): number {
  const whole = card.waitsDays + card.dueInDays;
  return whole <= 0 ? 1 : Math.min(1, Math.max(0.03, card.waitsDays / whole));
}

/** Words a minute at which a text is read with care. */
const CAREFUL = 150;

export function readingWords(words: number): string {
  const minutes = Math.max(1, Math.round(words / CAREFUL));
  return `about ${minutes === 1 ? "1 minute" : `${minutes} minutes`} to read`;
}

export function receivedWords(waitsDays: number): string {
  return waitsDays === 0 ? "received today" : `received ${waitsDays === 1 ? "1 business day" : `${waitsDays} business days`} ago`;
}
