"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(byId(id).textContent);
  const words = read("words");
  const index = read("index");
  const batch = index.dossiers.length > 1;
  const whole = byId("name").textContent;
  const GLYPHS = { s: "✓", e: "✕", w: "!", a: "·", x: "△", k: "○", u: "?", n: "–" };
  const LETTERS = { satisfied: "s", "not-applicable": "n", undetermined: "u", error: "e", warning: "w", advice: "a" };
  const VERDICTS = ["violated", "undetermined", "satisfied", "not-applicable"];
  const SEVERITIES = ["error", "warning", "advice"];

  /** Makes an element. Text is only ever set as text. */
  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const word = (name) => words[name.replace("-", "_")];
  const letterOf = (result) =>
    result.verdict !== "violated" ? LETTERS[result.verdict] : result.waived ? "x" : result.findings.every((finding) => finding.known) ? "k" : LETTERS[worst(result)];
  const worst = (result) => SEVERITIES.find((one) => result.findings.some((finding) => !finding.known && finding.severity === one)) || "error";
  const nameOf = (letter) =>
    ({ s: words.satisfied, u: words.undetermined, n: words.not_applicable, x: words.waived, k: words.known, e: words.error, w: words.warning, a: words.advice })[letter] ||
    words.not_checked;
  const announce = (text) => { byId("live").textContent = text; };

  const state = { company: 0, view: batch ? "matrix" : "documents", verdicts: new Set(), severities: new Set(), document: 0, current: null };
  let dossier; // what is open, with what was built for it
  const parsed = new Map();

  /** The data of a dossier. The few last ones stay parsed. */
  function load(at) {
    if (!parsed.has(at)) {
      if (parsed.size > 3) parsed.delete(parsed.keys().next().value);
      const data = read("dossier-" + at);
      // Rules are numbered as they were met; they are shown by pack.
      for (const result of data.results) result.rule = index.places[result.rule];
      data.results.sort((one, other) => one.rule - other.rule);
      parsed.set(at, data);
    }
    return parsed.get(at);
  }

  // ---------------------------------------------------------------- dossiers

  function open(at) {
    state.company = at;
    state.current = null;
    state.document = 0;
    const data = load(at);
    dossier = { data, rules: [], pages: new Map(), marks: [] };
    const entry = index.dossiers[at];
    title();
    if (batch) {
      byId("company").value = String(at);
      byId("previous-company").disabled = at === 0;
      byId("next-company").disabled = at + 1 === index.dossiers.length;
    }
    collectMarks();
    buildFilters(entry);
    buildList();
    buildTabs();
    showDocument(0);
    filter();
    if (state.view === "checklist") buildChecklist();
  }

  /** The matrix is about all companies, every other view about one. */
  function title() {
    const all = state.view === "matrix";
    const one = index.dossiers[state.company];
    const sums = {};
    for (const { summary } of all ? index.dossiers : [one]) for (const key of Object.keys(summary)) sums[key] = (sums[key] || 0) + summary[key];
    byId("name").textContent = all ? whole : one.name;
    byId("totals").textContent = totals(sums);
    document.title = byId("name").textContent + " · " + words.report;
  }

  const totals = (sum) =>
    [["error", sum.errors], ["warning", sum.warnings], ["advice", sum.advice], ["waived", sum.waived]]
      .filter(([name, count]) => count > 0 || name === "error")
      .map(([name, count]) => word(name) + " " + count)
      .join(" · ");

  /** All labels by document, in the order of the text. */
  function collectMarks() {
    dossier.marks = dossier.data.documents.map(() => []);
    dossier.data.results.forEach((result, r) => {
      const add = (labels, f, letter) =>
        labels.forEach((label, l) => dossier.marks[label.document].push({ r, f, l, letter, start: label.start, end: label.end, elements: [] }));
      result.findings.forEach((finding, f) => add(finding.labels, f, result.waived ? "x" : finding.known ? "k" : LETTERS[finding.severity]));
      add(result.evidence, -1, "s");
    });
    for (const marks of dossier.marks) marks.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  // ---------------------------------------------------------------- filters

  function buildFilters(entry) {
    const toggle = (set, name, count) =>
      h("button", {
        type: "button", "data-of": name, "aria-pressed": String(set.has(name)),
        onclick: (event) => {
          if (!set.delete(name)) set.add(name);
          event.currentTarget.setAttribute("aria-pressed", String(set.has(name)));
          filter();
        },
      }, h("span", {}, word(name)), h("b", {}, String(count)));
    const sum = entry.summary;
    const counts = { satisfied: sum.satisfied, violated: sum.violated, undetermined: sum.undetermined, "not-applicable": sum.not_applicable };
    byId("verdicts").replaceChildren(...VERDICTS.map((name) => toggle(state.verdicts, name, counts[name])));
    const severities = { error: sum.errors, warning: sum.warnings, advice: sum.advice };
    byId("severities").replaceChildren(...SEVERITIES.map((name) => toggle(state.severities, name, severities[name])));
    const options = (select, all, names) => {
      const before = select.value;
      select.replaceChildren(h("option", { value: "" }, all), ...names.map((name, at) => h("option", { value: String(at) }, name)));
      return before;
    };
    const pack = options(byId("pack"), words.all_packs, index.packs.map((one) => one.title));
    byId("pack").value = pack || "";
    options(byId("in-document"), words.all_documents, dossier.data.documents.map((one) => one.path));
    byId("in-document").value = "";
  }

  const searchable = (result) => {
    const rule = index.rules[result.rule];
    const quote = (label) => label.place + " " + textOf(label) + " " + (label.message || "");
    const parts = [rule.title, rule.code, rule.basis.join(" "), result.reason || "", result.missing.flat().join(" "), ...result.evidence.map(quote)];
    for (const finding of result.findings) parts.push(finding.message, finding.help, finding.model, finding.basis.join(" "), ...finding.labels.map(quote));
    return parts.join("\n").toLowerCase();
  };

  function filter() {
    const query = byId("query").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const pack = byId("pack").value;
    const inDocument = byId("in-document").value;
    let shown = 0;
    const perPack = new Map();
    for (const item of dossier.rules) {
      const { result } = item;
      const labels = inDocument === "" ? null : [result.evidence, ...result.findings.map((finding) => finding.labels)].flat();
      const visible =
        (!state.verdicts.size || state.verdicts.has(result.verdict)) &&
        (!state.severities.size || result.findings.some((finding) => state.severities.has(finding.severity))) &&
        (pack === "" || index.rules[result.rule].pack === Number(pack)) &&
        (!labels || labels.some((label) => label.document === Number(inDocument))) &&
        (!query.length || query.every((one) => (item.search = item.search || searchable(result)).includes(one)));
      item.element.hidden = !visible;
      if (visible) {
        shown += 1;
        perPack.set(item.pack, true);
      }
    }
    for (const section of byId("list").querySelectorAll(".pack")) section.hidden = !perPack.has(Number(section.dataset.pack));
    byId("shown").textContent = shown ? fill(words.shown, { shown, all: dossier.rules.length }) : words.none_shown;
    byId("clear").hidden = shown === dossier.rules.length;
  }

  function clearFilters() {
    state.verdicts.clear();
    state.severities.clear();
    for (const button of document.querySelectorAll("#filters [aria-pressed]")) button.setAttribute("aria-pressed", "false");
    for (const id of ["pack", "in-document", "query"]) byId(id).value = "";
    filter();
  }

  // ---------------------------------------------------------------- rules

  function buildList() {
    const packs = new Map();
    dossier.data.results.forEach((result, r) => {
      const pack = index.rules[result.rule].pack;
      if (!packs.has(pack)) packs.set(pack, []);
      packs.get(pack).push([result, r]);
    });
    const sections = [...packs].map(([pack, results]) => {
      const id = "pack-" + pack;
      const counts = VERDICTS.map((name) => [name, results.filter(([result]) => result.verdict === name).length]).filter(([, count]) => count);
      const list = h("ul", { id }, results.map(([result, r]) => ruleItem(result, r, pack)));
      const button = h("button", {
        type: "button", "aria-expanded": "true", "aria-controls": id,
        onclick: () => {
          list.hidden = !list.hidden;
          button.setAttribute("aria-expanded", String(!list.hidden));
        },
      }, index.packs[pack].title);
      const heading = h("h2", {}, button,
        h("span", { class: "counts" }, counts.map(([name, count]) => h("span", { "data-of": name }, word(name) + " " + count))));
      return h("section", { class: "pack", "data-pack": pack }, heading, list);
    });
    const aside = dossier.data.skipped.length
      ? h("details", { class: "aside" }, h("summary", {}, fill(words.skipped, { count: dossier.data.skipped.length })),
          h("ul", {}, dossier.data.skipped.map(([path, reason]) => h("li", {}, path + words.colon + reason))))
      : null;
    byId("list").replaceChildren(...sections, ...(aside ? [aside] : []));
    byId("list").scrollTop = 0;
  }

  function ruleItem(result, r, pack) {
    const rule = index.rules[result.rule];
    const letter = letterOf(result);
    const label = result.verdict === "violated" ? nameOf(letter) : word(result.verdict);
    const detail = h("div", { class: "detail", id: "detail-" + r, hidden: true });
    const button = h("button", {
      type: "button", "aria-expanded": "false", "aria-controls": detail.id,
      onclick: () => {
        if (!detail.hidden) return toggle(r, false);
        const first = result.findings.length ? [r, 0, 0] : result.evidence.length ? [r, -1, 0] : null;
        if (first) select(...first, "list");
        else toggle(r, true);
      },
    },
      h("span", { class: "badge " + letter }, (GLYPHS[letter] || "") + " " + label),
      h("span", { class: "title" }, rule.title),
      h("code", {}, rule.code));
    const element = h("li", { class: "rule", "data-rule": rule.code }, h("h3", {}, button), detail);
    dossier.rules[r] = { result, r, pack, element, detail, button };
    return element;
  }

  function toggle(r, opened) {
    const item = dossier.rules[r];
    if (opened && !item.detail.firstChild) buildDetail(item);
    item.detail.hidden = !opened;
    item.button.setAttribute("aria-expanded", String(opened));
    item.element.classList.toggle("open", opened);
  }

  const textOf = (label) => dossier.data.documents[label.document].text.slice(label.start, label.end);
  /** A quotation on one line, its middle left out if it is long. */
  const shorten = (text, most) => {
    const line = text.replace(/\s*\n\s*/g, "").trim();
    return line.length <= most ? line : line.slice(0, most * 0.7) + " … " + line.slice(-most * 0.25);
  };
  const part = (title, ...content) => h("div", { class: "part" }, h("span", { class: "word" }, title), ...content);

  function places(item, labels, f) {
    const several = dossier.data.documents.length > 1;
    return labels.map((label, l) => {
      const path = several ? dossier.data.documents[label.document].path + " · " : "";
      return h("button", { type: "button", class: "place", "data-label": f + "." + l, onclick: () => select(item.r, f, l, "list") },
        h("span", { class: "at" }, path, h("span", { lang: "zh-Hans" }, label.place), " · " + label.position),
        h("bdi", { class: "quote", lang: "zh-Hans" }, shorten(textOf(label), 120)),
        label.message ? h("span", { class: "says" }, " — " + label.message) : null);
    });
  }

  function copyButton(text) {
    return h("button", {
      type: "button", class: "quiet",
      onclick: async (event) => {
        const button = event.currentTarget;
        const copied = await copy(text);
        button.textContent = copied ? words.copied : words.copy_failed;
        announce(button.textContent);
        setTimeout(() => { button.textContent = words.copy; }, 2500);
      },
    }, words.copy);
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (_) {
      const area = h("textarea", { class: "unseen" });
      area.value = text;
      document.body.append(area);
      area.select();
      const copied = document.execCommand("copy");
      area.remove();
      return copied;
    }
  }

  function buildDetail(item) {
    const { result } = item;
    const rule = index.rules[result.rule];
    const children = [];
    if (result.waived) {
      const until = result.waived.until ? fill(words.until, { date: result.waived.until }) : "";
      children.push(part(words.waived_because, result.waived.reason + until));
    }
    result.findings.forEach((finding, f) => {
      children.push(h("div", { class: "finding " + LETTERS[finding.severity], "data-finding": f },
        h("p", { class: "headline" }, finding.message, result.findings.length > 1 ? h("span", { class: "badge" }, word(finding.severity)) : null,
          finding.known ? h("span", { class: "badge k" }, words.known) : null),
        part(words.places, ...places(item, finding.labels, f)),
        finding.help ? part(words.help, finding.help) : null,
        finding.model ? h("div", { class: "part" }, h("span", { class: "word" }, words.model_clause, copyButton(finding.model)),
          h("span", { class: "model", lang: "zh-Hans" }, finding.model)) : null,
        finding.basis.length ? part(words.basis, h("ul", {}, finding.basis.map((basis) => h("li", {}, basis)))) : null));
    });
    if (result.reason) children.push(part(words.reason, result.reason));
    if (result.missing.length) {
      children.push(part(words.missing, h("ul", {}, result.missing.map(([name, how]) => h("li", {}, h("b", {}, name), words.colon + how)))));
    }
    if (result.evidence.length) {
      children.push(h("div", { class: "part s", "data-finding": -1 },
        h("span", { class: "word" }, result.findings.length ? words.weighed : words.evidence), places(item, result.evidence, -1)));
    }
    if (rule.explanation) children.push(part(words.explanation, rule.explanation));
    if (!result.findings.length && rule.basis.length) {
      children.push(part(words.basis, h("ul", {}, rule.basis.map((basis) => h("li", {}, basis)))));
    }
    item.detail.replaceChildren(...children);
  }

  // ---------------------------------------------------------------- documents

  function buildTabs() {
    byId("tabs").replaceChildren(...dossier.data.documents.map((one, at) =>
      h("button", { type: "button", "aria-pressed": "false", onclick: () => showDocument(at) },
        one.kind || one.path, " ", h("small", {}, String(stops(at).length)))));
    byId("text").hidden = !dossier.data.documents.length;
  }

  /** The marks one steps through: findings if there are any, else evidence. */
  function stops(at) {
    const findings = dossier.marks[at].filter((mark) => mark.f >= 0);
    return findings.length ? findings : dossier.marks[at];
  }

  function showDocument(at) {
    state.document = at;
    const one = dossier.data.documents[at];
    if (!one) return byId("page").replaceChildren();
    [...byId("tabs").children].forEach((button, i) => button.setAttribute("aria-pressed", String(i === at)));
    if (!dossier.pages.has(at)) dossier.pages.set(at, buildPage(one, dossier.marks[at]));
    const page = dossier.pages.get(at);
    byId("page").replaceChildren(...page.nodes);
    byId("page").setAttribute("aria-label", one.title || one.path);
    byId("page").scrollTop = 0;
    byId("chapters").replaceChildren(h("option", { value: "" }, words.go_to),
      ...page.chapters.map((chapter, i) => h("option", { value: String(i) }, chapter.textContent)));
    byId("chapters").hidden = page.chapters.length < 2;
    count();
  }

  function buildPage(one, marks) {
    const nodes = [];
    const chapters = [];
    const cursor = { next: 0, open: [] };
    nodes.push(h("p", { class: "remarks", lang: document.documentElement.lang }, h("b", {}, one.path), one.remarks.length ? h("br") : null, one.remarks.join(words.separator)));
    for (const [kind, start, end, label] of one.blocks) {
      if (kind === "table") {
        nodes.push(buildTable(one, one.tables[label], marks));
        continue;
      }
      const tag = kind === "title" ? "h2" : kind === "chapter" || kind === "annex" ? "h3" : kind === "section" ? "h4" : "p";
      const wraps = kind !== "line";
      const lead = kind === "article" && label > start ? h("span", { class: "lead" }, pieces(one, start, label, marks, wraps)) : null;
      const block = h(tag, { class: kind }, lead, pieces(one, lead ? label : start, end, marks, wraps));
      if (kind === "chapter" || kind === "annex") chapters.push(block);
      nodes.push(block);
    }
    return { nodes, chapters };
  }

  function buildTable(one, table, marks) {
    const rows = [];
    const covered = new Set();
    let next = 0;
    for (let row = 0; row < table.rows; row += 1) {
      const tr = h("tr");
      for (let column = 0; column < table.columns; column += 1) {
        const cell = table.cells[next];
        if (cell && cell[0] === row && cell[1] === column) {
          next += 1;
          const [, , down, across, start, end] = cell;
          for (let i = 0; i < down; i += 1) for (let j = 0; j < across; j += 1) covered.add((row + i) * table.columns + column + j);
          tr.append(h("td", { rowspan: down > 1 ? down : null, colspan: across > 1 ? across : null }, pieces(one, start, end, marks, false)));
        } else if (!covered.has(row * table.columns + column)) {
          tr.append(h("td"));
        }
      }
      rows.push(tr);
    }
    return h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": one.title || one.path }, h("table", {}, h("tbody", {}, rows)));
  }

  /** The marks that touch a stretch. `marks` is sorted by start. */
  function touching(marks, start, end) {
    const out = [];
    for (const mark of marks) {
      if (mark.start >= end && !(mark.start === mark.end && mark.start === end)) break;
      if (mark.end > start || (mark.start === mark.end && mark.start >= start)) out.push(mark);
    }
    return out;
  }

  /** A stretch of text, cut where marks begin and end. Page numbers between its lines are set apart. */
  function pieces(one, start, end, marks, wraps) {
    const plain = (from, to) => {
      const shown = one.text.slice(from, to);
      return wraps ? shown.replace(/[^\S\n]*\n\s*/g, "") : shown;
    };
    const show = (from, to) => {
      const out = [];
      let at = from;
      for (const [first, last] of one.furniture) {
        if (last <= from || first >= to) continue;
        if (first > at) out.push(plain(at, first));
        out.push(h("span", { class: "furniture", "aria-hidden": "true" }, one.text.slice(Math.max(first, at), Math.min(last, to)).trim()));
        at = Math.min(last, to);
      }
      if (at < to) out.push(plain(at, to));
      return out;
    };
    const here = touching(marks, start, end);
    if (!here.length) return show(start, end);
    const cuts = [...new Set([start, end, ...here.flatMap((mark) => [mark.start, mark.end])])].filter((at) => at >= start && at <= end).sort((a, b) => a - b);
    const out = [];
    cuts.forEach((from, i) => {
      for (const mark of here) if (mark.start === mark.end && mark.start === from) out.push(markElement([mark], ["‸"]));
      const to = cuts[i + 1];
      if (to === undefined) return;
      const over = here.filter((mark) => mark.start <= from && mark.end >= to && mark.start < mark.end);
      const shown = show(from, to);
      out.push(...(over.length ? [markElement(over, shown)] : shown));
    });
    return out;
  }

  function markElement(marks, content) {
    const order = "ewaxks";
    const sorted = [...marks].sort((a, b) => order.indexOf(a.letter) - order.indexOf(b.letter) || (a.end - a.start) - (b.end - b.start));
    const first = sorted[0];
    const result = dossier.data.results[first.r];
    const headline = nameOf(first.letter) + words.colon + (first.f >= 0 ? result.findings[first.f].message : index.rules[result.rule].title);
    const starts = sorted.some((mark) => !mark.elements.length);
    const element = h("mark", {
      class: first.letter, title: headline, tabindex: starts ? "0" : null, role: starts ? "button" : null,
      "aria-label": starts ? content.filter((part) => typeof part === "string").join("") + words.stop + headline : null,
      onclick: () => pick(sorted),
      onkeydown: (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          pick(sorted);
        }
      },
    }, content);
    for (const mark of sorted) mark.elements.push(element);
    return element;
  }

  /** Opens the first of several marks, or the one after the open one. */
  function pick(marks) {
    const { current } = state;
    const at = current ? marks.findIndex((mark) => mark.r === current.r && mark.f === current.f && mark.l === current.l) : -1;
    const mark = marks[(at + 1) % marks.length];
    select(mark.r, mark.f, mark.l, "page");
  }

  function count() {
    const all = stops(state.document);
    const { current } = state;
    const at = current ? all.findIndex((mark) => mark.r === current.r && mark.f === current.f && mark.l === current.l) : -1;
    byId("mark-count").textContent = !all.length ? words.no_findings_here
      : at < 0 ? fill(words.mark_total, { all: all.length }) : fill(words.mark_count, { at: at + 1, all: all.length });
    byId("previous-mark").disabled = byId("next-mark").disabled = !all.length;
  }

  function step(by) {
    const all = stops(state.document);
    if (!all.length) return;
    const { current } = state;
    const at = current ? all.findIndex((mark) => mark.r === current.r && mark.f === current.f && mark.l === current.l) : -1;
    const mark = all[(at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by + all.length) % all.length];
    select(mark.r, mark.f, mark.l, "both");
  }

  // ---------------------------------------------------------------- both sides

  /** Makes a label the current one and shows it on the side that was not clicked, or on both. */
  function select(r, f, l, from) {
    const item = dossier.rules[r];
    const label = (f < 0 ? item.result.evidence : item.result.findings[f].labels)[l];
    for (const element of document.querySelectorAll("#documents .current")) element.classList.remove("current");
    state.current = { r, f, l };
    if (item.element.hidden) clearFilters();
    const list = item.element.parentElement;
    if (list.hidden) {
      list.hidden = false;
      list.previousElementSibling.firstElementChild.setAttribute("aria-expanded", "true");
    }
    const opens = item.detail.hidden;
    toggle(r, true);
    const finding = item.detail.querySelector('[data-finding="' + f + '"]');
    const place = item.detail.querySelector('[data-label="' + f + "." + l + '"]');
    if (finding) finding.classList.add("current");
    if (place) place.classList.add("current");
    if (label.document !== state.document) showDocument(label.document);
    const mark = dossier.marks[label.document].find((one) => one.r === r && one.f === f && one.l === l);
    for (const element of mark.elements) element.classList.add("current");
    if (from !== "page" && mark.elements[0]) mark.elements[0].scrollIntoView({ block: "center" });
    if (from !== "list") (finding || item.element).scrollIntoView({ block: "nearest" });
    else if (opens) item.element.scrollIntoView({ block: "nearest" });
    // What was opened, but not at the cost of its heading.
    if (f < 1 && (from !== "list" || opens)) item.button.scrollIntoView({ block: "nearest" });
    if (from === "page" || from === "both") announce(index.rules[item.result.rule].title);
    count();
    remember();
  }

  // ---------------------------------------------------------------- matrix

  const matrix = { built: false, sort: null, down: false, rows: [], focus: null };

  function buildMatrix() {
    if (matrix.built) return;
    matrix.built = true;
    const counts = [["errors", words.error], ["warnings", words.warning], ["undetermined", words.undetermined]];
    const header = (key, text, attributes) =>
      h("th", { scope: "col", "data-sort": key, ...attributes }, h("button", { type: "button", title: text, onclick: () => sortMatrix(key) },
        attributes.class === "upright-cell" ? h("span", { class: "upright" }, text) : text));
    const packs = [];
    index.rules.forEach((rule) => {
      const last = packs[packs.length - 1];
      if (last && last.pack === rule.pack) last.count += 1;
      else packs.push({ pack: rule.pack, count: 1 });
    });
    const head = h("thead", {},
      h("tr", { class: "packs" }, h("th", { class: "first" }), h("th", { colspan: counts.length }), packs.map(({ pack, count: span }) =>
        h("th", { colspan: span, scope: "colgroup", "data-pack": pack, title: index.packs[pack].title }, index.packs[pack].title))),
      h("tr", {}, header("name", words.company, { class: "first" }), counts.map(([key, text]) => header(key, text, { class: "upright-cell" })),
        index.rules.map((rule, r) => header(String(r), rule.title, { class: "upright-cell", "data-rule": r }))));
    matrix.rows = index.dossiers.map((entry, d) => {
      const name = h("th", { class: "first", scope: "row" }, h("button", { type: "button", onclick: () => go("documents", d) }, entry.name));
      const cells = [...entry.verdicts].map((letter, r) =>
        h("td", letter === " " ? { class: "n", tabindex: "-1", "data-rule": r, title: words.not_checked } :
          { class: letter, tabindex: "-1", "data-rule": r, "data-company": d, title: index.rules[r].title + words.colon + nameOf(letter) },
          letter === " " ? "" : GLYPHS[letter], h("span", { class: "unseen" }, nameOf(letter))));
      const row = h("tr", {}, name, counts.map(([key]) => h("td", { class: "count" }, String(entry.summary[key]))), cells);
      return { row, entry, d };
    });
    const body = h("tbody", {}, matrix.rows.map(({ row }) => row));
    const table = h("table", { role: "grid", "aria-label": words.view_matrix }, head, body);
    const openCell = (cell) => go("documents", Number(cell.dataset.company), Number(cell.dataset.rule));
    body.addEventListener("click", (event) => {
      const cell = event.target.closest("td[data-company]");
      if (cell) openCell(cell);
    });
    body.addEventListener("keydown", (event) => {
      const cell = event.target.closest("td");
      if (!cell) return;
      if ((event.key === "Enter" || event.key === " ") && cell.dataset.company) {
        event.preventDefault();
        openCell(cell);
      }
      const sideways = (one, way) => { do one = one && one[way]; while (one && one.hidden); return one; };
      const row = cell.parentElement;
      const at = [...row.children].indexOf(cell);
      const to = {
        ArrowRight: () => sideways(cell, "nextElementSibling"), ArrowLeft: () => sideways(cell, "previousElementSibling"),
        ArrowDown: () => row.nextElementSibling && row.nextElementSibling.children[at],
        ArrowUp: () => row.previousElementSibling && row.previousElementSibling.children[at],
      }[event.key];
      const target = to && to();
      if (target && target.dataset.rule) {
        event.preventDefault();
        focusCell(target);
      }
    });
    const only = h("input", { type: "checkbox", onchange: () => filterMatrix(only.checked) });
    const legend = h("span", { class: "legend", "aria-label": words.legend }, [..."ewaxkuns"].filter((letter) => !"xk".includes(letter) || index.dossiers.some((entry) => entry.verdicts.includes(letter))).map((letter) => h("span", {}, h("b", { class: letter }, GLYPHS[letter]), " " + nameOf(letter))));
    byId("matrix").replaceChildren(
      h("div", { class: "row" }, h("label", { class: "check" }, only, " " + words.only_violated), h("span", {}, words.matrix_hint), legend),
      h("div", { class: "frame", tabindex: "0", role: "region", "aria-label": words.view_matrix }, table));
    const first = body.querySelector("td[data-rule]");
    if (first) first.tabIndex = 0;
    matrix.focus = first;
  }

  function focusCell(cell) {
    if (matrix.focus) matrix.focus.tabIndex = -1;
    matrix.focus = cell;
    cell.tabIndex = 0;
    cell.focus();
  }

  function sortMatrix(key) {
    matrix.down = matrix.sort === key ? !matrix.down : key !== "name";
    matrix.sort = key;
    const rank = "n sukxawe";
    const value = ({ entry }) => (key === "name" ? entry.name : key in entry.summary ? entry.summary[key] : rank.indexOf(entry.verdicts[Number(key)]));
    const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, "zh-Hans-CN") : a - b);
    matrix.rows.sort((a, b) => (matrix.down ? -1 : 1) * compare(value(a), value(b)) || a.d - b.d);
    const body = byId("matrix").querySelector("tbody");
    body.replaceChildren(...matrix.rows.map(({ row }) => row));
    for (const th of byId("matrix").querySelectorAll("th[data-sort]")) {
      if (th.dataset.sort === key) th.setAttribute("aria-sort", matrix.down ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    }
    announce(matrix.down ? words.sorted_down : words.sorted_up);
  }

  function filterMatrix(only) {
    const kept = index.rules.map((_, r) => !only || index.dossiers.some((entry) => "ewaxk".includes(entry.verdicts[r])));
    for (const cell of byId("matrix").querySelectorAll("[data-rule]")) cell.hidden = !kept[Number(cell.dataset.rule)];
    for (const th of byId("matrix").querySelectorAll(".packs [data-pack]")) {
      const span = index.rules.filter((rule, r) => rule.pack === Number(th.dataset.pack) && kept[r]).length;
      th.hidden = !span;
      if (span) th.colSpan = span;
    }
    // The cell that the keyboard enters by must be one that is shown.
    if (matrix.focus && matrix.focus.hidden) {
      const shown = [...byId("matrix").querySelectorAll("tbody td[data-rule]")].find((cell) => !cell.hidden);
      matrix.focus.tabIndex = -1;
      if (shown) shown.tabIndex = 0;
      matrix.focus = shown || matrix.focus;
    }
  }

  // ---------------------------------------------------------------- checklist

  function buildChecklist() {
    const scope = byId("scope");
    const all = batch && scope && scope.value === "all";
    const companies = all ? index.dossiers.map((_, at) => at) : [state.company];
    const sheets = companies.map(sheet);
    const options = [];
    if (batch) {
      const select = h("select", { id: "scope", onchange: buildChecklist },
        h("option", { value: "one" }, words.scope_one), h("option", { value: "all", selected: all }, words.scope_all));
      options.push(h("div", { class: "options row" }, h("label", {}, words.scope + " ", select)));
    }
    byId("checklist").replaceChildren(...options, ...sheets);
  }

  function sheet(at) {
    const entry = index.dossiers[at];
    const data = load(at);
    const sum = entry.summary;
    let number = 0;
    let pack = null;
    const rows = [];
    for (const result of data.results) {
      const rule = index.rules[result.rule];
      if (rule.pack !== pack) {
        pack = rule.pack;
        rows.push(h("tr", { class: "group" }, h("th", { colspan: "5", scope: "rowgroup" }, index.packs[pack].title)));
      }
      number += 1;
      const letter = letterOf(result);
      const verdict = [word(result.verdict)];
      if (result.verdict === "violated") verdict.push(h("br"), nameOf(letter));
      rows.push(h("tr", {}, h("td", {}, String(number)),
        h("td", {}, rule.title, h("div", { class: "basis" }, rule.basis.join(words.separator))),
        h("td", { class: "verdict " + letter }, verdict), h("td", {}, grounds(result, data)), h("td")));
    }
    const documents = data.documents.map((one) => one.path).join(words.separator);
    const counts = VERDICTS.map((name) => word(name) + " " + sum[name.replace("-", "_")]).join(" · ");
    const fact = (name, value) => [h("dt", {}, name), h("dd", {}, value)];
    const columns = h("colgroup", {}, ["3.2em", "33%", "5em", "", "4.2em"].map((width) => {
      const column = h("col");
      column.style.width = width;
      return column;
    }));
    return h("section", { class: "sheet" },
      h("h2", {}, entry.name), h("p", { class: "of" }, words.report + " · " + words.view_checklist),
      h("dl", {}, fact(words.documents_read, documents), fact(words.as_of, document.querySelector(".facts").firstChild.textContent.replace(words.as_of, "").trim()),
        fact(words.totals, counts + words.separator + totals(sum))),
      h("table", {}, columns, h("thead", {}, h("tr", {}, [words.number, words.requirement, words.conclusion, words.grounds, words.review].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, rows)),
      data.skipped.length ? h("p", { class: "note" }, fill(words.skipped, { count: data.skipped.length }) + words.colon + data.skipped.map(([path]) => path).join(words.separator)) : null,
      h("p", { class: "note" }, words.checklist_note),
      h("div", { class: "signatures" }, h("div", { class: "opinion" }, words.opinion + words.colon),
        [words.signed_by, words.checked_by, words.approved_by, words.date, words.date, words.date].map((name) => h("p", {}, name + words.colon))));
  }

  function grounds(result, data) {
    const several = data.documents.length > 1;
    /** The first places, those of one file together. */
    const cite = (labels) => {
      const cited = [...new Map(labels.map((label) => [label.document + " " + label.place, label])).values()];
      const files = new Map();
      for (const label of cited.slice(0, 4)) files.set(label.document, [...(files.get(label.document) || []), label.place]);
      const shown = [...files].map(([at, all]) => (several ? data.documents[at].path + " " : "") + all.join(words.within)).join(words.separator);
      return cited.length > 4 ? shown + words.separator + fill(words.more_places, { count: cited.length - 4 }) : shown;
    };
    const out = [];
    if (result.waived) out.push(h("div", {}, words.waived_because + words.colon + result.waived.reason));
    for (const finding of result.findings) {
      out.push(h("div", {}, h("span", { class: "headline" }, finding.message), words.separator, cite(finding.labels)));
      if (finding.help) out.push(h("div", {}, words.help + words.colon + finding.help));
    }
    if (!result.findings.length && result.evidence.length) out.push(cite(result.evidence));
    if (result.reason) out.push(result.reason);
    if (result.missing.length) out.push(words.missing + words.colon + result.missing.map(([name]) => name).join(words.separator));
    return out;
  }

  // ---------------------------------------------------------------- views

  function show(view) {
    state.view = view;
    document.body.dataset.view = view;
    for (const id of ["documents", "matrix", "checklist"]) if (byId(id)) byId(id).hidden = id !== view;
    for (const button of document.querySelectorAll("nav [data-to]")) {
      if (button.dataset.to === view) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    if (view === "matrix") buildMatrix();
    if (view === "checklist") buildChecklist();
    title();
    remember();
  }

  /** Shows a view of a company, and a rule's first place in it. */
  function go(view, company, rule) {
    if (company !== state.company || !dossier) open(company);
    show(view);
    if (rule === undefined) return;
    const item = dossier.rules.find((one) => one.result.rule === rule);
    if (!item) return;
    if (item.result.findings.length) select(item.r, 0, 0, "both");
    else if (item.result.evidence.length) select(item.r, -1, 0, "both");
    else {
      if (item.element.hidden) clearFilters();
      toggle(item.r, true);
      item.element.scrollIntoView({ block: "center" });
    }
    item.button.focus({ preventScroll: true });
  }

  /** Keeps what is shown in the address, so that it can be passed on. */
  function remember() {
    const parts = new URLSearchParams();
    if (batch) parts.set("company", String(state.company + 1));
    parts.set("view", state.view);
    if (state.current && state.view === "documents") parts.set("rule", index.rules[dossier.rules[state.current.r].result.rule].code);
    try {
      history.replaceState(null, "", "#" + parts);
    } catch (_) { /* Some viewers allow no address. */ }
  }

  function start() {
    const parts = new URLSearchParams(location.hash.slice(1));
    const company = Math.min(Math.max((Number(parts.get("company")) || 1) - 1, 0), index.dossiers.length - 1);
    const view = ["documents", "checklist", ...(batch ? ["matrix"] : [])].includes(parts.get("view")) ? parts.get("view") : state.view;
    const rule = index.rules.findIndex((one) => one.code === parts.get("rule"));
    go(view, company, view === "documents" && rule >= 0 ? rule : undefined);
  }

  const THEMES = ["auto", "light", "dark"];
  byId("theme").addEventListener("click", () => {
    const theme = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length];
    document.documentElement.dataset.theme = theme;
    byId("theme").textContent = word("theme_" + theme);
  });
  for (const button of document.querySelectorAll("nav [data-to]")) button.addEventListener("click", () => show(button.dataset.to));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", (event) => {
    event.preventDefault();
    clearFilters();
  });
  for (const id of ["pack", "in-document"]) byId(id).addEventListener("change", filter);
  byId("query").addEventListener("input", filter);
  byId("evidence").addEventListener("change", (event) => byId("page").classList.toggle("no-evidence", !event.target.checked));
  byId("chapters").addEventListener("change", (event) => {
    const chapter = dossier.pages.get(state.document).chapters[Number(event.target.value)];
    if (event.target.value !== "" && chapter) chapter.scrollIntoView({ block: "start" });
    event.target.value = "";
  });
  byId("previous-mark").addEventListener("click", () => step(-1));
  byId("next-mark").addEventListener("click", () => step(1));
  byId("list").addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const heads = [...byId("list").querySelectorAll("h2 > button, .rule > h3 > button")].filter((one) => one.offsetParent);
    const at = heads.indexOf(document.activeElement);
    const next = at < 0 ? null : heads[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
  byId("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => { if (state.view !== "matrix") buildChecklist(); });
  if (batch) {
    const choose = (at) => (state.view === "matrix" ? go("documents", at) : (open(at), remember()));
    byId("company").addEventListener("change", (event) => choose(Number(event.target.value)));
    byId("previous-company").addEventListener("click", () => choose(state.company - 1));
    byId("next-company").addEventListener("click", () => choose(state.company + 1));
  }
  if (index.dossiers.length) start();
})();
