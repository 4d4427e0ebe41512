// The screens around the desk: sign-in, the lock, the queue, publication, the outbox, and the window itself.
import { cleanup, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it } from "vitest";

import App from "../App.svelte";
import { appBehind, expectAccessible } from "../test/app";
import { app, card, deskView, publishView, queueView, status } from "../test/fixtures";
import { button, open, openDesk, user } from "../test/screens";
import { appearance } from "../lib/state/appearance.svelte";
import { past } from "../lib/state/past.svelte";
import { queue } from "../lib/state/queue.svelte";
import { session } from "../lib/state/session.svelte";

const no = (code: string) => Promise.reject({ code, rule: null, minutes: null });

describe("sign in", () => {
  const out = { ...app, phase: "signed-out" as const, who: null };

  it("shows the notice, offers the server, and tells a wrong password in its place", async () => {
    const asked = appBehind({ app_view: () => out, sign_in: () => Promise.reject({ code: "wrong_password", rule: null, minutes: null }) });
    render(App);
    expect(await screen.findByLabelText("Server address")).toHaveValue(app.server);
    expect(screen.getByText(/authorised reviewers only/)).toBeVisible();
    await user.type(screen.getByLabelText("Password"), "secret");
    await user.click(await button("Sign in"));
    expect(await screen.findByRole("alert")).toHaveTextContent("don't go together");
    expect(screen.getByLabelText("Password")).toHaveValue("");
    await waitFor(() => expect(screen.getByLabelText("Password")).toHaveFocus());
    expect(asked.at(-1)).toEqual({ command: "sign_in", args: { server: app.server, name: "ralvarado", password: "secret" } });
    await expectAccessible();
  });

  it("goes back to a wrong address, and keeps the password that was typed", async () => {
    appBehind({ app_view: () => out, sign_in: () => Promise.reject({ code: "no_server", rule: null, minutes: null }) });
    render(App);
    await user.type(await screen.findByLabelText("Password"), "secret{Enter}");
    await waitFor(() => expect(screen.getByLabelText("Server address")).toHaveFocus());
    expect(screen.getByLabelText("Server address")).toBeInvalid();
    expect(screen.getByLabelText("Password")).toHaveValue("secret");
  });

  it("re-locks the store after the password was changed elsewhere, or starts over", async () => {
    let right = false;
    const asked = appBehind({ app_view: () => out, sign_in: () => ({ ...out, wants: "earlier-password" }), relock: () => (right ? app : no("wrong_password")) });
    render(App);
    await user.type(await screen.findByLabelText("Password"), "the new one");
    await user.click(await button("Sign in"));
    expect(await screen.findByLabelText("Earlier password")).toHaveFocus();
    await expectAccessible();
    await user.keyboard("not this{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("not the password that was used here last");
    await user.click(await button(/start over…/));
    expect(screen.getByText(/What was not sent to the server yet is lost/)).toBeVisible();
    await user.click(await button("Cancel"));
    right = true;
    await user.type(screen.getByLabelText("Earlier password"), "the old one");
    await user.click(await button("Lock with the new password"));
    expect(await screen.findByRole("heading", { name: "Queue · stage one" })).toBeVisible();
    expect(asked.filter((one) => one.command === "relock").map((one) => one.args)).toEqual([{ old: "not this" }, { old: "the old one" }]);
  });

  it("asks for a password of one's own in place of one that somebody else made, and may be left", async () => {
    let taken = false;
    const wanted = { ...out, wants: "new-password" };
    const asked = appBehind({ app_view: () => wanted, sign_in: () => wanted, choose_password: () => (taken ? app : no("bad_password")), cancel_sign_in: () => out });
    render(App);
    expect(await screen.findByRole("heading", { name: "Choose a password of your own" })).toBeVisible();
    expect(screen.getByLabelText("New password")).toHaveFocus();
    await expectAccessible();
    const type = async (next: string, again: string) => {
      await user.clear(screen.getByLabelText("New password"));
      await user.clear(screen.getByLabelText("New password again"));
      await user.type(screen.getByLabelText("New password"), next);
      await user.type(screen.getByLabelText("New password again"), `${again}{Enter}`);
    };
    await type("too short", "too short");
    expect(await screen.findByRole("alert")).toHaveTextContent("at least 14 characters");
    await type("long enough by far", "long enough by fax");
    expect(await screen.findByRole("alert")).toHaveTextContent("not the same");
    expect(asked.some((one) => one.command === "choose_password")).toBe(false);
    await type("long enough by far", "long enough by far");
    expect(await screen.findByRole("alert")).toHaveTextContent("another one than before");
    await expectAccessible();
    taken = true;
    await user.click(await button("Use this password"));
    expect(await screen.findByRole("heading", { name: "Queue · stage one" })).toBeVisible();
    expect(asked.filter((one) => one.command === "choose_password").at(-1)?.args).toEqual({ new: "long enough by far" });
    cleanup();
    session.app = null;
    render(App);
    await user.click(await button("Cancel"));
    expect(await screen.findByLabelText("Server address")).toBeVisible();
    expect(screen.queryByLabelText("New password")).toBeNull();
  });

  it("leads to the queue", async () => {
    appBehind({ app_view: () => out });
    render(App);
    await user.type(await screen.findByLabelText("Password"), "secret");
    await user.click(await button("Sign in"));
    expect(await screen.findByRole("heading", { name: "Queue · stage one" })).toBeVisible();
  });
});

describe("the lock", () => {
  it("hides everything but the name, and opens again at the same report", async () => {
    let right = false;
    await openDesk(deskView(), { unlock: () => (right ? app : Promise.reject({ code: "wrong_password", rule: null, minutes: null })) });
    await user.click(await button("Lock"));
    expect(await screen.findByRole("heading", { name: "Locked" })).toBeVisible();
    expect(screen.getByText("R. Alvarado")).toBeVisible();
    expect(document.body.textContent).not.toContain("Quintana");
    await expectAccessible();
    await user.type(screen.getByLabelText("Password"), "wrong");
    await user.click(await button("Unlock"));
    expect(await screen.findByRole("alert")).toHaveTextContent("This is not your password.");
    right = true;
    await user.type(screen.getByLabelText("Password"), "secret");
    await user.click(await button("Unlock"));
    expect((await screen.findAllByText(/Quintana/)).length).toBeGreaterThan(0);
  });

  it("is shown when the app says that it is locked", async () => {
    let locked = false;
    await openDesk(deskView(), {
      app_view: () => (locked ? { ...app, phase: "locked" } : app),
      undo: () => {
        locked = true;
        throw { code: "locked", rule: null, minutes: null };
      },
    });
    void past.undo();
    expect(await screen.findByRole("heading", { name: "Locked" })).toBeVisible();
  });
});

describe("the queue", () => {
  it("offers what may be taken, and explains what may not", async () => {
    await open();
    const table = screen.getByRole("table");
    expect(within(within(table).getAllByRole("rowgroup")[1]!).getAllByRole("button").map((one) => one.textContent)).toEqual(["Continue", "Look…", "Take"]);
    expect(within(table).getByText("taken")).toBeVisible();
    await expectAccessible();
    await user.click(await button(/^Stage two 1/));
    expect(screen.getByText(/a second pair of eyes has to do this one/)).toBeVisible();
    expect(within(screen.getAllByRole("rowgroup")[1]!).queryByRole("button")).toBeNull();
  });

  it("looks at the next one before it is taken: skip passes on, and what may be known is hidden", async () => {
    const free = [card("a", { words: 300 }), card("b", { words: 600, category: "domestic-disturbance" })];
    const view = { ...queueView, cards: free };
    const asked = await open({ queue: () => view, sync: () => view, recuse: () => ({ ...queueView, cards: [free[0]!] }) });
    await user.keyboard("n");
    expect(await screen.findByRole("dialog", { name: "Suspicious person or vehicle" })).toHaveTextContent("300 words, about 2 minutes to read");
    expect(await button("Take it")).toHaveFocus();
    await expectAccessible();
    await user.click(await button("Skip"));
    expect(await screen.findByRole("dialog", { name: "Domestic disturbance" })).toBeVisible();
    expect(asked.some((one) => one.command === "take")).toBe(false);
    await user.click(await button("I may know this"));
    expect(screen.getByText(/hidden from you, on every computer/)).toBeVisible();
    await expectAccessible();
    await user.click(await button("Hide it from me"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.filter((one) => one.command === "recuse").map((one) => one.args)).toEqual([{ report: "b" }]);
    expect(screen.getAllByRole("row")).toHaveLength(2);
    // The one that was skipped comes again when no other is left.
    await user.keyboard("n");
    expect(await screen.findByText(/passed over this one before/)).toBeVisible();
    await user.click(await button("Take it"));
    expect(await screen.findByRole("region", { name: "Report" })).toBeVisible();
  });

  it("sorts by a column, the other way round at the second time, and filters", async () => {
    const cards = [card("a", { words: 300 }), card("b", { words: 100, claim: { kind: "taken", by: null, until: null } }), card("c", { words: 200, category: "domestic-disturbance" })];
    const view = { ...queueView, cards };
    await open({ queue: () => view, sync: () => view });
    const words = () => screen.getAllByRole("row").slice(1).map((row) => within(row).getAllByRole("cell")[0]!.textContent);
    expect(words()).toEqual(["300", "100", "200"]);
    await user.click(await button("Words"));
    expect(words()).toEqual(["100", "200", "300"]);
    expect(screen.getByRole("columnheader", { name: "Words" })).toHaveAttribute("aria-sort", "ascending");
    await user.click(await button("Words"));
    expect(words()).toEqual(["300", "200", "100"]);
    await user.selectOptions(screen.getByLabelText("Claim"), "free");
    expect(words()).toEqual(["300", "200"]);
    await user.selectOptions(screen.getByLabelText("Category"), "domestic-disturbance");
    expect(screen.getByText("1 of 3 shown")).toBeVisible();
    await user.click(await button("Clear"));
    expect(words()).toHaveLength(3);
  });

  it("says until when a report is set aside, and not that nothing can be done about it now", async () => {
    const cards = [card("b"), card("a", { state: "deferred", barred: "wrong_state", deferredUntil: "2026-12-22" })];
    const view = { ...queueView, cards };
    await open({ queue: () => view, sync: () => view });
    await user.click(await button("Deferred 1"));
    expect(await screen.findByText(/^until .*2026$/)).toBeVisible();
    expect(screen.queryByText(/not in a stage/)).toBeNull();
  });

  it("holds a few rows of ten thousand in the document", async () => {
    const cards = Array.from({ length: 10_000 }, (_, i) => card(`r${i}`, { words: i }));
    const view = { ...queueView, cards };
    await open({ queue: () => view, sync: () => view });
    expect(screen.getByRole("table")).toHaveAttribute("aria-rowcount", "10001");
    expect(screen.getAllByRole("row").length).toBeLessThan(60);
    await user.click(await button("Words"));
    await user.click(await button("Words"));
    expect(within(screen.getAllByRole("row")[1]!).getByText("9999")).toBeVisible();
  });

  it("searches, and says when nothing matches", async () => {
    await open();
    await user.keyboard("/");
    expect(screen.getByLabelText("Search the queue")).toHaveFocus();
    await user.keyboard("domestic");
    expect(screen.getAllByRole("row")).toHaveLength(2);
    await user.keyboard("x");
    expect(screen.getByText(/No report here matches/)).toBeVisible();
    await user.click(await button("Show all"));
    expect(screen.getAllByRole("row").length).toBeGreaterThan(2);
  });

  it("takes the next one with a key", async () => {
    const asked = await open({ queue: () => ({ ...queueView, cards: queueView.cards.slice(1) }), sync: () => ({ ...queueView, cards: queueView.cards.slice(1) }) });
    await waitFor(() => expect(queue.cards).toHaveLength(4));
    await user.keyboard("n");
    await waitFor(() => expect(document.activeElement).toHaveTextContent("Take it"));
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("region", { name: "Report" })).toBeVisible();
    expect(asked.find((one) => one.command === "take")?.args).toEqual({ report: "r2" });
  });

  it("tells who was faster, and stays", async () => {
    await open({ take: () => Promise.reject({ code: "claimed", rule: null, minutes: null }) });
    await user.click(await button("Take"));
    expect(await screen.findByRole("alert")).toHaveTextContent("Somebody else has taken this report");
    session.status = { ...status, queueChanges: 1 };
    await tick();
    expect(screen.getByRole("alert"), "news takes no word away").toBeVisible();
  });

  it("says that it is offline, and what still goes", async () => {
    const off = { ...queueView, status: { ...status, link: "offline" as const, waiting: 2 } };
    await open({ queue: () => off, sync: () => off, status: () => off.status });
    expect((await screen.findAllByText(/can't be reached/)).length).toBeGreaterThan(0);
    expect(await button("2 events waiting for the server")).toBeVisible();
  });

  it("takes a problem back with the server, and says the same as the footer", async () => {
    let now = { ...status, sessionExpired: true };
    const list = () => ({ ...queueView, status: now });
    await open({ queue: list, sync: list, status: () => now, take: () => Promise.reject({ code: "session_expired", rule: null, minutes: null }) });
    expect(await screen.findByText("not signed in at the server")).toBeVisible();
    expect(screen.getByText("Not signed in at the server; your work goes on here")).toBeVisible();
    await user.click(await button("Take"));
    expect(await screen.findByRole("alert")).toHaveTextContent("Your session on the server has ended");
    session.status = { ...now, link: "offline" };
    expect(await button("Sign in again"), "whoever came in without the server signs in too").toBeVisible();
    now = status;
    session.status = now;
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
    expect(screen.queryByText("not signed in at the server")).toBeNull();
  });

  it("calls nothing zero that is not told", async () => {
    const two = { ...app, who: { ...app.who!, roles: ["stage_two" as const] } };
    appBehind({ app_view: () => two, queue: () => ({ ...queueView, cards: [] }), sync: () => ({ ...queueView, cards: [] }) });
    render(App);
    expect(await button("Stage two 0")).toBeVisible();
    await user.click(await button("Stage one"));
    expect(screen.getByText("These reports are not shown to you.")).toBeVisible();
  });

  it("is empty in words", async () => {
    appBehind({ queue: () => ({ ...queueView, cards: [] }), sync: () => ({ ...queueView, cards: [] }) });
    render(App);
    expect(await screen.findByText("Nothing waits here.")).toBeVisible();
  });
});

describe("publication", () => {
  it("codes and publishes", async () => {
    let view = publishView;
    const asked = await open({
      publish_view: () => view,
      code: ({ coding }: { coding: typeof view.coding }) => (view = { ...view, coding, blockers: coding.category && coding.tags.length ? [] : view.blockers }),
    });
    await user.click(await button("To publish 1"));
    await user.click(await button("Open"));
    expect(await screen.findByText("[Officer 1] saw it.")).toBeVisible();
    await user.click(await button(/^Publish… ?2 open$/));
    expect(screen.getByLabelText("Category")).toHaveFocus();
    await expectAccessible();
    await user.selectOptions(screen.getByLabelText("Category"), "warrant-arrest");
    await user.type(screen.getByRole("combobox", { name: /^Tags/ }), "fatig{Enter}");
    await user.type(screen.getByRole("combobox", { name: /^Contributing factors/ }), "team sup{Enter}");
    await expectAccessible();
    await user.selectOptions(await screen.findByLabelText("Primary factor"), "team/supervision");
    await waitFor(() => expect(asked.at(-1)?.args.coding).toEqual({ category: "warrant-arrest", tags: ["fatigue"], factors: ["team/supervision"], primary_factor: "team/supervision", prevented: [], severity: null }));
    await user.type(screen.getByRole("combobox", { name: /^Contributing factors/ }), "{Backspace}");
    await waitFor(() => expect(asked.at(-1)?.args.coding).toMatchObject({ factors: [], primary_factor: null }));
    const publish = await button("Publish…");
    await waitFor(() => expect(publish).toBeEnabled());
    expect(screen.getByText("Nothing stands in the way.")).toBeVisible();
    await user.click(publish);
    expect(await screen.findByRole("dialog", { name: "Publish this report?" })).toBeVisible();
    expect(asked.some((one) => one.command === "step")).toBe(false);
    await expectAccessible();
    await user.click(await button("Publish now"));
    expect(await screen.findByRole("dialog", { name: "Published" })).toBeVisible();
    expect(asked.at(-1)).toMatchObject({ command: "step", args: { report: "r5", ask: { kind: "publish" } } });
  });

  it("sends back with a comment", async () => {
    const asked = await open();
    await user.click(await button("To publish 1"));
    await user.click(await button("Open"));
    await user.click(await button("Send back…"));
    await user.type(screen.getByLabelText("Comment to stage two"), "A name is left.");
    await user.click(await button("Send back"));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ args: { ask: { kind: "send_back", comment: "A name is left." } } }));
  });

  it("is not offered to reviewers", async () => {
    await open({ app_view: () => ({ ...app, who: { ...app.who!, roles: ["stage_one"] } }) });
    expect(screen.queryByRole("button", { name: "Publish" })).toBeNull();
    expect(screen.queryByRole("button", { name: /To publish/ })).toBeNull();
  });
});

describe("the outbox", () => {
  it("tells what waits and what was refused, and discards after asking", async () => {
    const at = "2026-11-21T20:00:00Z";
    const asked = await open({
      outbox: () => [
        { id: "e1", report: "r1", step: "hand_over", at, answer: { kind: "waiting" } },
        { id: "e2", report: "r9", step: "approve", at, answer: { kind: "refused", rule: "leak", places: [] } },
      ],
    });
    await user.click(await button("Outbox"));
    expect(await screen.findByText("waits for the server")).toBeVisible();
    expect(screen.getByText("Something that was removed still stands in another place, or a token is not for one alone.")).toBeVisible();
    await expectAccessible();
    await user.click(await button("Discard this event…"));
    await user.click(await button("Discard"));
    await waitFor(() => expect(asked.some((one) => one.command === "discard_event" && one.args.event === "e2")).toBe(true));
  });
});

describe("the window", () => {
  it("has a theme and a text size of its own, kept by the app", async () => {
    const asked = await open();
    await user.click(await button("Dark"));
    expect(document.documentElement.dataset.theme).toBe("dark");
    await user.keyboard("{Control>}={/Control}");
    expect(document.documentElement.style.getPropertyValue("--size")).toBe("16.5px");
    await user.keyboard("{Control>}0{/Control}");
    expect(appearance.percent).toBe(100);
    expect(asked.filter((one) => one.command === "set_display").at(-1)?.args).toEqual({ wish: { theme: "dark", percent: null } });
    appearance.chosen = null;
  });

  it("offers to sign in again when the session has ended, without closing the work", async () => {
    const expired = { ...queueView, status: { ...status, sessionExpired: true } };
    const asked = await openDesk(deskView(), { status: () => expired.status, queue: () => expired, sync: () => expired });
    await user.click(await button("Sign in again"));
    await user.type(screen.getByLabelText("Password of R. Alvarado"), "secret");
    await user.click(await button("Sign in"));
    await waitFor(() => expect(asked.some((one) => one.command === "sign_in")).toBe(true));
    expect(screen.getByRole("region", { name: "Report" })).toBeVisible();
  });

  it("asks on the way what else is wanted, without closing the work", async () => {
    const expired = { ...queueView, status: { ...status, sessionExpired: true } };
    await openDesk(deskView(), { status: () => expired.status, queue: () => expired, sync: () => expired, sign_in: () => ({ ...app, wants: "new-password" }), cancel_sign_in: () => app });
    await user.click(await button("Sign in again"));
    await user.type(screen.getByLabelText("Password of R. Alvarado"), "secret{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Sign in again" });
    expect(await within(dialog).findByRole("heading", { name: "Choose a password of your own" })).toBeVisible();
    await expectAccessible();
    await user.type(screen.getByLabelText("New password"), "long enough by far");
    await user.type(screen.getByLabelText("New password again"), "long enough by far{Enter}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.getByRole("region", { name: "Report" })).toBeVisible();
    await user.click(await button("Sign in again"));
    await user.type(screen.getByLabelText("Password of R. Alvarado"), "secret{Enter}");
    await screen.findByRole("heading", { name: "Choose a password of your own" });
    await user.click(await button("Cancel"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.getByRole("region", { name: "Report" })).toBeVisible();
  });
});
