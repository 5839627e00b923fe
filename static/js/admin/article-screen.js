// The editing screen of an article: counts characters, offers typography, shows the fields of the kind that is chosen,
// and says after each save what readers would still miss.
const AGAIN = 3000; // milliseconds, while links are being looked at
const MOST_TIMES = 40;

const form = document.querySelector("[data-edit-form]") ?? document.querySelector("#page-edit-form");

function token() {
  return form.elements.csrfmiddlewaretoken.value;
}

function send(url, fields) {
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "X-CSRFToken": token() },
  });
}

function count(panel) {
  const input = form.elements[panel.dataset.counted];
  const part = (name) => panel.querySelector(`[data-${name}]`);
  const advised = Number(panel.dataset.advised);
  const much = part("words").content.querySelector("[data-word=much]").textContent;

  function tell() {
    const { length } = input.value;
    part("number").textContent = length;
    const isMuch = length > advised;
    part("length").classList.toggle("counted__length--much", isMuch);
    // Said once when it becomes too long, not with every letter.
    if (part("much").textContent !== (isMuch ? much : "")) part("much").textContent = isMuch ? much : "";
  }

  async function offer() {
    const typed = input.value;
    part("offer").hidden = true;
    if (!typed.trim()) return;
    try {
      const response = await send(panel.dataset.typography, { text: typed, language: panel.dataset.language });
      if (!response.ok || response.redirected) return;
      const { text } = await response.json();
      if (text === typed || input.value !== typed) return;
      part("text").textContent = text;
      part("offer").hidden = false;
    } catch {
      // It is an offer, no duty; what is saved is put right all the same.
    }
  }

  input.addEventListener("input", tell);
  input.addEventListener("change", offer);
  panel.querySelector("[data-action=apply]").addEventListener("click", () => {
    input.value = part("text").textContent;
    part("offer").hidden = true;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
  tell();
}

function showKind() {
  for (const panel of document.querySelectorAll(".kind-panel")) {
    panel.hidden = !panel.classList.contains(`kind-panel--${form.elements.kind.value}`);
  }
}

// A new page gets its number when it is saved for the first time, while the form stays open.
function pageOf(panel) {
  const edited = /\/pages\/(\d+)\/edit\//.exec(`${form.action} ${location.pathname}`);
  return edited?.[1] ?? panel.dataset.page;
}

function check(panel) {
  let times = 0;
  let timer;

  async function show(request) {
    clearTimeout(timer);
    try {
      const response = await request;
      if (!response.ok || response.redirected) return;
      panel.innerHTML = await response.text();
    } catch {
      return;
    }
    if (panel.querySelector("[data-waiting]") && times++ < MOST_TIMES) timer = setTimeout(look, AGAIN);
  }

  function look() {
    const page = pageOf(panel);
    if (page) show(fetch(`${panel.dataset.checks}?${new URLSearchParams({ page })}`));
  }

  panel.addEventListener("click", (event) => {
    const { target } = event;
    if (target.dataset.action === "check-links") {
      times = 0;
      show(send(target.dataset.url, { page: pageOf(panel) }));
    } else if (target.dataset.field) {
      event.preventDefault();
      lead(target.dataset.field);
    }
  });
  document.addEventListener("w-autosave:success", look);
  look();
}

// To where a thing is mended.
function lead(field) {
  const place = document.querySelector(
    `[data-contentpath="${field}"], #panel-child-content-${field}-section, [id*="-${field}-section"]`,
  );
  if (!place) return;
  place.scrollIntoView({ block: "center" });
  place.querySelector("input:not([type=hidden]), textarea, select, [contenteditable=true], button")?.focus({ preventScroll: true });
}

for (const panel of document.querySelectorAll("[data-counted]")) count(panel);
for (const panel of document.querySelectorAll("[data-checks]")) check(panel);
if (document.querySelector(".kind-panel")) {
  form.elements.kind.addEventListener("change", showKind);
  showKind();
}
