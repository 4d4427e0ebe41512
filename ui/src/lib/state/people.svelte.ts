// Who may sign in, as an administrator sees it. Held in the window only while the app is open.
import * as backend from "../backend/commands";
import type { NewPersonAsk, PeopleView, PersonAsk, PersonView } from "../backend/bindings/view";
import { Attempt } from "./attempt.svelte";

class People {
  list = $state.raw<PersonView[] | null>(null);
  readonly reading = new Attempt();

  load = () => this.reading.run(async () => this.#show(await backend.people()));

  /** Gives the first password; throws a [`BackendError`]. */
  async add(ask: NewPersonAsk, proof: string): Promise<string | null> {
    return this.#show(await backend.addPerson(ask, proof));
  }

  /** Gives the new password, if there is one; throws a [`BackendError`]. */
  async change(person: string, ask: PersonAsk, proof: string): Promise<string | null> {
    return this.#show(await backend.changePerson(person, ask, proof));
  }

  clear(): void {
    this.list = null;
    this.reading.problem = null;
  }

  #show(view: PeopleView): string | null {
    // After a change the list may fail to come: the one before is better than none.
    if (view.people.length || !this.list) this.list = view.people;
    return view.password;
  }
}

export const people = new People();
