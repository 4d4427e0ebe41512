// The text as it is published, in paragraphs, with the passages that takeaways are about; and what somebody selects there.
import { FIELD } from "../backend/bindings/closed";
import type { Field } from "../backend/bindings/closed";
import type { FieldView, Place, TakeawayView } from "../backend/bindings/view";

export interface Piece {
  text: string;
  /** A takeaway is about it. */
  about: boolean;
  /** Numbers of the takeaways whose passage ends here. */
  ends: number[];
}

export interface Paragraph {
  /** Where it begins in its field, in UTF-16 units. */
  from: number;
  pieces: Piece[];
}

interface Anchored {
  number: number;
  place: Place;
}

/** The takeaways with a passage, numbered as they are listed. */
export function anchored(takeaways: readonly Pick<TakeawayView, "place">[]): Anchored[] {
  return takeaways.flatMap(({ place }, i) => (place ? [{ number: i + 1, place }] : []));
}

export function paragraphs(field: Field, text: string, anchors: Anchored[]): Paragraph[] {
  const own = anchors.filter(({ place }) => place.field === field);
  return [...text.matchAll(/[^\n]*\S[^\n]*/g)].map((found) => {
    const [from, to] = [found.index, found.index + found[0].length];
    const cuts = [from, to, ...own.flatMap(({ place }) => [place.from, place.to])].filter((at) => at >= from && at <= to);
    const sorted = [...new Set(cuts)].sort((a, b) => a - b);
    const pieces = sorted.slice(1).map((end, i) => {
      const start = sorted[i]!;
      return {
        text: text.slice(start, end),
        about: own.some(({ place }) => place.from <= start && end <= place.to),
        ends: own.filter(({ place }) => place.to === end).map(({ number }) => number),
      };
    });
    return { from, pieces };
  });
}

/** Every sentence of the text, to choose from by key. */
export function sentencesOf(fields: FieldView[]): { place: Place; words: string }[] {
  const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
  return fields.filter(({ field }) => field !== "title").flatMap(({ field, text }) =>
    [...segmenter.segment(text)].flatMap(({ segment, index }) => {
      const words = segment.trim();
      const from = index + segment.indexOf(words);
      return words ? [{ place: { field, from, to: from + words.length }, words }] : [];
    }));
}

/** Where a point of the document lies in the field whose paragraph holds it. */
function pointOf(node: Node, offset: number): { field: Field; at: number } | null {
  const element = node instanceof Element ? node : node.parentElement;
  const paragraph = element?.closest<HTMLElement>("[data-from]");
  const field = FIELD.find((one) => one === paragraph?.dataset.field);
  if (!paragraph || !field) return null;
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEnd(node, offset);
  const before = range.cloneContents();
  // The numbers of takeaways are no part of the text.
  before.querySelectorAll("sup").forEach((sup) => sup.remove());
  return { field, at: Number(paragraph.dataset.from) + (before.textContent ?? "").length };
}

/** What is selected in the published text: undefined where the selection lies elsewhere, null where it is none. */
export function selectedIn(paper: HTMLElement | undefined, fields: FieldView[]): { place: Place; words: string } | null | undefined {
  const selection = document.getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
  if (!range || !paper?.contains(range.commonAncestorContainer)) return undefined;
  const [start, end] = [pointOf(range.startContainer, range.startOffset), pointOf(range.endContainer, range.endOffset)];
  if (!start || !end || start.field !== end.field) return null;
  const text = fields.find(({ field }) => field === start.field)?.text ?? "";
  const raw = text.slice(start.at, end.at);
  const words = raw.trim();
  const from = start.at + (raw.length - raw.trimStart().length);
  return words ? { place: { field: start.field, from, to: from + words.length }, words } : null;
}

/** A place of the published text in the document; null if it is not shown. */
export function rangeOf(paper: HTMLElement, place: Place): Range | null {
  const all = [...paper.querySelectorAll<HTMLElement>(`[data-field="${place.field}"]`)];
  const paragraph = all.filter((one) => Number(one.dataset.from) <= place.from).at(-1);
  if (!paragraph) return null;
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  let at = Number(paragraph.dataset.from);
  const outside = (node: Node) => (node.parentElement?.closest("sup") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT, outside);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    // Between two nodes a number may stand: what begins there begins in the later one, what ends there ends in the earlier.
    if (at <= place.from && place.from < at + length) range.setStart(node, place.from - at);
    if (at < place.to && place.to <= at + length) range.setEnd(node, place.to - at);
    at += length;
  }
  return range;
}
