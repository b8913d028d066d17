// Checks a page of `bnlab report` from within, and tells the frame around it. The address says how the page is shown:
// #SCRIPT-THEME-MEDIA.
addEventListener("load", () => {
  const [script, theme, media] = location.hash.slice(1).split("-");
  const failures = [];
  let count = 0;
  const check = (holds, what) => {
    count += 1;
    if (!holds) failures.push(what);
  };
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const isShown = (element) => element.getBoundingClientRect().width > 0;
  const root = document.documentElement;

  // Layout
  check(root.scrollWidth <= innerWidth, `the page is ${root.scrollWidth} pixels wide in a window of ${innerWidth}`);
  const isDark = theme === "dark" && media === "screen";
  const paper = getComputedStyle(document.body).backgroundColor;
  check(paper === (isDark ? "rgb(13, 17, 23)" : "rgb(255, 255, 255)"), `the paper is ${paper}`);
  for (const box of all("body *")) {
    const place = box.getBoundingClientRect();
    if (!place.width || box.closest(".scroll, svg, .skip, caption")) continue;
    check(place.right <= innerWidth + 0.5 && place.left >= -0.5, `<${box.localName} class="${box.className}"> sticks out`);
  }

  // Content
  check(all("h1").length === 1 && all("h2").length > 0 && all("h3").length > 4, "headings are missing");
  check(all("figure").length > 0 && all("table").length > 5, "figures or tables are missing");
  for (const figure of all("figure")) {
    const shown = all("svg", figure).filter(isShown);
    check(shown.length === 1, `${figure.id} shows ${shown.length} drawings`);
    check(shown.every((svg) => svg.getBBox().height > 50 && all("title", svg).length === 1), `${figure.id} is empty`);
  }
  for (const link of all('a[href^="#"]')) check(document.getElementById(link.hash.slice(1)), `${link.hash} is nowhere`);
  check(performance.getEntriesByType("resource").length === 0, "something was loaded");
  check(document.title !== "1", "a title was run as a script");

  // Without the script nothing pretends to work, and everything can be opened.
  const headers = all("table.sortable thead button");
  const series = all(".series button");
  if (script === "no") check(headers.length === 0 && series.length === 0 && all("input").length === 0, "dead controls");
  for (const details of all("details")) {
    const isClosed = !details.open;
    if (media === "print" && !details.classList.contains("values")) {
      check(details.lastElementChild.checkVisibility(), `print hides ${details.firstElementChild.textContent}`);
    }
    details.open = true;
    if (media === "screen") check(isShown(details.lastElementChild), `${details.firstElementChild.textContent} is empty`);
    details.open = !isClosed;
  }

  if (script === "yes" && media === "screen") {
    // Tables sort, both ways.
    check(headers.length > 10, "no headers sort");
    for (const table of all("table.sortable")) {
      for (const button of all("thead button", table)) {
        const header = button.parentElement;
        const column = header.cellIndex;
        const texts = () => all(`tbody tr > :nth-child(${column + 1})`, table).map((cell) => cell.textContent.trim());
        const before = texts().sort().join("|");
        for (const order of ["ascending", "descending"]) {
          button.click();
          check(header.getAttribute("aria-sort") === order, `aria-sort is not ${order}`);
          check(texts().sort().join("|") === before, "sorting loses cells");
          const numbers = texts().map((text) => (/^[-+]?[\d.]+$/.test(text) ? Number(text) : NaN));
          if (header.classList.contains("n") && numbers.every((number) => !isNaN(number))) {
            const step = order === "ascending" ? 1 : -1;
            const isSorted = numbers.every((number, at) => at === 0 || step * (number - numbers[at - 1]) >= 0);
            check(isSorted, `${table.caption.textContent}, ${header.textContent}: not ${order}`);
          }
        }
      }
    }
    // Series switch off and on, and epochs are read by the slider and by the pointer.
    for (const figure of all("figure.curves")) {
      const buttons = all(".series button", figure);
      check(buttons.length === all("thead th", figure).length - 1, `${figure.id}: not a button for each series`);
      buttons.forEach((button, index) => {
        const marks = all(`[data-series="${index}"]`, figure);
        check(marks.length > 0, `${figure.id}: series ${index} has no mark`);
        button.click();
        check(marks.every((mark) => getComputedStyle(mark).display === "none"), `${figure.id}: series ${index} stays`);
        button.click();
        check(marks.every((mark) => getComputedStyle(mark).display !== "none"), `${figure.id}: series ${index} is lost`);
      });
      const slider = figure.querySelector("input");
      const epoch = () => figure.querySelector(".epoch span").textContent;
      const rows = all("tbody tr", figure).map((row) => row.cells[0].textContent).sort((a, b) => a - b);
      slider.value = 0;
      slider.dispatchEvent(new Event("input"));
      check(epoch() === `Epoch ${rows[0]}`, `${figure.id}: the slider shows ${epoch()}`);
      check(slider.getAttribute("aria-valuetext").startsWith(`epoch ${rows[0]}: `), `${figure.id}: the slider says nothing`);
      const svg = all("svg", figure).find(isShown);
      const panel = svg.querySelector("[data-axis]");
      const box = svg.getBoundingClientRect();
      const x = box.left + (Number(panel.dataset.right) / svg.viewBox.baseVal.width) * box.width;
      svg.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: box.top + 50 }));
      check(epoch() === `Epoch ${rows[rows.length - 1]}`, `${figure.id}: the pointer shows ${epoch()}`);
      check(all(".reading", figure).some((reading) => /\d/.test(reading.textContent)), `${figure.id}: no values`);
    }
  }
  parent.postMessage([...failures.slice(0, 20), failures.length ? "failed" : `passed ${count} checks`].join("\n"), "*");
});
