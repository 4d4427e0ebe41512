// Characters that can't be seen and may mislead: bidirectional controls, zero-width ones. They are shown by their number.

/** Those that are shown beside the control characters; the joiner of emoji is left alone. */
export const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

const NAMES: Record<number, string> = {
  0xad: "soft hyphen", 0x61c: "Arabic letter mark", 0x200b: "zero-width space", 0x200c: "zero-width non-joiner", 0x200e: "left-to-right mark",
  0x200f: "right-to-left mark", 0x202a: "left-to-right embedding", 0x202b: "right-to-left embedding", 0x202c: "end of direction",
  0x202d: "left-to-right override", 0x202e: "right-to-left override", 0x2060: "word joiner", 0x2066: "left-to-right isolate",
  0x2067: "right-to-left isolate", 0x2068: "first strong isolate", 0x2069: "end of isolate", 0xfeff: "zero-width no-break space",
};

export function numberOf(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

export function nameOf(code: number): string | undefined {
  return NAMES[code];
}

/** A text with every unseen character written out, for places that are no editor. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (found) => `‹${numberOf(found.codePointAt(0) ?? 0)}›`);
}
