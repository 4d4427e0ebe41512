// Which screen is shown. The list of screens is here and nowhere else.

export const SCREENS = ["queue", "desk", "publish", "outbox", "library", "overview", "people"] as const;
export type Screen = (typeof SCREENS)[number];

class Router {
  screen = $state<Screen>("queue");
  help = $state(false);
  account = $state(false);
  /** The sign-in in an open window. */
  signIn = $state(false);

  go(screen: Screen): void {
    this.screen = screen;
  }
}

export const router = new Router();
