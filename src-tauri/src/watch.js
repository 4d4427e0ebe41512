// Under automation only: notes from the page's first moment what must never happen in it, for the tests to read.
const wrong = (window.__wrong = []);
const note = (text) => wrong.includes(text) || wrong.push(text);
document.addEventListener("securitypolicyviolation", (v) =>
  note(`CSP: ${v.effectiveDirective} refused ${v.blockedURI} (${v.sourceFile}:${v.lineNumber})`));
addEventListener("error", (event) => note(`error: ${event.message} (${event.filename}:${event.lineno})`));
addEventListener("unhandledrejection", (event) => note(`unhandled: ${event.reason?.stack ?? event.reason}`));
const error = console.error;
console.error = (...said) => {
  note(`console.error: ${said.join(" ")}`);
  error.apply(console, said);
};
