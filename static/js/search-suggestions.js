// Suggestions below the field of the search, as the combobox pattern of WAI-ARIA has it (list autocomplete, manual
// selection): https://www.w3.org/WAI/ARIA/apg/patterns/combobox/. Without this script the form works as before.

const PAUSE = 150; // milliseconds without a key before anything is asked for
const SHORTEST = 2;

class Suggestions {
  constructor(box) {
    this.address = box.dataset.suggestions;
    this.input = box.querySelector("input");
    this.status = box.querySelector("[role=status]");
    this.list = document.createElement("ul");
    this.list.id = "search-suggestions";
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.status.dataset.label);
    box.append(this.list);
    this.selected = -1;
    this.prepareInput();
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
  }

  prepareInput() {
    const { input } = this;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("input", () => this.askSoon());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.close());
  }

  get options() {
    return [...this.list.children];
  }

  askSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const typed = this.input.value.trim();
    this.asking?.abort();
    if (typed.length < SHORTEST) {
      this.close();
      return;
    }
    this.asking = new AbortController();
    try {
      const query = new URLSearchParams({ q: typed });
      const answer = await fetch(`${this.address}?${query}`, { signal: this.asking.signal });
      if (answer.ok) this.show((await answer.json()).suggestions);
    } catch {
      // Overtaken by what was typed since, or without a network: no suggestions.
    }
  }

  show(suggestions) {
    if (document.activeElement !== this.input) return;
    this.list.replaceChildren(...suggestions.map(makeOption));
    this.select(-1);
    this.list.hidden = suggestions.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.status.textContent = this.list.hidden ? this.status.dataset.none : this.status.dataset.some;
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.select(-1);
    this.input.setAttribute("aria-expanded", "false");
    this.status.textContent = "";
  }

  select(index) {
    this.selected = index;
    this.options.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    const option = this.options[index];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  onKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && this.list.hidden) {
      event.preventDefault();
      this.ask();
    }
    if (this.list.hidden) return;
    const count = this.options.length;
    // One place more than there are options: the field itself.
    const moves = { ArrowDown: this.selected + 1, ArrowUp: this.selected < 0 ? count - 1 : this.selected - 1 };
    if (event.key in moves) {
      event.preventDefault();
      this.select(moves[event.key] >= count ? -1 : moves[event.key]);
    } else if (event.key === "Escape") {
      event.preventDefault(); // a first Escape closes the list, and the next one empties the field
      this.close();
    } else if (event.key === "Enter" && this.selected >= 0) {
      event.preventDefault();
      this.go(this.options[this.selected]);
    }
  }

  go(option) {
    if (option) location.assign(option.dataset.url);
  }
}

function makeOption({ title, url, kind, lang }, index) {
  const option = document.createElement("li");
  option.id = `search-suggestion-${index}`;
  option.className = "suggestions__item";
  option.setAttribute("role", "option");
  option.dataset.url = url;
  const name = document.createElement("span");
  name.textContent = title;
  if (lang) name.lang = lang;
  const what = document.createElement("span");
  what.className = "suggestions__kind";
  what.textContent = kind;
  option.append(name, " ", what);
  return option;
}

for (const box of document.querySelectorAll("[data-suggestions]")) new Suggestions(box);
