// Locks after a time without input. A computer that slept through that time is locked at the first input after it.

const INPUTS = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

export function idleLock(target: EventTarget, limitMs: number, lock: () => void, now: () => number = Date.now): () => void {
  let last = now();
  let timer = setTimeout(lock, limitMs);
  const input = () => {
    if (now() - last >= limitMs) {
      lock();
      return;
    }
    last = now();
    clearTimeout(timer);
    timer = setTimeout(lock, limitMs);
  };
  for (const name of INPUTS) target.addEventListener(name, input, { capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    for (const name of INPUTS) target.removeEventListener(name, input, { capture: true });
  };
}
