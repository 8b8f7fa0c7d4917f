/* A chart of curves. Each has {run, index, points: [{x, y, step}], raw}: raw is drawn faintly behind. */
function drawCurves(host, curves, options) {
  host.replaceChildren();
  const width = Math.max(320, host.clientWidth), height = Math.round(Math.min(430, Math.max(250, width * 0.56)));
  const labelled = curves.length <= 10;
  const box = { left: 56, right: width - (labelled ? 12 + 6.6 * Math.max(0, ...curves.map(c => c.run.short.length)) : 12), top: 10, bottom: height - 36 };
  const svg = draw(host, "svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": options.label });
  const finite = curves.flatMap(c => c.points).filter(p => Number.isFinite(p.x));
  if (!finite.length) {
    draw(svg, "text", { x: width / 2, y: height / 2, "text-anchor": "middle" }, "nothing logged yet");
    return;
  }
  const xs = finite.map(p => p.x);
  const x = scales.linear(xs.reduce((a, b) => Math.min(a, b), 0), xs.reduce((a, b) => Math.max(a, b)), box.left, box.right);
  const domain = yDomain(curves, options.scale, options.fit);
  const y = (options.scale === "log" ? scales.log : scales.linear)(domain[0], domain[1], box.bottom, box.top);
  axes(svg, box, x, y, options);
  const few = Math.max(...curves.map(c => c.points.length)) <= 40;
  if (options.baseline !== null && drawable({ y: options.baseline }, options.scale) && options.baseline >= domain[0] && options.baseline <= domain[1]) {
    draw(svg, "line", { class: "base", x1: box.left, x2: box.right, y1: y(options.baseline), y2: y(options.baseline) });
    draw(svg, "text", { x: box.right - 2, y: y(options.baseline) - 6, "text-anchor": "end" }, "base model");
  }
  const clip = "clip-" + host.id;
  draw(draw(draw(svg, "defs", {}), "clipPath", { id: clip }), "rect", { x: box.left - 5, y: box.top - 5, width: box.right - box.left + 10, height: box.bottom - box.top + 10 });
  for (const curve of curves) {
    const group = draw(svg, "g", { class: `run run-${curve.index}` });
    const inside = draw(group, "g", { "clip-path": `url(#${clip})` });
    if (curve.raw) draw(inside, "path", { d: outline(curve.raw, x, y, options.scale), fill: "none", stroke: colour(curve.run), "stroke-width": 1, "stroke-opacity": 0.22 });
    draw(inside, "path", { class: `curve run-${curve.index}`, d: outline(curve.points, x, y, options.scale), fill: "none", stroke: colour(curve.run), "stroke-width": 2, "stroke-linejoin": "round", "stroke-dasharray": DASHES[curve.run.variant] || undefined });
    if (few) curve.points.filter(p => drawable(p, options.scale) && p.y >= domain[0] && p.y <= domain[1]).forEach(p => marker(group, curve.run, x(p.x), y(p.y), 3.6));
    leavings(group, curve, x, y, box, domain, options.scale);
  }
  if (labelled) endLabels(svg, curves, x, y, box, options.scale);
  hover(svg, curves, x, y, box, options);
}

const drawable = (p, scale) => Number.isFinite(p.y) && (scale !== "log" || p.y > 0);

function outline(points, x, y, scale) {
  let d = "", pen = false;
  for (const p of points) {
    if (!drawable(p, scale)) { pen = false; continue; }
    d += (pen ? "L" : "M") + x(p.x).toFixed(1) + " " + Math.max(-9999, Math.min(9999, y(p.y))).toFixed(1);
    pen = true;
  }
  return d;
}

function axes(svg, box, x, y, options) {
  for (const v of y.ticks(6)) {
    draw(svg, "line", { class: "grid", x1: box.left, x2: box.right, y1: y(v), y2: y(v) });
    draw(svg, "text", { x: box.left - 8, y: y(v) + 4, "text-anchor": "end" }, shortNumber(v));
  }
  for (const v of x.ticks(Math.max(3, Math.round((box.right - box.left) / 90)))) {
    draw(svg, "text", { x: x(v), y: box.bottom + 17, "text-anchor": "middle" }, options.axis === "time" ? seconds(v) : shortNumber(v));
  }
  draw(svg, "line", { class: "axis", x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom });
  draw(svg, "text", { x: (box.left + box.right) / 2, y: box.bottom + 33, "text-anchor": "middle" }, options.axis);
}

