"use strict";
// Draws the picture that stands as JSON in the page. Whatever comes from articles becomes text nodes, never markup.
(() => {
  const picture = JSON.parse(document.getElementById("picture").textContent);
  const { kinds, factKinds, articles, facts } = picture;
  const things = new Map(picture.things.map((thing) => [thing.id, thing]));
  const INK = "#22252b", FAINT = "rgba(34,37,43,0.1)", CLEAR = "rgba(0,0,0,0)", STRONG = "#1f4e79";
  const find = (id) => document.getElementById(id);

  // --- elements -----------------------------------------------------------------------------------------------
  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children.filter((child) => child !== null && child !== ""));
    return made;
  }

  function drawing(kind) {
    return document.querySelector(`#legend input[value="${kind}"] ~ svg`).cloneNode(true);
  }

  function button(className, id, ...children) {
    const made = element("button", className, ...children);
    made.type = "button";
    made.addEventListener("click", () => select(id, true));
    return made;
  }

  function listed(thing, ...more) {
    return button("link", thing.id, element("span", "row", drawing(thing.kind), element("span", "", thing.label), ...more));
  }

  // --- the graph ----------------------------------------------------------------------------------------------
  const factsOf = new Map(picture.things.map((thing) => [thing.id, []]));
  for (const fact of facts) {
    factsOf.get(fact.from).push(fact);
    if (fact.to !== null && fact.to !== fact.from) factsOf.get(fact.to).push(fact);
  }

  function nodeTooltip(thing) {
    const first = factsOf.get(thing.id)[0];
    const evidence = first ? [shortened(first.quote, 90), "——" + articles[first.doc]] : [];
    return element("div", "",
      element("p", "title", thing.label),
      ...thing.detail.slice(0, 5).map((line) => element("p", "", line)),
      ...evidence.map((line) => element("p", "soft", line)));
  }

  function edgeTooltip(edge) {
    const lines = edge.facts.slice(0, 3).flatMap((index) => {
      const fact = facts[index];
      return [
        element("p", "title", fact.role + (fact.topic ? `：${fact.topic}` : "")),
        element("p", "soft", shortened(fact.quote, 120)),
        element("p", "soft", "——" + articles[fact.doc])];
    });
    return element("div", "", ...lines);
  }

  function shortened(text, length) {
    const characters = Array.from(text);
    return characters.length > length ? characters.slice(0, length).join("") + "…" : text;
  }

  // vis shows a title that is an element as it is; a string might be taken for markup.
  const nodes = new vis.DataSet(picture.nodes.map((node) => ({ ...node, title: nodeTooltip(things.get(node.id)) })));
  const edges = new vis.DataSet(picture.edges.map((edge) => ({ ...edge, title: edgeTooltip(edge) })));
  const network = new vis.Network(find("graph"), { nodes, edges }, picture.options);

  // --- selection ----------------------------------------------------------------------------------------------
  const FONT = picture.options.nodes.font.size;
  const READABLE = 13;  // pixels on the screen of a label that must be read
  const ranked = [...picture.nodes].sort((a, b) => b.size - a.size);
  let selected = null, near = null, scale = 0;

  // As on a map: at every scale the best connected are named, each where its name meets no other. From afar, things
  // that no fact connects go without.
  function named(size) {
    const taken = [], chosen = [], gap = size / 4, isRemote = network.getScale() < 0.5;
    const isMet = (one) => taken.some((two) => one[0] < two[2] && two[0] < one[2] && one[1] < two[3] && two[1] < one[3]);
    for (const node of ranked) {
      if (near === null ? isRemote && !factsOf.get(node.id).some((fact) => fact.to) : !near.has(node.id)) continue;
      const { x, y } = network.getPosition(node.id);
      const lines = node.label.split("\n"), half = Math.max(...lines.map((line) => line.length)) * size / 2;
      const label = [x - half - gap, y + node.size, x + half + gap, y + node.size + lines.length * size * 1.3 + gap];
      if (node.id !== selected && isMet(label)) continue;
      chosen.push(node.id);
      taken.push(label, [x - node.size, y - node.size, x + node.size, y + node.size]);
    }
    return new Set(chosen);
  }

  function setFonts() {
    const size = Math.max(FONT, Math.round(READABLE / network.getScale()));
    const large = named(size);
    const largeFont = { size, color: INK, strokeWidth: size / 4 }, smallFont = { size: FONT, color: INK, strokeWidth: 3 };
    const shown = picture.nodes.filter(({ id }) => near === null || near.has(id));
    nodes.update(shown.map(({ id }) => ({ id, font: large.has(id) ? largeFont : smallFont })));
    if (selected === null) return;
    const font = { size: network.getScale() < 0.6 && near.size > 12 ? FONT : size, color: STRONG, strokeWidth: size / 4 };
    edges.update(brightEdges().map(({ id }) => ({ id, font })));
  }

  function brightEdges() {
    return picture.edges.filter((edge) => edge.from === selected || edge.to === selected);
  }

  function select(id, focus = false) {
    if (!things.has(id)) return;
    selected = id;
    near = new Set([id]);
    for (const fact of factsOf.get(id)) {
      near.add(fact.from);
      if (fact.to !== null) near.add(fact.to);
    }
    nodes.update(picture.nodes.map((node) => near.has(node.id)
      ? { id: node.id, opacity: 1 }
      : { id: node.id, opacity: 0.12, font: { size: FONT, color: CLEAR, strokeWidth: 0 } }));
    const bright = new Set(brightEdges().map((edge) => edge.id));
    edges.update(picture.edges.map((edge) => bright.has(edge.id)
      ? { id: edge.id, width: 1.6, color: { color: STRONG }, arrows: { to: { enabled: true, scaleFactor: 0.5 } } }
      : { id: edge.id, width: 0.6, color: { color: FAINT }, arrows: "", font: { size: 11, color: CLEAR, strokeWidth: 0 } }));
    network.selectNodes([id], false);
    if (focus) network.fit({ nodes: [...near], maxZoomLevel: 1.1, animation: false });
    setFonts();
    show(things.get(id));
  }

  function clear() {
    selected = null;
    near = null;
    network.unselectAll();
    const { font, width, color } = picture.options.edges;
    nodes.update(picture.nodes.map(({ id }) => ({ id, opacity: 1 })));
    edges.update(picture.edges.map(({ id }) => ({ id, width, color: { ...color }, font: { ...font }, arrows: "" })));
    setFonts();
    overview();
  }

  network.on("afterDrawing", () => {
    if (Math.abs(network.getScale() / scale - 1) < 0.05) return;
    scale = network.getScale();
    setTimeout(setFonts);
  });
  network.on("click", (event) => {
    if (event.nodes.length) select(event.nodes[0]);
    else if (event.edges.length) select(edges.get(event.edges[0]).from);
    else if (selected !== null) clear();
  });

  // --- the panel ----------------------------------------------------------------------------------------------
  const panel = find("panel");

  function show(thing) {
    const close = element("button", "close", "关闭");
    close.type = "button";
    close.addEventListener("click", clear);
    const own = factsOf.get(thing.id);
    const groups = factKinds.flatMap(([kind, heading]) => {
      const group = own.filter((fact) => fact.kind === kind);
      return group.length ? [element("h3", "", `${heading} · ${group.length}`), ...group.map((fact) => factCard(fact, thing))] : [];
    });
    panel.replaceChildren(
      close,
      element("span", "badge", drawing(thing.kind), kinds[thing.kind]),
      element("h2", "", thing.label),
      thing.names.length ? element("p", "names", "又名 " + thing.names.join("、")) : "",
      ...thing.detail.map((line) => element("p", "", line)),
      ...groups);
    panel.scrollTop = 0;
  }

  function factCard(fact, thing) {
    const other = fact.to === null ? null : things.get(fact.from === thing.id ? fact.to : fact.from);
    return element("div", "fact",
      element("p", "",
        element("span", "role", fact.role),
        other ? button("name", other.id, other.label) : ""),
      fact.topic ? element("p", "topic", `题目：${fact.topic}`) : "",
      fact.quote ? element("blockquote", "", fact.quote) : "",
      element("cite", "", `${articles[fact.doc]} · 规则 ${fact.rule}`));
  }

  function overview() {
    const best = picture.things.filter((thing) => factsOf.get(thing.id).length)
      .sort((a, b) => factsOf.get(b.id).length - factsOf.get(a.id).length).slice(0, 12);
    panel.replaceChildren(
      element("h3", "", "联系最多"),
      ...best.map((thing) => listed(thing, element("span", "count", factsOf.get(thing.id).length))),
      element("h3", "", "文章"),
      ...Object.values(articles).map((title) => element("p", "", title)));
    panel.scrollTop = 0;
  }

  // --- search -------------------------------------------------------------------------------------------------
  const search = find("search"), hits = find("hits");

  function matches(wanted) {
    const text = (thing) => [thing.label, ...thing.names, ...thing.detail].join("\n").toLowerCase();
    const rank = (thing) => [thing.label, ...thing.names].some((name) => name.toLowerCase() === wanted) ? 0
      : thing.label.toLowerCase().includes(wanted) ? 1 : 2;
    return picture.things.filter((thing) => text(thing).includes(wanted)).sort((a, b) => rank(a) - rank(b));
  }

  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    const found = wanted ? matches(wanted) : [];
    const lines = found.slice(0, 30).map((thing) => element("li", "", listed(thing)));
    if (!found.length) lines.push(element("li", "none", "没有这样的节点 (nothing found)"));
    if (found.length > 30) lines.push(element("li", "none", `另有 ${found.length - 30} 个，请写得更全`));
    hits.replaceChildren(...lines);
    hits.hidden = !wanted;
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !hits.hidden) hits.querySelector("button")?.click();
  });
  hits.addEventListener("click", () => { hits.hidden = true; });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    hits.hidden = true;
    search.value = "";
    clear();
  });

  // --- filter -------------------------------------------------------------------------------------------------
  find("legend").addEventListener("change", () => {
    const off = new Set([...document.querySelectorAll("#legend input:not(:checked)")].map((box) => box.value));
    const isHidden = (id) => off.has(things.get(id).kind);
    nodes.update(picture.nodes.map(({ id }) => ({ id, hidden: isHidden(id) })));
    edges.update(picture.edges.map(({ id, from, to }) => ({ id, hidden: isHidden(from) || isHidden(to) })));
  });

  const fit = () => network.fit({ maxZoomLevel: 1.6 });

  find("fit").addEventListener("click", fit);
  if (picture.around) {
    find("around").textContent = picture.around;
    find("around").hidden = false;
  }
  overview();
  fit();
  network.once("afterDrawing", () => { document.body.dataset.drawn = "yes"; });

  // For programs and tests: the drawing, and selecting by a node's IRI.
  window.kgView = { network, nodes, edges, select, clear, fit };
})();
