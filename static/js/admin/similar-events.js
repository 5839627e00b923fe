// While one types the title and the date of an event, shows which others it may be already.
const PAUSE = 600; // milliseconds after the last change
const WATCHED = ["title", "start"];

// A new page gets its number when it is saved for the first time, while the form stays open.
function pageOf(panel, form) {
  const edited = /\/pages\/(\d+)\/edit\//.exec(`${form.action} ${location.pathname}`);
  return edited?.[1] ?? panel.dataset.page;
}

function watch(panel) {
  const form = panel.closest("form");
  let timer;
  let request;
  let last = "";

  async function look() {
    const query = new URLSearchParams(WATCHED.map((name) => [name, form.elements[name].value]));
    query.set("page", pageOf(panel, form));
    if (query.toString() === last) return;
    last = query.toString();
    request?.abort();
    const { signal } = (request = new AbortController());
    try {
      const response = await fetch(`${panel.dataset.similar}?${query}`, { signal });
      if (!response.ok || response.redirected) throw new Error(response.statusText);
      const html = (await response.text()).trim();
      panel.hidden = !html;
      if (panel.innerHTML.trim() !== html) panel.innerHTML = html;
    } catch {
      // It is an offer, no duty: the next change asks again.
      if (!signal.aborted) last = "";
    }
  }

  for (const event of ["input", "change"]) {
    // Wagtail's date picker tells of a change by an event that does not bubble.
    form.addEventListener(
      event,
      ({ target }) => {
        if (!WATCHED.includes(target.name)) return;
        clearTimeout(timer);
        timer = setTimeout(look, PAUSE);
      },
      { capture: true },
    );
  }
  look();
}

for (const panel of document.querySelectorAll("[data-similar]")) watch(panel);
