// What went wrong where the caller's own password goes with the request.
import type { BackendError } from "../lib/backend/errors";

/** The sentence for an error; a wrong password is the caller's own here, and nobody else's name is meant. */
export function proofProblem({ view, message }: BackendError): string {
  if (view.code === "wrong_password") return "That is not your own password. Nothing was changed. Try again; after five wrong ones your account is locked for a while.";
  return message;
}
