// What a form still lacks, told in words of the house: the engine's own are told in its language, or not at all.

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Marks the fields that have to be filled in and are not, goes to the first, and says which they are; null if there is none. */
export function missing(form: HTMLFormElement): string | null {
  const empty = [...form.querySelectorAll<Field>("[required]")].filter((field) => {
    const lacks = field.value.trim() === "";
    if (lacks) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    return lacks;
  });
  empty[0]?.focus();
  const names = empty.map((field) => field.labels?.[0]?.querySelector("span")?.textContent.trim() ?? "").filter(Boolean);
  return empty.length ? `Still missing: ${names.join(", ")}.` : null;
}
