// What the tests of the screens share: a fresh window for each, opened at the queue or at a desk.
import { cleanup, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach } from "vitest";

import App from "../App.svelte";
import { desk } from "../lib/state/desk.svelte";
import { library } from "../lib/state/library.svelte";
import { people } from "../lib/state/people.svelte";
import { publication } from "../lib/state/publish.svelte";
import { queue } from "../lib/state/queue.svelte";
import { router } from "../lib/state/router.svelte";
import { session } from "../lib/state/session.svelte";
import { appBehind } from "./app";
import { deskView, queueView } from "./fixtures";

export const user = userEvent.setup();

beforeEach(() => {
  session.app = null;
  session.status = null;
  queue.clear();
  queue.tab = "stage_one";
  desk.close();
  publication.close();
  people.clear();
  library.clear();
  router.screen = "queue";
  router.help = router.account = router.signIn = false;
});
afterEach(cleanup);

export const button = (name: string | RegExp) => screen.findByRole("button", { name });

export async function open(answers: Parameters<typeof appBehind>[0] = {}) {
  const asked = appBehind(answers);
  render(App);
  await screen.findByRole("heading", { name: /^Queue/ });
  await screen.findByRole("table");
  return asked;
}

export async function openDesk(view = deskView(), answers: Parameters<typeof appBehind>[0] = {}) {
  const asked = await open({ desk: () => view, queue: () => (view.stage === "stage_one" ? queueView : { ...queueView, cards: [view.card] }), sync: () => queueView, ...answers });
  if (view.stage !== "stage_one") queue.cards = [view.card];
  if (view.stage !== "stage_one") await user.click(await button(/^Stage two/));
  await user.click(await button("Continue"));
  await screen.findByRole("region", { name: "Report" });
  return asked;
}
