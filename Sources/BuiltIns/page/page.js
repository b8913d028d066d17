"use strict";
// Adds to a page that is complete without it: tables sort, series of curves switch on and off, and a slider or the
// pointer reads the values of an epoch.
(() => {
  /** Makes an element with attributes and text. */
  const make = (name, attributes, text) => {
    const element = document.createElement(name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (text) element.textContent = text;
    return element;
  };

  /** The first number in a text, such as 1234.5 of "1,234.5 ± 2"; NaN without one. */
  const numberIn = (text) => {
    const plain = text.replace(/,(?=\d{3})/g, "").replace(/\u2212/g, "-");
    const found = plain.match(/[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?/i);
    return found ? Number(found[0]) : NaN;
  };

  // Tables

  const byText = new Intl.Collator("en", { numeric: true }).compare;
  const compare = (isNumeric, direction) => (one, other) => {
    const blank = (one.text === "") - (other.text === "");
    if (blank) return blank;
    if (isNumeric) {
      const [a, b] = [numberIn(one.text), numberIn(other.text)];
      // What is not a number comes last, in both directions.
      if (isNaN(a) || isNaN(b)) return isNaN(a) - isNaN(b);
      return direction * (a - b);
    }
    return direction * byText(one.text, other.text);
  };

  const sort = (table, header, column) => {
    const isDescending = header.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = Array.from(body.rows, (row) => ({ row, text: row.cells[column].textContent.trim() }));
    rows.sort(compare(header.classList.contains("n"), isDescending ? -1 : 1));
    body.append(...rows.map(({ row }) => row));
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    if (table.tBodies[0].rows.length < 2) continue;
    Array.from(table.tHead.rows[0].cells).forEach((header, column) => {
      const button = make("button", { type: "button", title: "Sort by this column" });
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => sort(table, header, column));
    });
  }

  // Curves

  /** The values of a figure's curves, as its table lists them. */
  const read = (table) => ({
    names: Array.from(table.tHead.rows[0].cells, (cell) => cell.textContent).slice(1),
    rows: Array.from(table.tBodies[0].rows, (row) => ({
      epoch: Number(row.cells[0].textContent),
      values: Array.from(row.cells, (cell) => cell.textContent).slice(1),
    })),
  });

  /** The axis of a panel, which maps epochs to pixels of the drawing and back. */
  const axis = (panel) => {
    const number = (name) => Number(panel.dataset[name]);
    const [low, high, left, right] = ["low", "high", "left", "right"].map(number);
    const map = panel.dataset.axis === "log" ? Math.log : (value) => value;
    const back = panel.dataset.axis === "log" ? Math.exp : (value) => value;
    return {
      top: number("top"),
      bottom: number("bottom"),
      pixel: (value) => left + ((map(value) - map(low)) / (map(high) - map(low))) * (right - left),
      value: (pixel) => back(map(low) + ((pixel - left) / (right - left)) * (map(high) - map(low))),
    };
  };

  const addControls = (figure, { names, rows }) => {
    const controls = make("div", { class: "controls bnlab-figure" });
    const series = make("div", { class: "series", role: "group", "aria-label": "Curves" });
    const readings = names.map((name, index) => {
      const button = make("button", { type: "button", "aria-pressed": "true" });
      const reading = make("span", { class: "reading" });
      // The palette of the charts has seven colours.
      button.append(make("span", { class: `swatch s${index % 7}` }), `${name} `, reading);
      button.addEventListener("click", () => {
        const isOn = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", isOn);
        for (const mark of figure.querySelectorAll(`[data-series="${index}"]`)) mark.classList.toggle("off", !isOn);
      });
      series.append(button);
      return reading;
    });
    const label = make("label", { class: "epoch" });
    const shown = make("span", {}, "Epoch");
    const slider = make("input", { type: "range", min: 0, max: rows.length - 1, value: rows.length - 1 });
    label.append(shown, slider);
    controls.append(series, label);
    figure.insertBefore(controls, figure.querySelector("details"));

    const panels = Array.from(figure.querySelectorAll("[data-axis]"), (panel) => {
      const guide = document.createElementNS("http://www.w3.org/2000/svg", "line");
      guide.setAttribute("class", "guide");
      panel.append(guide);
      return { svg: panel.ownerSVGElement, guide, axis: axis(panel) };
    });

    /** Shows the values of a row; the guide in the drawing comes with the first use. */
    const show = (index, isUsed = true) => {
      const { epoch, values } = rows[index];
      slider.value = index;
      slider.setAttribute("aria-valuetext", `epoch ${epoch}: ${names.map((name, at) => `${name} ${values[at] || "none"}`).join("; ")}`);
      shown.textContent = `Epoch ${epoch}`;
      readings.forEach((reading, at) => { reading.textContent = values[at]; });
      for (const { guide, axis } of isUsed ? panels : []) {
        const x = axis.pixel(epoch);
        const places = { x1: x, x2: x, y1: axis.top, y2: axis.bottom };
        for (const key in places) guide.setAttribute(key, places[key]);
      }
    };

    slider.addEventListener("input", () => show(Number(slider.value)));
    for (const { svg, axis } of panels) {
      svg.addEventListener("pointermove", (event) => {
        const box = svg.getBoundingClientRect();
        const wanted = axis.value(((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width);
        const distance = (row) => Math.abs(row.epoch - wanted);
        show(rows.reduce((best, row, index) => (distance(row) < distance(rows[best]) ? index : best), 0));
      });
    }
    show(rows.length - 1, false);
  };

  for (const figure of document.querySelectorAll("figure.curves")) {
    const values = read(figure.querySelector("table"));
    if (values.rows.length) addControls(figure, values);
  }

  // Print shows everything. Browsers that know ::details-content do so by the style sheet.
  const opened = [];
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open])")) {
      opened.push(details);
      details.open = true;
    }
  });
  addEventListener("afterprint", () => {
    while (opened.length) opened.pop().open = false;
  });
})();
