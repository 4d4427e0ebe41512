// Takeaways as they are shown: each with its answers, and where one goes that is moved.
import type { TakeawayView } from "../backend/bindings/view";

export interface Thread {
  root: TakeawayView;
  answers: TakeawayView[];
}

/** Those that stand, each with all that answers it, be it through another answer. */
export function threads(takeaways: TakeawayView[]): Thread[] {
  const standing = takeaways.filter((one) => !one.withdrawn);
  const out: Thread[] = [];
  for (const one of standing) {
    const of = out.find(({ root, answers }) => one.answers !== null && [root, ...answers].some((before) => before.id === one.answers));
    if (of) of.answers.push(one);
    else out.push({ root: one, answers: [] });
  }
  return out;
}

/** Before which root one goes that moves by so many steps; null for the end, undefined if it can't. With 0: where it is. */
export function beforeOf(groups: Thread[], id: string, step: number): string | null | undefined {
  const at = groups.findIndex(({ root }) => root.id === id);
  const to = at + step;
  if (at < 0 || to < 0 || to >= groups.length) return undefined;
  return groups[step < 0 ? to : to + 1]?.root.id ?? null;
}

/** The root before which a pointer at this height would drop; null for the end. */
export function rootAt(roots: { id: string; middle: number }[], y: number): string | null {
  return roots.find(({ middle }) => y < middle)?.id ?? null;
}
