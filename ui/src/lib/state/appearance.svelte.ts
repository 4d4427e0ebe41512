// Theme and text size. Both follow the system until they are changed, and are kept in memory only.

const SIZES = [100, 110, 125, 150, 175, 200];

class Appearance {
  /** null: as the system has it. */
  chosen = $state<"light" | "dark" | null>(null);
  system = $state<"light" | "dark">("light");
  percent = $state(100);

  get theme(): "light" | "dark" {
    return this.chosen ?? this.system;
  }

  start(): void {
    const dark = window.matchMedia?.("(prefers-color-scheme: dark)");
    if (!dark) return;
    this.system = dark.matches ? "dark" : "light";
    dark.addEventListener("change", (event) => (this.system = event.matches ? "dark" : "light"));
  }

  toggle(): void {
    this.chosen = this.theme === "dark" ? "light" : "dark";
  }

  larger(): void {
    this.percent = SIZES.find((size) => size > this.percent) ?? this.percent;
  }

  smaller(): void {
    this.percent = SIZES.findLast((size) => size < this.percent) ?? this.percent;
  }
}

export const appearance = new Appearance();
