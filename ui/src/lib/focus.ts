// The focus is never lost: what was disabled for a moment gets it back, and for what is gone the part of the screen around it takes it.

/** Parts of the screen that can take the focus, from a tab's panel up to the screen. */
const PARTS = "[role=tabpanel], section[aria-label], section[aria-labelledby], dialog, main";

const isDisabled = (element: Element) => element.matches(":disabled");

/** For the field with which a screen begins. The browser's own autofocus comes late, and takes the focus from whoever types already. */
export const takeFocus = (field: HTMLElement): void => field.focus();

/** Watches the document until the answer is called. */
export function keepFocus(document: Document): () => void {
  const window = document.defaultView;
  let held: HTMLElement | null = null;
  let around: HTMLElement[] = [];
  let waits = 0;

  const nowhere = () => document.activeElement === null || document.activeElement === document.body;

  function took({ target }: FocusEvent) {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    held = target;
    around = [];
    for (let part = target.parentElement?.closest<HTMLElement>(PARTS); part; part = part.parentElement?.closest<HTMLElement>(PARTS)) around.push(part);
  }

  /** Somebody clicked beside everything: that is meant. */
  function clicked() {
    if (nowhere() && held?.isConnected && !isDisabled(held)) held = null;
  }

  function refuge(): HTMLElement | null {
    const part = around.find((one) => one.isConnected);
    const head = part && part.localName !== "main" ? part : (document.querySelector<HTMLElement>("main h1") ?? null);
    if (head && !head.hasAttribute("tabindex")) head.setAttribute("tabindex", "-1");
    return head;
  }

  function mend() {
    waits = 0;
    if (!held || !nowhere()) return;
    if (!held.isConnected) refuge()?.focus({ preventScroll: true });
    // As long as it is disabled, its turn is still to come.
    else if (!isDisabled(held)) held.focus({ preventScroll: true });
  }

  // In the next frame: whoever changed the screen says first where the focus goes on.
  const observer = new MutationObserver(() => {
    if (held && !waits && nowhere()) waits = window?.requestAnimationFrame(mend) ?? 0;
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["disabled"] });
  document.addEventListener("focusin", took);
  document.addEventListener("mouseup", clicked);
  return () => {
    observer.disconnect();
    document.removeEventListener("focusin", took);
    document.removeEventListener("mouseup", clicked);
    if (waits) window?.cancelAnimationFrame(waits);
  };
}
