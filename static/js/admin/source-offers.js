// When the address of a source is pasted or typed, has the server look at the page there, and offers what it says of
// itself. An offer fills empty fields, and only when a button is pressed.
const FIELDS = ["title", "publisher", "published_on", "language"];
const LANGUAGES = ["fr", "en"]; // others are one choice of the form

class Offers {
  constructor(panel) {
    this.panel = panel;
    this.form = panel.closest("form");
    const { address } = panel.dataset;
    this.prefix = address.slice(0, -"url".length);
    this.address = this.form.elements[address];
    this.asked = this.address.value.trim();
    this.address.addEventListener("change", () => this.#look());
    // What is pasted stands in the field a moment later.
    this.address.addEventListener("paste", () => setTimeout(() => this.#look()));
    for (const name of FIELDS) {
      // Wagtail's date picker tells of a change by an event that does not bubble.
      for (const event of ["input", "change"]) this.#input(name).addEventListener(event, () => this.#compare());
    }
    panel.addEventListener("click", ({ target }) => this.#clicked(target.closest("[data-action]")));
  }

  #input(name) {
    return this.form.elements[this.prefix + name];
  }

  #part(selector) {
    return this.panel.querySelector(selector);
  }

  #word(name) {
    return this.#part("[data-words]").content.querySelector(`[data-word=${name}]`).textContent;
  }

  #say(text, isFailure = false) {
    const said = this.#part("[data-said]");
    said.textContent = text;
    said.classList.toggle("source-offers__state--failed", isFailure);
    this.#part("[data-action=retry]").hidden = !isFailure;
  }

  async #look(isAgain = false) {
    const url = this.address.value.trim();
    if (url === this.asked && !isAgain) return;
    this.asked = url;
    this.request?.abort();
    this.#close();
    if (!/^https?:\/\/[^/]/i.test(url) || FIELDS.every((name) => this.#input(name).value.trim())) return;
    const request = (this.request = new AbortController());
    this.#say(this.#word("busy"));
    try {
      const response = await fetch(this.panel.dataset.sourceOffers, {
        method: "POST",
        body: new URLSearchParams({ url }),
        headers: { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
        signal: request.signal,
      });
      // Whoever was logged out meanwhile is sent to the login.
      if (response.redirected) throw new Error(response.statusText);
      const answer = await response.json();
      if (request.signal.aborted) return;
      if (response.ok) this.#offer(answer);
      else this.#say(answer.message, true);
    } catch {
      if (!request.signal.aborted) this.#say(this.#word("failed"), true);
    }
  }

  #offer(answer) {
    for (const row of this.panel.querySelectorAll("[data-offer]")) {
      const value = row.querySelector("[data-value]");
      const offered = this.#written(row.dataset.offer, answer[row.dataset.offer]);
      value.dataset.value = offered;
      value.textContent = this.#shown(row.dataset.offer, offered);
      // In whose language it is to be pronounced.
      value.lang = ["title", "publisher"].includes(row.dataset.offer) ? answer.language : "";
      if (!value.lang) value.removeAttribute("lang");
      row.hidden = !offered || offered === this.#input(row.dataset.offer).value.trim();
    }
    const hasOffers = this.#rows().length > 0;
    this.#part("[data-found]").hidden = !hasOffers;
    this.#say(this.#word(hasOffers ? "found" : "nothing"));
    this.#compare();
  }

  // As the form takes it: of a language tag, one of its choices.
  #written(name, offered) {
    if (name !== "language" || !offered) return offered ?? "";
    const [primary] = offered.toLowerCase().split(/[-_]/);
    return LANGUAGES.includes(primary) ? primary : "other";
  }

  #shown(name, value) {
    if (name !== "language") return value;
    return [...this.#input(name).options].find((option) => option.value === value)?.textContent ?? value;
  }

  #rows() {
    return [...this.panel.querySelectorAll("[data-offer]:not([hidden])")];
  }

  // What somebody has written stays: there is a button for empty fields only.
  #compare() {
    const rows = this.#rows();
    for (const row of rows) {
      const typed = this.#input(row.dataset.offer).value.trim();
      row.querySelector("[data-action=use]").hidden = Boolean(typed);
      row.querySelector("[data-note]").hidden = !typed || typed === row.querySelector("[data-value]").dataset.value;
    }
    this.#part("[data-action=use-all]").hidden = !rows.some((row) => !this.#input(row.dataset.offer).value.trim());
  }

  #clicked(button) {
    if (!button) return;
    const { action } = button.dataset;
    if (action === "use") this.#use([button.closest("[data-offer]")]);
    else if (action === "use-all") this.#use(this.#rows());
    else if (action === "retry") {
      // The button vanishes while it is tried.
      this.address.focus();
      this.#look(true);
    } else if (action === "dismiss") {
      this.#close();
      this.address.focus();
    }
  }

  #use(rows) {
    const filled = rows.filter((row) => !this.#input(row.dataset.offer).value.trim());
    for (const row of filled) {
      const input = this.#input(row.dataset.offer);
      input.value = row.querySelector("[data-value]").dataset.value;
      for (const event of ["input", "change"]) input.dispatchEvent(new Event(event, { bubbles: true }));
    }
    this.#compare();
    const names = filled.map((row) => row.querySelector(".source-offers__name").textContent);
    this.#say(`${this.#word("used")} ${names.join(", ")}`);
    // The button that was pressed is gone: on to the next one, else to what was filled in.
    const next = this.#part("[data-found] [data-action=use]:not([hidden])");
    if (next?.closest("[data-offer]:not([hidden])")) next.focus();
    else if (filled.length) this.#input(filled[0].dataset.offer).focus();
  }

  #close() {
    for (const row of this.panel.querySelectorAll("[data-offer]")) row.hidden = true;
    this.#part("[data-found]").hidden = true;
    this.#say("");
  }
}

function start(root) {
  for (const panel of root.querySelectorAll("[data-source-offers]:not([data-started])")) {
    panel.dataset.started = "";
    new Offers(panel);
  }
}

// Sources are added to the form while it is open.
start(document);
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node instanceof Element && node.isConnected) start(node.parentElement);
  }
}).observe(document.body, { childList: true, subtree: true });
