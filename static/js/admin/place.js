// Moves what a template could only add at the end to where it belongs: before the element named in `data-before`.
for (const element of document.querySelectorAll("[data-before]")) {
  document.querySelector(element.dataset.before)?.before(element);
}