/* An arrow where a curve leaves the picture, a cross where it stops being a number. */
function leavings(group, curve, x, y, box, domain, scale) {
  const sign = v => v > domain[1] ? 1 : v < domain[0] ? -1 : 0;
  let previous = null;
  for (const p of curve.points) {
    if (!drawable(p, scale)) {
      if (previous === null || drawable(previous, scale)) {
        const at = previous === null ? box.top : Math.max(box.top, Math.min(box.bottom, y(previous.y)));
        const cross = draw(group, "path", { d: "M-4 -4L4 4M-4 4L4 -4", transform: `translate(${x(p.x)} ${at})`, stroke: colour(curve.run), "stroke-width": 2.6, fill: "none" });
        draw(cross, "title", {}, `${curve.run.name}: ${shortNumber(p.y)} at step ${p.step}`);
      }
    } else if (sign(p.y) !== 0 && (previous === null || !drawable(previous, scale) || sign(previous.y) === 0)) {
      const up = sign(p.y) > 0;
      const edge = up ? domain[1] : domain[0];
      const part = previous && drawable(previous, scale) ? (edge - previous.y) / (p.y - previous.y) : 1;
      const at = previous ? previous.x + (p.x - previous.x) * part : p.x;
      draw(group, "path", { d: up ? "M-5 4H5L0 -5Z" : "M-5 -4H5L0 5Z", transform: `translate(${x(at)} ${up ? box.top : box.bottom})`, fill: colour(curve.run) });
    }
    previous = p;
  }
}

function endLabels(svg, curves, x, y, box, scale) {
  const labels = curves.map(c => {
    const last = c.points.filter(p => drawable(p, scale)).at(-1);
    return last && { curve: c, y: Math.max(box.top + 4, Math.min(box.bottom, y(last.y))) };
  }).filter(Boolean).sort((a, b) => a.y - b.y);
  for (let i = 1; i < labels.length; i++) labels[i].y = Math.max(labels[i].y, labels[i - 1].y + 14);
  const over = labels.length ? labels.at(-1).y - box.bottom : 0;
  if (over > 0) for (let i = labels.length - 1, limit = box.bottom; i >= 0 && labels[i].y > limit; i--, limit -= 14) labels[i].y = limit;
  for (const label of labels) {
    const text = draw(svg, "text", { class: `end run run-${label.curve.index}`, x: box.right + 9, y: label.y + 4 }, label.curve.run.short);
    text.style.fill = colour(label.curve.run);
  }
}

function hover(svg, curves, x, y, box, options) {
  const cross = draw(svg, "line", { class: "cross", y1: box.top, y2: box.bottom, visibility: "hidden" });
  const area = draw(svg, "rect", { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top, fill: "transparent" });
  area.addEventListener("pointermove", event => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const at = x.from(point.x);
    const near = curves.map(c => ({ curve: c, p: nearest(c.points, at) })).filter(n => n.p);
    if (!near.length) return;
    const closest = near.reduce((a, b) => Math.abs(b.p.x - at) < Math.abs(a.p.x - at) ? b : a).p;
    const gap = n => Number.isFinite(n.p.y) ? Math.hypot(y(n.p.y) - point.y, (x(n.p.x) - point.x) / 3) : Infinity;
    const hot = near.reduce((a, b) => gap(b) < gap(a) ? b : a);
    cross.setAttribute("x1", x(closest.x));
    cross.setAttribute("x2", x(closest.x));
    cross.setAttribute("visibility", "visible");
    highlight(hot.curve.index);
    const rows = near.sort((a, b) => options.fit.higherIsBetter ? b.p.y - a.p.y : a.p.y - b.p.y);
    const first = Math.max(0, Math.min(rows.indexOf(hot) - 7, rows.length - 15));
    tip.show(event, options.axis === "time" ? seconds(closest.x) : `${options.axis} ${shortNumber(closest.x)}`, rows.slice(first, first + 15).map(n => ({
      run: n.curve.run, name: n.curve.run.name + (n.p.x === closest.x ? "" : ` (step ${n.p.step})`), value: shortNumber(n.p.y), strong: n === hot })));
  });
  area.addEventListener("pointerleave", () => { cross.setAttribute("visibility", "hidden"); highlight(null); tip.hide(); });
}

function nearest(points, at) {
  let best = null;
  for (const p of points) if (best === null || Math.abs(p.x - at) <= Math.abs(best.x - at)) best = p;
  return best;
}
