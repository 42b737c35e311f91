// The page is whole without this: it only shortens the list to the entries that hold every word.
(() => {
  const plain = (text) => text.toLowerCase().replaceAll("’", "'");
  const place = document.querySelector(".finder");
  const entries = [...document.querySelectorAll(".letter li")].map((item) => ({
    item,
    words: plain(`${item.textContent} ${item.dataset.words || ""}`),
  }));
  const label = document.createElement("label");
  label.htmlFor = "finder";
  label.textContent = place.dataset.label;
  const field = document.createElement("input");
  field.type = "search";
  field.id = "finder";
  field.autocomplete = "off";
  const said = document.createElement("span");
  said.className = "found";
  said.setAttribute("role", "status");
  place.append(label, field, said);

  const shorten = () => {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { item, words } of entries) {
      item.hidden = !wanted.every((word) => words.includes(word));
      found += item.hidden ? 0 : 1;
    }
    document.querySelector(".letters").hidden = wanted.length > 0;
    for (const letter of document.querySelectorAll(".letter")) {
      letter.hidden = !letter.querySelector("li:not([hidden])");
    }
    said.textContent = wanted.length === 0 ? "" : found === 0 ? place.dataset.none
      : found === 1 ? place.dataset.one : `${found} ${place.dataset.many}`;
  };
  field.addEventListener("input", shorten);
  // A reader who comes back finds the words still in the field.
  if (field.value) shorten();
})();
