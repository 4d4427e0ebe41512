// The Overview screen: every chart says in words what it shows, and no number below five is told.
import { screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../test/app";
import { app, overviewView } from "../test/fixtures";
import { button, open, user } from "../test/screens";

async function openOverview(answers: Parameters<typeof open>[0] = {}) {
  const asked = await open(answers);
  await user.click(await button("Overview"));
  return asked;
}
const figure = (name: RegExp) => screen.findByRole("region", { name });

describe("overview", () => {
  it("is for staff alone", async () => {
    await open({ app_view: () => ({ ...app, who: { ...app.who!, roles: ["stage_one"] } }) });
    expect(screen.queryByRole("button", { name: "Overview" })).toBeNull();
  });

  it("says in words what each chart shows, with a table beside it", async () => {
    await openOverview();
    const image = await screen.findByRole("img", { name: /^Reports in review by business days/ });
    expect(image).toHaveAccessibleName("Reports in review by business days since receipt: 0–1: 5; 2–3: 0; 4–7: 0; 8–14: 0; 15 or more: 2");
    expect(within(image).getByText("promise 14")).toBeInTheDocument();
    const table = within(await figure(/^Reports in review/)).getByRole("table", { hidden: true });
    expect(within(table).getByRole("row", { name: "Stage two 1 0 0 0 2", hidden: true })).toBeInTheDocument();
    for (const name of [/^Published, by/, /^Time in each stage/, /^Contributing factors/, /^Reviews that ended/]) {
      expect(within(await figure(name)).getByText("Show as table")).toBeVisible();
    }
    await expectAccessible();
  });

  it("tells no number below five", async () => {
    await openOverview();
    const taken = await figure(/^Identifiers taken out/);
    expect(within(taken).getByRole("row", { name: /Person 61 not told/ })).toBeVisible();
    expect(within(taken).getByRole("row", { name: /License plate not told 0/ })).toBeVisible();
    expect(within(await figure(/^What prevented harm/)).getByRole("row", { name: /Luck only at least 2/ })).toBeVisible();
    expect(screen.getByRole("img", { name: /^Declined/ })).toHaveAccessibleName("Declined: Q3 2026: 0; Q4 2026: not told");
  });

  it("follows the period and the category", async () => {
    await openOverview();
    await user.click(await button("Latest quarter"));
    expect(within(await figure(/^Identifiers taken out/)).getByRole("row", { name: /Person 21/ })).toBeVisible();
    const factors = await figure(/^Contributing factors/);
    expect(within(factors).getByRole("row", { name: /^Coordination \(team\) at least 6/ })).toBeVisible();
    await user.selectOptions(within(factors).getByLabelText("Category"), "Warrant and arrest");
    expect(within(factors).getByRole("row", { name: /^Coordination \(team\) not told/ })).toBeVisible();
    await user.selectOptions(within(factors).getByLabelText("Category"), "Domestic disturbance");
    expect(within(factors).getByText("No factor is counted for this category.")).toBeVisible();
  });

  it("says so before anything is counted, and when the server can't be reached", async () => {
    let there = false;
    await openOverview({ overview: () => (there ? { ...overviewView, open: [], tallies: [] } : Promise.reject({ code: "no_server", rule: null, minutes: null })) });
    expect(await screen.findByRole("alert")).toHaveTextContent("can't be reached");
    there = true;
    await user.click(await button("Try again"));
    expect(await screen.findByText("No report is open.")).toBeVisible();
    expect(screen.getAllByText("Nothing is counted yet.").length).toBeGreaterThan(3);
    await expectAccessible();
  });
});
