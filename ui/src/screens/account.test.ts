// One's own account: what stands there, and the password.
import { fireEvent, screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../test/app";
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
