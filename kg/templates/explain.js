"use strict";
// Lights the characters of a chosen fact, and shows the facts of a chosen name. All text stands in the page already;
// nothing is made out of it here but the one line that says what is shown.
(() => {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const told = document.getElementById("told");

  function open(section) {
    const all = (selector) => [...section.querySelectorAll(selector)];
    const leaves = all("[data-at]").map((leaf) => [Number(leaf.dataset.at), leaf]);
    const facts = all(".fact"), names = all("button.name"), groups = all(".group");
    const chosen = section.querySelector(".chosen"), lists = section.querySelector(".lists");
    const sheet = section.querySelector(".facts");
    if (!sheet) return;

    function unlight() {
      for (const leaf of all(".lit, .same")) leaf.classList.remove("lit", "same");
      for (const fact of facts) {
        fact.setAttribute("aria-pressed", "false");
        fact.nextElementSibling.hidden = true;
      }
    }

    function light(fact) {
      const was = fact.getAttribute("aria-pressed") === "true";
      clearAll(false);
      if (was) return;
      const spans = fact.dataset.spans.split(" ").map((span) => span.split("-").map(Number));
      const lit = leaves.filter(([at]) => spans.some(([start, end]) => start <= at && at < end)).map(([, leaf]) => leaf);
      for (const leaf of lit) leaf.classList.add("lit");
      fact.setAttribute("aria-pressed", "true");
      fact.nextElementSibling.hidden = false;
      const over = fact.nextElementSibling.getBoundingClientRect().bottom + 8 - sheet.getBoundingClientRect().bottom;
      if (over > 0) sheet.scrollTop += over;
      reveal(lit[0]);
      told.textContent = fact.nextElementSibling.textContent;
    }

    function reveal(element) {
      element?.scrollIntoView({ block: "center", inline: "nearest", behavior: isCalm ? "auto" : "smooth" });
    }

    function show(thing, name, isFromText) {
      clearAll(true);
      const mentions = all(`.m[data-thing="${thing}"]`);
      for (const mention of mentions) mention.classList.add("same");
      let count = 0;
      for (const fact of facts) {
        const isAbout = fact.dataset.things.split(" ").includes(thing);
        fact.parentElement.hidden = !isAbout;
        count += isAbout && !fact.closest(".apart");
      }
      for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
      const line = count ? `${name}：${count} 条事实` : `${name}：没有事实用到它 (in no fact)`;
      chosen.querySelector(".whose").textContent = line;
      chosen.hidden = false;
      sheet.classList.add("filtered");
      sheet.open = true;
      sheet.scrollTop = lists.scrollTop = 0;
      told.textContent = line;
      if (!isFromText) {
        reveal(mentions[0]);
        chosen.querySelector(".all").focus({ preventScroll: true });
      }
    }

    function clear(isWhole) {
      unlight();
      if (!isWhole) return;
      for (const hidden of [...facts.map((fact) => fact.parentElement), ...groups]) hidden.hidden = false;
      chosen.hidden = true;
      chosen.querySelector(".whose").textContent = "";
      sheet.classList.remove("filtered");
    }

    for (const fact of facts) fact.addEventListener("click", () => light(fact));
    for (const name of names) {
      name.addEventListener("click", () => show(name.dataset.thing, name.querySelector(".thing").textContent, false));
    }
    section.querySelector(".all").addEventListener("click", () => clear(true));
    section.querySelector(".raw").addEventListener("click", (event) => {
      const mention = event.target.closest("[data-thing]");
      if (!mention || !getSelection().isCollapsed) return;
      const name = names.find((one) => one.dataset.thing === mention.dataset.thing);
      show(mention.dataset.thing, name.querySelector(".thing").textContent, true);
    });
    return clear;
  }

  const clears = [...document.querySelectorAll(".section")].map(open).filter(Boolean);

  function clearAll(isWhole) {
    for (const clear of clears) clear(isWhole);
    told.textContent = "";
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clearAll(true);
  });
})();
