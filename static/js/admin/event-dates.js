// The dates of an event in its editing screen. Hides the parts of a recurrence that do not apply, has the server work out
// the dates whenever something about them changes, and writes what becomes of single dates into the hidden field.
const PAUSE = 400; // milliseconds after the last change
const ABOUT_DATES = /^(start|end|all_day|time_zone|changed_dates|recurrence-.+)$/;

function hideWhatDoesNotApply(recurrence) {
  const frequency = recurrence.querySelector("select").value;
  const ending = recurrence.querySelector("input[type=radio][name$=ending]:checked")?.value;
  for (const part of recurrence.querySelectorAll("[data-frequency]")) {
    part.hidden = !part.dataset.frequency.split(" ").includes(frequency);
  }
  for (const part of recurrence.querySelectorAll("[data-ending]")) {
    part.hidden = part.dataset.ending !== ending;
  }
}

class Dates {
  constructor(panel) {
    this.panel = panel;
    this.form = panel.closest("form");
    this.field = document.getElementById(panel.dataset.field);
    this.preview = panel.querySelector("[data-preview]");
    this.shown = "";
    // Wagtail's date picker tells of a change by an event that does not bubble.
    for (const event of ["input", "change"]) {
      this.form.addEventListener(event, ({ target }) => this.#changed(target), { capture: true });
    }
    panel.addEventListener("click", ({ target }) => this.#clicked(target.closest("[data-action]")));
    panel.addEventListener("keydown", (event) => this.#typed(event));
    this.refresh();
  }

  #changed(target) {
    if (!ABOUT_DATES.test(target.name ?? "")) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  // Shows what the server makes of the form as it is now; what was shown stays until then, and if that fails.
  async refresh() {
    this.request?.abort();
    const request = (this.request = new AbortController());
    const sent = new URLSearchParams([...new FormData(this.form)].filter(([name]) => ABOUT_DATES.test(name)));
    sent.set("shown", this.shown);
    this.#tell("busy");
    try {
      const response = await fetch(this.panel.dataset.dates, {
        method: "POST",
        body: sent,
        headers: { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
        signal: request.signal,
      });
      // Whoever was logged out meanwhile is sent to the login.
      if (!response.ok || response.redirected) throw new Error(response.statusText);
      this.#show(await response.text());
      this.#tell("");
    } catch {
      if (!request.signal.aborted) this.#tell("failed");
    }
  }

  #tell(state) {
    this.panel.querySelector("[data-busy]").hidden = state !== "busy";
    this.panel.querySelector("[data-failed]").hidden = state !== "failed";
    this.preview.setAttribute("aria-busy", String(state === "busy"));
  }

  #show(html) {
    // Somebody is choosing where to move a date: what they type there must not vanish.
    const moving = this.preview.querySelector(".dates__move:not([hidden])");
    const typed = moving && [...moving.querySelectorAll("input")].map((input) => input.value);
    const focused = moving && [...moving.querySelectorAll("input, button")].indexOf(document.activeElement);
    const isPastOpen = this.preview.querySelector("details")?.open ?? false;
    this.preview.innerHTML = html;
    const past = this.preview.querySelector("details");
    if (past) past.open = isPastOpen || Boolean(this.done && past.querySelector(`[data-date="${this.done}"]`));
    if (this.done) this.#sayWhatWasDone();
    else if (moving) this.#moveOn(moving.id, typed, focused);
  }

  #moveOn(id, typed, focused) {
    const inputs = document.getElementById(id);
    if (!inputs) return;
    this.#open(inputs, true);
    inputs.querySelectorAll("input").forEach((input, index) => (input.value = typed[index]));
    inputs.querySelectorAll("input, button")[focused]?.focus();
  }

  #sayWhatWasDone() {
    const row = this.preview.querySelector(`[data-date="${this.done}"]`);
    this.done = "";
    const text = (row ?? this.preview).querySelector("[data-text], .dates__words")?.textContent ?? "";
    this.panel.querySelector("[data-said]").textContent = text.replace(/\s+/g, " ").trim();
    (row ?? this.preview).querySelector("button")?.focus();
  }

  #clicked(button) {
    if (!button) return;
    const row = button.closest("[data-date]");
    const move = row?.querySelector(".dates__move");
    const { action } = button.dataset;
    if (action === "more") {
      this.shown = button.dataset.shown;
      this.done = this.preview.querySelector(".dates__list:last-of-type > :last-child")?.dataset.date ?? "";
      this.refresh();
    } else if (action === "clear") {
      this.#write([], "");
    } else if (action === "move" || action === "close") {
      this.#open(move, action === "move" && move.hidden);
      (move.hidden ? row.querySelector("[data-action=move]") : move.querySelector("input")).focus();
    } else if (action === "moved") {
      const [start, end] = move.querySelectorAll("input");
      start.required = end.required = true;
      end.min = start.value;
      if (!start.reportValidity() || !end.reportValidity()) return;
      this.#change(row.dataset.date, { change: action, start: withTime(start.value), end: withTime(end.value) });
    } else {
      this.#change(row.dataset.date, action === "restore" ? null : { change: action });
    }
  }

  #open(move, isOpen) {
    move.hidden = !isOpen;
    move.closest("[data-date]").querySelector("[data-action=move]").setAttribute("aria-expanded", String(isOpen));
  }

  // In the inputs of a move, Enter moves and Escape closes; the form of the page is not sent.
  #typed(event) {
    const move = event.target.matches("input") && event.target.closest(".dates__move");
    const action = { Enter: "moved", Escape: "close" }[event.key];
    if (!move || !action) return;
    event.preventDefault();
    move.querySelector(`[data-action=${action}]`).click();
  }

  #change(date, change) {
    const others = this.#read().filter((item) => item?.date !== date);
    this.#write(change ? [...others, { date, ...change }] : others, date);
  }

  #read() {
    try {
      const changes = JSON.parse(this.field.value || "[]");
      return Array.isArray(changes) ? changes : [];
    } catch {
      return [];
    }
  }

  #write(changes, date) {
    this.done = date;
    this.field.value = JSON.stringify(changes);
    // For Wagtail, which keeps what has changed; it makes this panel refresh as well.
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
    clearTimeout(this.timer);
    this.refresh();
  }
}

function withTime(value) {
  return value.includes("T") ? value : `${value}T00:00`;
}

for (const recurrence of document.querySelectorAll("[data-recurrence]")) {
  hideWhatDoesNotApply(recurrence);
  recurrence.addEventListener("change", () => hideWhatDoesNotApply(recurrence));
}
for (const panel of document.querySelectorAll("[data-dates]")) new Dates(panel);
