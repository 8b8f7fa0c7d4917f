/* A run's looks: colour, dash, marker and hatching; the same in every picture. */
const SVG = "http://www.w3.org/2000/svg";

function draw(parent, name, attributes, text) {
  const node = document.createElementNS(SVG, name);
  for (const key in attributes) if (attributes[key] !== undefined) node.setAttribute(key, attributes[key]);
  if (text !== undefined) node.textContent = text;
  parent.appendChild(node);
  return node;
}

const colour = run => `var(--run-${run.colour})`;
const DASHES = ["", "7 4", "2 3", "10 3 2 3", "14 4", "4 2", "1 4", "12 3 3 3"];
const OUTLINES = [
  r => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`,
  r => `M${-r} ${-r}H${r}V${r}H${-r}Z`,
  r => `M0 ${-1.2 * r}L${1.15 * r} ${0.8 * r}H${-1.15 * r}Z`,
  r => `M0 ${-1.3 * r}L${1.3 * r} 0L0 ${1.3 * r}L${-1.3 * r} 0Z`,
  r => `M0 ${1.2 * r}L${1.15 * r} ${-0.8 * r}H${-1.15 * r}Z`,
  r => `M${-1.3 * r} ${-0.4 * r}H${-0.4 * r}V${-1.3 * r}H${0.4 * r}V${-0.4 * r}H${1.3 * r}V${0.4 * r}H${0.4 * r}V${1.3 * r}H${-0.4 * r}V${0.4 * r}H${-1.3 * r}Z`,
  r => `M${-1.3 * r} ${-0.6 * r}H${1.3 * r}V${0.6 * r}H${-1.3 * r}Z`,
  r => `M${-0.6 * r} ${-1.3 * r}H${0.6 * r}V${1.3 * r}H${-0.6 * r}Z`
];
const HATCHES = [null, "M0 8L8 0", "M0 0L8 8", "M0 4H8", "M4 0V8", "M0 0L8 8M0 8L8 0", "M0 4H8M4 0V8", "M1 2H3M5 6H7"];

function marker(parent, run, x, y, radius) {
  return draw(parent, "path", { d: OUTLINES[run.variant](radius), transform: `translate(${x} ${y})`, fill: colour(run), stroke: "var(--card)", "stroke-width": 1 });
}

function hatches(svg) {
  const defs = draw(svg, "defs", {});
  HATCHES.forEach((d, i) => {
    if (!d) return;
    const pattern = draw(defs, "pattern", { id: "hatch-" + i, width: 8, height: 8, patternUnits: "userSpaceOnUse" });
    draw(pattern, "path", { d, stroke: "var(--card)", "stroke-width": 1.6, "stroke-opacity": 0.75, fill: "none" });
  });
}

function swatch(run) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "swatch");
  svg.setAttribute("viewBox", "0 0 34 12");
  draw(svg, "line", { x1: 1, x2: 33, y1: 6, y2: 6, stroke: colour(run), "stroke-width": 2.4, "stroke-dasharray": DASHES[run.variant] || undefined });
  marker(svg, run, 17, 6, 4);
  return svg;
}

/* One rule sets a run off everywhere: curves, bars and rows share the class run-N. */
function highlight(index) {
  document.getElementById("highlight").textContent = index === null ? "" :
    `.run:not(.run-${index}) { opacity: 0.13; } path.curve.run-${index} { stroke-width: 3.4; } tr.run-${index} td { background: var(--grid); } tr.run { opacity: 1 !important; }`;
}

const tip = {
  show(event, title, rows) {
    const box = document.getElementById("tip");
    box.replaceChildren();
    box.appendChild(document.createElement("b")).textContent = title;
    const table = box.appendChild(document.createElement("table"));
    for (const row of rows) {
      const tr = table.insertRow();
      const look = tr.insertCell();
      if (row.run) look.appendChild(swatch(row.run));
      const name = tr.insertCell();
      name.textContent = row.name;
      if (row.strong) name.style.fontWeight = "700";
      const value = tr.insertCell();
      value.className = "n";
      value.textContent = row.value;
    }
    box.hidden = false;
    const left = event.clientX + 18 + box.offsetWidth > innerWidth ? event.clientX - 18 - box.offsetWidth : event.clientX + 18;
    box.style.left = Math.max(4, left) + "px";
    box.style.top = Math.max(4, Math.min(event.clientY + 14, innerHeight - box.offsetHeight - 8)) + "px";
  },
  hide() { document.getElementById("tip").hidden = true; }
};
