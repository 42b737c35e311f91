"use strict";
// Streamlit lays a page out anew after every press. The button that was pressed may then be gone, moved or switched off;
// a browser lets go of it without a word, the next Tab begins at the head of the page, and a screen reader says nothing.
// This keeps the keyboard where it was, takes it to the heading of another page, says when a page has come to rest or a
// button has another name, and makes a chart one picture with a name. After a press of a mouse or a finger no keyboard
// is moved.
(() => {
  const REACHED = "a[href], button, input, select, textarea, summary";
  const SETTLED = 150; // milliseconds without a change
  const SENT = 100; // milliseconds after which what was left in a box has been sent
  const LONG = 2000; // milliseconds after which a screen reader has long been silent
  let by_keys = true;
  let last = null; // where the keyboard was: the element and its name, its place among all, the parts it stood in
  let page = ""; // the address of the page that has come to rest
  let began = 0; // when the page began to be laid out
  let gone_to = null; // the mark that was last followed
  let timer = 0;
  let box = null; // what is written in, and what it held before
  let had = "";

  const find = (selector) => document.querySelector(selector);
  const state = () => find("[data-testid='stApp']")?.getAttribute("data-test-script-state");
  const is_there = (one) => one.isConnected && !one.disabled && one.checkVisibility() && one.tabIndex >= 0;
  const part_around = (one) => one?.closest("[class*='st-key-']");
  const all_reached = () => [...find(".stMain").querySelectorAll(REACHED)];

  const voice = document.createElement("div");
  voice.setAttribute("role", "status");
  voice.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
  const say = (words) => {
    voice.textContent = "";
    setTimeout(() => { voice.textContent = words; }, SETTLED);
  };

  function remember(event) {
    const one = event.target;
    if (!find(".stMain")?.contains(one)) return;
    last = by_keys ? { one, name: one.innerText, place: all_reached().indexOf(one), parts: parts_of(one) } : null;
  }

  // From the innermost: a button, the row it stands in, the cell.
  function parts_of(one) {
    const parts = [];
    for (let part = part_around(one); part; part = part_around(part.parentElement)) {
      parts.push(part.className.match(/st-key-\S+/)[0]);
    }
    return parts;
  }

  function return_to_place() {
    if (last.one.matches("h1.page")) return take_to_heading();
    if (is_there(last.one)) return last.one.focus();
    const there = all_reached().filter(is_there);
    const near = last.parts.map((key) => there.find((one) => one.closest(`.${CSS.escape(key)}`))).find(Boolean);
    (near ?? there[Math.min(last.place, there.length - 1)])?.focus();
  }

  function arrive(is_first) {
    page = location.pathname;
    if (is_first || !by_keys) say(`${find("h1.page").textContent}. The page is ready.`);
    else take_to_heading();
  }

  function take_to_heading() {
    const heading = find("h1.page");
    heading.tabIndex = -1;
    heading.focus();
  }

  // Some screen readers pass over what Vega makes of a chart, or name its parts and not what it shows.
  function make_pictures() {
    for (const chart of document.querySelectorAll(".vega-embed[role='graphics-document']")) {
      chart.setAttribute("role", "img");
      chart.removeAttribute("aria-roledescription");
    }
  }

  function follow(mark) {
    const part = find(`.st-key-${CSS.escape(mark.className.match(/go-to-(\S+)/)[1])}`);
    // A field that is needed for the first time is fetched; until it comes, something grey stands there.
    if (!part || part.querySelector("[data-testid='stSkeleton']")) return;
    gone_to = mark.textContent;
    (part.querySelector("textarea, input") ?? part.querySelector(REACHED))?.focus();
  }

  function settle() {
    make_pictures();
    if (state() !== "notRunning" || !find("h1.page")) return;
    const took = began ? performance.now() - began : 0;
    began = 0;
    const mark = find("[class*=' go-to-']");
    if (page !== location.pathname) arrive(page === "" && !last);
    else if (mark && mark.textContent !== gone_to) follow(mark);
    else {
      if (last && by_keys && document.hasFocus() && document.activeElement === document.body) return_to_place();
      if (last?.one.matches("button") && document.activeElement === last.one && last.one.innerText !== last.name) {
        last.name = last.one.innerText;
        say(last.name);
      } else if (took > LONG) say("The page is ready.");
    }
  }

  // What is being written is sent when its box is left. A reload, the way back or another app leaves no box, so it is
  // left here, and the keyboard put back: the reader may return to the page.
  function send_words() {
    const one = document.activeElement;
    if (!one?.matches(".stMain :is(textarea, input)")) return;
    one.blur();
    one.focus();
  }

  // Streamlit would ask for the other page in the same breath, and the answer to what was sent would take its place. So
  // where something was being written the other page is fetched anew, once that has been sent.
  function go_back(event) {
    const to = location.href;
    if (document.activeElement !== box || box.value === had) return;
    send_words();
    event.stopImmediatePropagation();
    setTimeout(() => location.replace(to), SENT);
  }

  new MutationObserver(() => {
    if (state() === "running") began ||= performance.now();
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLED);
  }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["disabled", "data-test-script-state"],
  });
  document.addEventListener("keydown", () => { by_keys = true; }, true);
  document.addEventListener("pointerdown", () => { by_keys = false; }, true);
  document.addEventListener("focusin", remember);
  document.addEventListener("focusin", ({ target }) => {
    if (target !== box && target.matches(".stMain :is(textarea, input)")) [box, had] = [target, target.value];
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) send_words(); });
  addEventListener("beforeunload", send_words);
  addEventListener("pagehide", send_words);
  addEventListener("popstate", go_back, true);
  document.addEventListener("DOMContentLoaded", () => document.body.append(voice));
})();
