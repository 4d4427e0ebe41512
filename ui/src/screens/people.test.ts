// The People screen: who may sign in, what an administrator changes, and whose claim it is.
import { screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../test/app";
import { app, card, peopleView, queueView } from "../test/fixtures";
import { button, open, user } from "../test/screens";
import { momentInFull } from "../lib/dates";
import { session } from "../lib/state/session.svelte";

const as = (...roles: ("stage_one" | "staff" | "administrator")[]) => ({ ...app, who: { ...app.who!, roles } });

async function openPeople(answers: Parameters<typeof open>[0] = {}, who = as("staff", "administrator")) {
  const asked = await open({ app_view: () => who, ...answers });
  await user.click(await button(who.who.roles.includes("administrator") ? "People" : "Claims"));
  return asked;
}

describe("people", () => {
  it("are for staff alone, and the list of them for administrators", async () => {
    await open({ app_view: () => as("stage_one") });
    expect(screen.queryByRole("button", { name: /^(People|Claims)$/ })).toBeNull();
    session.app = as("staff");
    await user.click(await button("Claims"));
    expect(await screen.findByRole("heading", { name: "Claims" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Add somebody…" })).toBeNull();
  });

  it("are listed with roles and standing, in words", async () => {
    await openPeople();
    const row = async (name: RegExp) => (await screen.findByRole("rowheader", { name })).closest("tr")!;
    expect(within(await row(/Alvarado/)).getByText("signed in")).toBeVisible();
    expect(within(await row(/Whitehorse/)).getByText("locked after failed sign-ins")).toBeVisible();
    expect(within(await row(/Okafor/)).getByText("suspended")).toBeVisible();
    expect(within(await row(/Okafor/)).getByText("stage one, stage two")).toBeVisible();
    await expectAccessible();
  });

  it("are added with a password that is shown once", async () => {
    const asked = await openPeople({ add_person: () => ({ ...peopleView, password: "abcde-fghij-kmnpq-rstuv" }) });
    await user.click(await button("Add somebody…"));
    await user.type(screen.getByLabelText("Shown name"), "K. Doe");
    await user.type(screen.getByLabelText("Name to sign in with"), "kdoe");
    await user.click(screen.getByLabelText(/^Administrator/));
    expect(screen.getByLabelText(/^Staff/)).toBeChecked();
    await user.click(screen.getByLabelText(/^Staff/));
    expect(screen.getByLabelText(/^Administrator/)).not.toBeChecked();
    await user.type(screen.getByLabelText(/^Own agencies/), "xa0000000, XB1111111");
    await user.type(screen.getByLabelText("Your own password"), "mine");
    await expectAccessible();
    await user.click(await button("Add"));
    expect(await screen.findByLabelText("Password")).toHaveTextContent("abcde-fghij-kmnpq-rstuv");
    await expectAccessible();
    expect(asked.find((one) => one.command === "add_person")?.args).toEqual({
      ask: { name: "kdoe", display: "K. Doe", roles: ["stage_one"], agencies: ["xa0000000", "XB1111111"] }, proof: "mine",
    });
    await user.click(await button("It is noted"));
    expect(document.body.textContent).not.toContain("abcde");
  });

  it("are changed with one's own password, and a wrong one changes nothing", async () => {
    let right = false;
    const asked = await openPeople({ change_person: () => (right ? peopleView : Promise.reject({ code: "wrong_password", rule: null, minutes: null })) });
    await user.click(await button("Change J. Whitehorse"));
    expect(screen.getByLabelText("What is to change")).toHaveValue("unlock");
    await user.selectOptions(screen.getByLabelText("What is to change"), "Own agencies");
    expect(screen.getByLabelText(/^Own agencies/)).toHaveValue("XA0000000");
    await user.type(screen.getByLabelText("Your own password"), "not mine{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("not your own password");
    expect(screen.getByLabelText("Your own password")).toHaveValue("");
    right = true;
    await user.selectOptions(screen.getByLabelText("What is to change"), "Suspend");
    await user.type(screen.getByLabelText("Your own password"), "mine");
    await user.click(await button("Suspend"));
    expect(await screen.findByText("J. Whitehorse is suspended.")).toBeVisible();
    expect(asked.at(-1)).toEqual({ command: "change_person", args: { person: "p2", ask: { kind: "suspend" }, proof: "mine" } });
  });

  it("offer what can be done with them: nobody suspends himself, the suspended are readmitted", async () => {
    await openPeople();
    const offered = async (name: string) => {
      await user.click(await button(`Change ${name}`));
      const names = within(screen.getByLabelText("What is to change")).getAllByRole("option").map((one) => one.textContent);
      await user.click(await button("Cancel"));
      return names;
    };
    expect(await offered("R. Alvarado")).toEqual(["Roles", "Own agencies", "Shown name", "New password", "Sign out everywhere"]);
    expect(await offered("C. Okafor")).toEqual(["Roles", "Own agencies", "Shown name", "New password", "Readmit"]);
    expect(await offered("J. Whitehorse")).toContain("Unlock");
  });

  it("are gone from the window when it locks", async () => {
    await openPeople();
    await screen.findByText("ralvarado");
    await user.click(await button("Lock"));
    expect(await screen.findByRole("button", { name: "Unlock" })).toBeVisible();
    expect(document.body.textContent).not.toContain("Whitehorse");
  });
});

describe("claims", () => {
  const held = { ...queueView, cards: [card("r3", { claim: { kind: "taken", by: "E. Dahl", until: "2026-11-24T21:40:00Z" } }), card("r4", { state: "stage_two", claim: { kind: "taken", by: null, until: null }, category: "warrant-arrest", due: "2026-12-01" }), card("r1"), card("r5", { state: "approved" })] };

  it("are released by any of the staff, unread", async () => {
    const asked = await openPeople({ queue: () => held, sync: () => held }, as("staff"));
    const buttons = await screen.findAllByRole("button", { name: /^Release:/ });
    const row = within(screen.getByRole("row", { name: /Suspicious person or vehicle/ }));
    expect(row.getByRole("cell", { name: "E. Dahl" })).toBeVisible();
    expect(row.getByTitle(momentInFull("2026-11-24T21:40:00Z"))).toBeVisible();
    expect(screen.getAllByRole("columnheader").map((one) => one.textContent)).toEqual(["Report", "Stage", "Held by", "Until", "Promise", "Action"]);
    expect(buttons.map((one) => one.getAttribute("aria-label"))).toEqual(["Release: Warrant and arrest", "Release: Suspicious person or vehicle"]);
    await expectAccessible();
    await user.click(buttons[1]!);
    await user.click(await button("Release"));
    expect(await screen.findByText("The report is free again.")).toBeVisible();
    expect(asked.find((one) => one.command === "end_claim")?.args).toEqual({ report: "r3" });
    expect(asked.some((one) => ["people", "take", "desk"].includes(one.command))).toBe(false);
  });

  it("go to somebody who has the role, and a refusal says no why", async () => {
    let barred = true;
    const asked = await openPeople({ queue: () => held, sync: () => held, assign: () => (barred ? Promise.reject({ code: "refused", rule: "four_eyes", minutes: null }) : held) }, as("staff"));
    await user.click(await button("Give to somebody: Suspicious person or vehicle"));
    const to = screen.getByLabelText("To");
    await within(to).findByRole("option", { name: "E. Dahl" });
    expect(within(to).getAllByRole("option").map((one) => one.textContent)).toEqual(["Choose somebody…", "E. Dahl", "J. Whitehorse"]);
    await user.selectOptions(to, "E. Dahl");
    await user.click(await button("Give it"));
    expect(await screen.findByRole("alert")).toHaveTextContent("does not say why");
    await expectAccessible();
    barred = false;
    await user.selectOptions(to, "J. Whitehorse");
    await user.click(await button("Give it"));
    expect(await screen.findByText("The report is with J. Whitehorse now.")).toBeVisible();
    expect(asked.filter((one) => one.command === "assign").at(-1)?.args).toEqual({ report: "r3", to: "p2" });
  });
});
