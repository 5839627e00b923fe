// A form takes its shape after the browser has gone to the field that the address names; this stays with it meanwhile.
const place = location.hash.startsWith("#id_") && document.getElementById(location.hash.slice(1));
if (place) {
  const stay = new ResizeObserver(() => place.scrollIntoView({ behavior: "instant", block: "center" }));
  stay.observe(place.closest("form") ?? document.body);
  for (const action of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    window.addEventListener(action, () => stay.disconnect(), { once: true });
  }
}
