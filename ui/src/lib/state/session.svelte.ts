// Who is signed in, whether the app is locked, and how the connection stands.
import * as backend from "../backend/commands";
import type { AppView, Link, StatusView, Wants } from "../backend/bindings/view";

class Session {
  app = $state.raw<AppView | null>(null);
  status = $state.raw<StatusView | null>(null);
  /** Content is hidden at once, even while the lock is still on its way. */
  locking = $state(false);
  /** What has to be done before content is hidden for good: each screen that types registers its flush. */
  beforeLock: (() => Promise<unknown>) | null = null;
  /** Whether something is written that is kept in memory only. */
  unsent: () => boolean = () => false;
  /** The window was asked to close, and would take that along. */
  closing = $state(false);

  get phase() {
    return this.locking ? "locked" : (this.app?.phase ?? null);
  }

  /** How the connection stands, as every part of the window says it. Whoever came in without the server is signed out there too. */
  get link(): Link | "signed-out" | null {
    if (!this.status) return null;
    const { link, sessionExpired } = this.status;
    return sessionExpired && (link === "online" || link === "offline") ? "signed-out" : link;
  }

  /** What a sign-in that is under way waits for. */
  get wants(): Wants | null {
    return this.app?.wants ?? null;
  }

  get isStaff(): boolean {
    return this.app?.who?.roles.includes("staff") ?? false;
  }

  get isAdministrator(): boolean {
    return this.app?.who?.roles.includes("administrator") ?? false;
  }

  async start(): Promise<void> {
    backend.onLocked(() => void this.refresh());
    await backend.onStatus((status) => (this.status = status));
    await backend.onClosing(() => void this.#leave());
    this.#entered(await backend.appView());
  }

  /** What the app itself says about who is signed in. */
  async refresh(): Promise<void> {
    if (!this.locking) this.#entered(await backend.appView());
  }

  async signIn(server: string, name: string, password: string): Promise<void> {
    if (this.phase === "open") await this.beforeLock?.();
    this.#entered(await backend.signIn(server, name, password));
  }

  async unlock(password: string): Promise<void> {
    this.#entered(await backend.unlock(password));
  }

  async lock(): Promise<void> {
    if (this.phase !== "open") return;
    this.locking = true;
    try {
      await this.beforeLock?.();
      this.app = await backend.lock();
    } finally {
      // A lock that failed leaves the app open behind the seam, but nothing is shown until the password is given.
      if (this.app?.phase === "open") this.app = { ...this.app, phase: "locked" };
      this.locking = false;
    }
  }

  async giveCode(code: string): Promise<void> {
    this.#entered(await backend.giveCode(code));
  }

  /** In place of a password that somebody else made. */
  async choosePassword(next: string): Promise<void> {
    this.#entered(await backend.choosePassword(next));
  }

  /** The second factor that was wanted is set up. */
  async goOn(): Promise<void> {
    this.#entered(await backend.goOn());
  }

  /** After the password was changed elsewhere: `old` re-locks what is stored here, none destroys it. */
  async relock(old: string | null): Promise<void> {
    this.#entered(await backend.relock(old));
  }

  async cancelSignIn(): Promise<void> {
    this.app = await backend.cancelSignIn();
  }

  /** False: something typed could not be saved, and would be lost; `anyway` lets it go. */
  async signOut(anyway = false): Promise<boolean> {
    if (!anyway && ((await this.beforeLock?.()) === false || this.unsent())) return false;
    await this.#end();
    return true;
  }

  async #end(): Promise<void> {
    this.app = await backend.signOut();
    this.status = null;
  }

  /** What was typed last is saved before the window goes; if that fails, the window stays and says so. A second try goes. */
  async #leave(): Promise<void> {
    if (this.phase === "open") {
      if ((await this.beforeLock?.()) === false) return;
      if (this.unsent()) {
        this.closing = true;
        return;
      }
    }
    await backend.leave();
  }

  async leaveAnyway(): Promise<void> {
    await backend.leave();
  }

  #entered(app: AppView): void {
    this.app = app;
    if (app.phase === "open") {
      backend.status().then(
        (status) => (this.status = status),
        () => undefined,
      );
    }
  }
}

export const session = new Session();
