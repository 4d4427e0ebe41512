// Theme and text size. Both follow the system until they are set; what is set is kept by the app on this computer.
import * as backend from "../backend/commands";

const SIZES = [100, 110, 125, 150, 175, 200];
/** One rem at 100 %, as a share of the system's own text size. */
const REM = 0.9375;

class Appearance {
  /** null: as the system has it. */
  chosen = $state<"light" | "dark" | null>(null);
  system = $state<"light" | "dark">("light");
  percent = $state(100);
  /** The system's text size, in pixels. */
  base = $state(16);

  get theme(): "light" | "dark" {
    return this.chosen ?? this.system;
  }

  /** One rem in pixels. */
  get rem(): number {
    return (this.base * REM * this.percent) / 100;
  }

  start(): void {
    const dark = window.matchMedia?.("(prefers-color-scheme: dark)");
    if (dark) {
      this.system = dark.matches ? "dark" : "light";
      dark.addEventListener("change", (event) => (this.system = event.matches ? "dark" : "light"));
    }
    document.documentElement.style.removeProperty("--size");
    const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    if (size > 0) this.base = size / REM;
    // What can't be read is as the system has it.
    backend.display().then(
      (kept) => {
        this.chosen = kept.theme;
        this.percent = kept.percent ?? 100;
      },
      () => undefined,
    );
  }

  choose(theme: "light" | "dark" | null): void {
    this.chosen = theme;
    this.#keep();
  }

  toggle(): void {
    this.choose(this.theme === "dark" ? "light" : "dark");
  }

  larger(): void {
    this.resize(SIZES.find((size) => size > this.percent) ?? this.percent);
  }

  smaller(): void {
    this.resize(SIZES.findLast((size) => size < this.percent) ?? this.percent);
  }

  resize(percent: number): void {
    this.percent = percent;
    this.#keep();
  }

  /** Kept for the next time; if that fails it holds for this sitting. */
  #keep(): void {
    backend.setDisplay({ theme: this.chosen, percent: this.percent === 100 ? null : this.percent }).catch(() => undefined);
  }
}

export const appearance = new Appearance();
