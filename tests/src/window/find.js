// Finds the shortest-named visible element of a role whose name contains the words, in the open dialog if there is one.
const [role, words, nth] = arguments;
const SELECTORS = {
  button: "button, [role=button], input[type=submit]",
  tab: "[role=tab]",
  field: "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], [role=textbox], [role=combobox]",
  checkbox: "input[type=checkbox], [role=checkbox], [role=switch]",
  radio: "input[type=radio], [role=radio]",
  option: "option, [role=option]",
  row: "tr, [role=row], [role=listitem], li",
  alert: "[role=alert]",
  heading: "h1, h2, h3, [role=heading]",
};
const squeeze = (text) => (text ?? "").replace(/\s+/g, " ").trim();
const named = (ids) => (ids ?? "").split(/\s+/).filter(Boolean).map((id) => document.getElementById(id)?.innerText).join(" ");
function name(element) {
  const given = squeeze(element.getAttribute("aria-label") ?? "") || squeeze(named(element.getAttribute("aria-labelledby")));
  const labels = squeeze([...(element.labels ?? [])].map((label) => label.innerText).join(" "));
  return given || labels || squeeze(element.innerText) || squeeze(element.placeholder) || squeeze(element.title) || squeeze(element.value);
}
function visible(element) {
  const box = element.getBoundingClientRect();
  // A checkbox may be drawn by its label.
  return (box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== "hidden") || element.type === "checkbox" || element.type === "radio";
}
const dialogs = [...document.querySelectorAll("dialog[open]")];
const root = dialogs.at(-1) ?? document;
const wanted = words.toLowerCase();
const found = [...root.querySelectorAll(SELECTORS[role] ?? role)]
  .filter((element) => visible(element) && !element.disabled)
  .map((element) => ({ element, name: name(element) }))
  .filter((one) => one.name.toLowerCase().includes(wanted));
if (nth === null) found.sort((a, b) => a.name.length - b.name.length);
return found[nth ?? 0]?.element ?? null;
