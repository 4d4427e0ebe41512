// The button in the row of a table in which each of these stands as a line of its own.
const [lines, words] = arguments;
for (const row of document.querySelectorAll("tr")) {
  const said = row.innerText.split(/[\n\t]/).map((line) => line.trim());
  if (!lines.every((line) => said.includes(line))) continue;
  const button = [...row.querySelectorAll("button")].find((one) => one.innerText.toLowerCase().includes(words.toLowerCase()));
  if (button && !button.disabled) return button;
}
return null;
