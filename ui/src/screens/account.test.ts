// One's own account: what stands there, and the password.
import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";

import App from "../App.svelte";
import { appBehind, expectAccessible } from "../test/app";
import { app, peopleView, queueView, secretView as secret, status } from "../test/fixtures";
import { button, open, user } from "../test/screens";

const no = (code: string) => Promise.reject({ code, rule: null, minutes: null });

async function openAccount(answers: Parameters<typeof open>[0] = {}) {
  const asked = await open(answers);
  await fireEvent.keyDown(document.body, { key: "a", code: "KeyA", ctrlKey: true, shiftKey: true });
  await screen.findByRole("dialog", { name: "Your account" });
  return asked;
}

describe("the account", () => {
  it("opens by key and says who is signed in", async () => {
    await openAccount();
    expect(within(screen.getByRole("dialog")).getByText(/signs in as ralvarado/)).toBeVisible();
    await expectAccessible();
    await user.keyboard("{Enter}");
    expect(screen.queryByRole("dialog")).toBeNull();
    await user.click(await button("Account"));
    expect(screen.getByRole("dialog", { name: "Your account" })).toBeVisible();
  });

  it("changes the password with the one of before, and says what was wrong", async () => {
    let answer: () => unknown = () => no("wrong_password");
    const asked = await openAccount({ change_password: () => answer() });
    await user.click(within(screen.getByRole("region", { name: "Password" })).getByRole("button"));
    expect(screen.getByLabelText("Present password")).toHaveFocus();
    await expectAccessible();
    const type = async (label: string, words: string) => {
      await user.clear(screen.getByLabelText(label));
      await user.type(screen.getByLabelText(label), words.replace("{Enter}", ""));
      if (words.endsWith("{Enter}")) await user.click(await button("Change the password"));
    };
    await type("Present password", "the one of before");
    await type("New password", "the one of before");
    await type("New password again", "the one of before{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("password of before");
    await type("New password", "another long one");
    await type("New password again", "another long 1{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("not the same");
    expect(asked.some((one) => one.command === "change_password")).toBe(false);
    await type("New password again", "another long one{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("not your present password");
    expect(screen.getByLabelText("Present password")).toHaveValue("");
    answer = () => no("password_unsettled");
    await type("Present password", "the one of before{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("not known which password");
    await expectAccessible();
    answer = () => null;
    await type("Present password", "the one of before{Enter}");
    expect(await screen.findByText(/Your password is changed/)).toBeVisible();
    expect(asked.filter((one) => one.command === "change_password").at(-1)?.args).toEqual({ old: "the one of before", new: "another long one" });
  });

  it("is gone when the app locks", async () => {
    await openAccount();
    await fireEvent.keyDown(document.body, { key: "l", code: "KeyL", ctrlKey: true });
    expect(await screen.findByRole("button", { name: "Unlock" })).toBeVisible();
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

describe("the second factor", () => {
  const factor = () => within(screen.getByRole("region", { name: "Second factor" }));

  it("is set up with the password, a code, and recovery codes that are shown once", async () => {
    let [on, right] = [false, false];
    const asked = await openAccount({
      account: () => ({ secondFactor: on, recoveryCodes: on ? 10 : 0 }),
      begin_second_factor: ({ proof }: { proof: string }) => (proof === "mine" ? undefined : no("wrong_password")) ?? secret,
      confirm_second_factor: () => (right ? ((on = true), { codes: ["abcd-efgh-ijkm"] }) : no("wrong_code")),
    });
    expect(await factor().findByText(/^Off\./)).toBeVisible();
    await user.click(await button("Set up…"));
    expect(screen.getByLabelText("Your password")).toHaveFocus();
    await user.type(screen.getByLabelText("Your password"), "not mine{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("not your password");
    await user.type(screen.getByLabelText("Your password"), "mine{Enter}");
    expect(await screen.findByText("GEZD GNBV")).toBeVisible();
    expect(screen.getByText(/^otpauth:/)).toBeVisible();
    expect(screen.getByRole("img", { name: "QR code of the secret" }).querySelector("path")).toHaveAttribute("d", secret.path);
    await expectAccessible();
    await user.type(screen.getByLabelText("Code that the authenticator shows"), "000000{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("doesn't fit");
    right = true;
    await user.type(screen.getByLabelText("Code that the authenticator shows"), "123456{Enter}");
    expect(within(await screen.findByRole("list", { name: "Recovery codes" })).getByText("abcd-efgh-ijkm")).toBeVisible();
    await expectAccessible();
    await user.click(await button("They are noted"));
    expect(await factor().findByText(/10 recovery codes are left/)).toBeVisible();
    expect(document.body.textContent).not.toContain("abcd-efgh");
    expect(document.body.textContent).not.toContain("GEZD");
    expect(asked.filter((one) => one.command === "confirm_second_factor").map((one) => one.args)).toEqual([{ code: "000000" }, { code: "123456" }]);
  });

  it("is turned off with password and code", async () => {
    let [on, right] = [true, false];
    const asked = await openAccount({
      account: () => ({ secondFactor: on, recoveryCodes: 1 }),
      remove_second_factor: () => (right ? ((on = false), { secondFactor: false, recoveryCodes: 0 }) : no("wrong_password")),
    });
    expect(await factor().findByText(/One recovery code is left\./)).toBeVisible();
    await user.click(await button("Turn off…"));
    const fill = async () => {
      await user.type(screen.getByLabelText("Your password"), "mine");
      await user.type(screen.getByLabelText(/^Code of the authenticator/), "123456");
      await user.click(await button("Turn it off"));
    };
    await fill();
    expect(await screen.findByRole("alert")).toHaveTextContent("don't go together");
    await expectAccessible();
    right = true;
    await fill();
    expect(await screen.findByText("The second factor is off.")).toBeVisible();
    expect(asked.filter((one) => one.command === "remove_second_factor").at(-1)?.args).toEqual({ proof: "mine", code: "123456" });
  });

  it("gets new recovery codes with password and code", async () => {
    let right = false;
    const asked = await openAccount({ account: () => ({ secondFactor: true, recoveryCodes: right ? 10 : 1, secondFactorRequired: true }), renew_recovery_codes: () => (right ? { codes: ["mnpq-rstu-vwxy"] } : no("wrong_password")) });
    expect(await factor().findByText(/The programme wants it of you/)).toBeVisible();
    await user.click(await button("New recovery codes…"));
    const fill = async () => {
      await user.type(screen.getByLabelText("Your password"), "mine");
      await user.type(screen.getByLabelText(/^Code of the authenticator/), "123456");
      await user.click(await button("Make new ones"));
    };
    await fill();
    expect(await screen.findByRole("alert")).toHaveTextContent("don't go together");
    right = true;
    await fill();
    expect(within(await screen.findByRole("list", { name: "Recovery codes" })).getByText("mnpq-rstu-vwxy")).toBeVisible();
    await expectAccessible();
    await user.click(await button("They are noted"));
    expect(await factor().findByText(/10 recovery codes are left/)).toBeVisible();
    expect(asked.filter((one) => one.command === "renew_recovery_codes").at(-1)?.args).toEqual({ proof: "mine", code: "123456" });
  });

  it("is set up before anything else where the programme wants it", async () => {
    let [right, on] = [false, false];
    const wanting = { ...app, phase: "signed-out" as const, who: null, wants: "second-factor" as const };
    const asked = appBehind({ app_view: () => wanting, begin_wanted_factor: () => secret, confirm_wanted_factor: () => (right ? ((on = true), { codes: ["abcd-efgh-ijkm"] }) : no("wrong_code")), go_on: () => (on ? app : wanting) });
    render(App);
    expect(await screen.findByRole("heading", { name: "Set up a second factor" })).toBeVisible();
    expect(await button("Begin")).toHaveFocus();
    await expectAccessible();
    await user.keyboard("{Enter}");
    expect(await screen.findByText("GEZD GNBV")).toBeVisible();
    expect(screen.getByLabelText("Code that the authenticator shows")).toHaveFocus();
    await user.keyboard("000000{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("doesn't fit");
    await expectAccessible();
    right = true;
    await user.type(screen.getByLabelText("Code that the authenticator shows"), "123456{Enter}");
    expect(within(await screen.findByRole("list", { name: "Recovery codes" })).getByText("abcd-efgh-ijkm")).toBeVisible();
    expect(await button(/They are noted/)).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: /^Queue/ })).toBeVisible();
    expect(asked.filter((one) => one.command === "confirm_wanted_factor").map((one) => one.args)).toEqual([{ code: "000000" }, { code: "123456" }]);
  });

  it("is told from a server that can't be reached", async () => {
    const waiting = { ...queueView, status: { ...status, link: "code-wanted" as const, sessionExpired: true } };
    const asked = await open({ queue: () => waiting, sync: () => waiting, status: () => waiting.status, sign_in: () => ({ ...app, wants: "code" }), give_code: () => app });
    expect(await screen.findByText(/The server waits for a code of your second factor/)).toBeVisible();
    expect(document.body.textContent).not.toContain("can't be reached");
    await expectAccessible();
    await user.click(await button("Enter a code…"));
    await user.type(screen.getByLabelText(/^Password of/), "mine{Enter}");
    await user.type(await screen.findByLabelText("Code"), "123456{Enter}");
    await waitFor(() => expect(asked.filter((one) => one.command === "give_code").at(-1)?.args).toEqual({ code: "123456" }));
  });

  it("is asked for where the server wants it, and the work stays open", async () => {
    let right = false;
    const asked = await open({ app_view: () => ({ ...app, wants: "code" }), give_code: () => (right ? app : no("wrong_password")), cancel_sign_in: () => app });
    expect(await screen.findByRole("dialog", { name: "Sign in again" })).toBeVisible();
    expect(screen.getByLabelText("Code")).toHaveFocus();
    await expectAccessible();
    await user.keyboard("000000{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("Name, password and code don't go together");
    right = true;
    await user.type(screen.getByLabelText("Code"), "123456{Enter}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.filter((one) => one.command === "give_code").at(-1)?.args).toEqual({ code: "123456" });
  });

  it("can wait: what is stored here is open", async () => {
    const asked = await open({ app_view: () => ({ ...app, wants: "code" }), cancel_sign_in: () => app });
    await user.click(await button("Later"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.some((one) => one.command === "cancel_sign_in")).toBe(true);
  });

  it("is removed by an administrator for a lost authenticator", async () => {
    const person = peopleView.people[1]!;
    const list = { ...peopleView, people: [peopleView.people[0]!, { ...person, secondFactor: true }] };
    const asked = await open({ app_view: () => ({ ...app, who: { ...app.who!, roles: ["staff", "administrator"] } }), people: () => list, change_person: () => peopleView });
    await user.click(await button("People"));
    const row = (await screen.findByRole("rowheader", { name: new RegExp(person.display) })).closest("tr")!;
    expect(within(row).getByText("on")).toBeVisible();
    await user.click(await button(`Change ${person.display}`));
    await user.selectOptions(screen.getByLabelText("What is to change"), "Second factor");
    await user.type(screen.getByLabelText("Your own password"), "mine");
    await user.click(await button("Remove the second factor"));
    await waitFor(() => expect(asked.find((one) => one.command === "change_person")?.args).toEqual({ person: person.id, ask: { kind: "remove_second_factor" }, proof: "mine" }));
  });
});
