// The focus goes on in the part around what is gone, comes back to what was disabled, and stays away where somebody clicked beside all.
import { waitFor } from "@testing-library/dom";
import { afterEach, beforeEach, expect, it } from "vitest";

import { keepFocus } from "./focus";

let stop: () => void;
const find = (selector: string) => document.querySelector<HTMLElement>(selector)!;

beforeEach(() => {
  document.body.innerHTML = `<main><h1>Desk</h1><section aria-label="Checks"><button id="a">A</button><button id="b">B</button></section></main>`;
  stop = keepFocus(document);
});
afterEach(() => stop());

it("goes on in the part around what is gone, or at the head of the screen", async () => {
  find("#a").focus();
  find("#a").remove();
  await waitFor(() => expect(find("section")).toHaveFocus());
  find("section").remove();
  await waitFor(() => expect(find("h1")).toHaveFocus());
});

it("comes back to what was disabled for a moment", async () => {
  const button = find("#a") as HTMLButtonElement;
  button.focus();
  // As WebKit does it.
  button.blur();
  button.disabled = true;
  expect(document.body).toHaveFocus();
  button.disabled = false;
  await waitFor(() => expect(button).toHaveFocus());
});

it("leaves alone what somebody meant", async () => {
  find("#a").focus();
  // Whoever changed the screen says first where it goes on.
  find("#a").remove();
  find("#b").focus();
  await new Promise((done) => requestAnimationFrame(done));
  expect(find("#b")).toHaveFocus();
  // A click beside everything.
  find("#b").blur();
  document.body.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
  find("h1").append("!");
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  expect(document.body).toHaveFocus();
});
