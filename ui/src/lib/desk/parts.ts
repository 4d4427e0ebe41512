// What stands around the desk and is driven by it: the editors, the tabs, what else is typed.
import type { ChangeSet } from "@codemirror/state";

/** An editor of one field, as the desk drives it. */
export interface EditorHandle {
  show(changes: ChangeSet | null): void;
  reveal(from: number, to: number, focus: boolean): void;
  /** Nothing is selected any more; the cursor stays. */
  unselect(): void;
}

/** What can stand beside the text. */
export type SideTab = "record" | "checks" | "takeaways" | "author" | "similar" | "diff" | "details" | "history" | "notes";

/** Something else that is typed for the open report: saved and forgotten together with the rest. */
export interface Companion {
  readonly dirty: boolean;
  flush(): Promise<boolean>;
  /** Content is hidden: only what is not saved stays. */
  hide(): void;
  forget(): void;
}

export type FocusWish = "panel" | "none";
