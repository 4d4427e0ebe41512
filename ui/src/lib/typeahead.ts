// What a few typed letters mean in a closed list.

export interface Choice<T extends string> {
  value: T;
  label: string;
  /** What it belongs to; typed, it finds all of the group. */
  group?: string;
}

const wordsOf = (text: string) => text.toLowerCase().split(/[^\p{L}\p{N}']+/u).filter(Boolean);

/** The choices of which every typed word begins a word, those first of which the first word does. */
export function typedAhead<T extends string>(choices: readonly Choice<T>[], typed: string): Choice<T>[] {
  const asked = wordsOf(typed);
  const fits = ({ label, group = "" }: Choice<T>) => {
    const words = [...wordsOf(label), ...wordsOf(group)];
    return asked.every((one) => words.some((word) => word.startsWith(one)));
  };
  const first = asked[0];
  const late = ({ label }: Choice<T>) => (first !== undefined && !wordsOf(label)[0]?.startsWith(first) ? 1 : 0);
  return choices.filter(fits).sort((a, b) => late(a) - late(b));
}
