/* Ties controls, charts and tables together. */
const data = JSON.parse(document.getElementById("data").textContent);
const hidden = new Set();
const control = id => document.getElementById(id);
const number = v => v === "NaN" ? NaN : v === "inf" ? Infinity : v === "-inf" ? -Infinity : v;

function curvesOf(split, metric, axis) {
  return data.runs.map((run, index) => {
    const lines = run[split], values = lines.values[metric] || [];
    const points = [];
    values.forEach((v, i) => { if (v !== null && lines[axis][i] !== null) points.push({ x: lines[axis][i], y: number(v), step: lines.step[i] }); });
    return { run, index, points };
  }).filter(curve => curve.points.length && !hidden.has(curve.index));
}

function fillMetrics(select, split, first) {
  const names = [...new Set(data.runs.flatMap(run => Object.keys(run[split].values)))];
  names.sort((a, b) => (b === first) - (a === first));
  names.forEach(name => select.add(new Option(name, name)));
}

function chart(split) {
  const metric = control(split + "-metric").value, axis = control("axis").value;
  const asked = control("scale").value;
  const scale = asked === "fit" && metric === "learning_rate" ? "log" : asked;
  const weight = split === "train" && control("smooth").checked && metric !== "learning_rate" ? Number(control("weight").value) : 0;
  const curves = curvesOf(split, metric, axis).map(c => weight && c.points.length > 12 ? { ...c, raw: c.points, points: smoothed(c.points, weight) } : c);
  drawCurves(control(split), curves, { scale, axis, fit: data.fit[split][metric], baseline: split === "eval" ? baseline(curves) : null, label: metric + " over " + axis });
}

/* The value at step 0 where all curves have the same. */
function baseline(curves) {
  const starts = curves.map(c => c.points[0]).filter(p => p.step === 0).map(p => p.y);
  return starts.length && starts.every(y => y === starts[0]) ? starts[0] : null;
}

function drawAll() {
  control("weight-value").textContent = Number(control("weight").value).toFixed(2);
  chart("eval");
  chart("train");
  drawGantt(control("gantt"), data, hidden);
}

document.querySelectorAll("tr[data-run]").forEach(row => {
  const index = Number(row.dataset.run);
  row.querySelector(".name").prepend(swatch(data.runs[index]));
  row.addEventListener("pointerenter", () => highlight(hidden.has(index) ? null : index));
  row.addEventListener("pointerleave", () => highlight(null));
  row.addEventListener("click", () => {
    if (!hidden.delete(index)) hidden.add(index);
    document.querySelectorAll(`tr[data-run="${index}"]`).forEach(r => r.classList.toggle("off", hidden.has(index)));
    highlight(null);
    drawAll();
  });
});
fillMetrics(control("eval-metric"), "eval", data.metric);
fillMetrics(control("train-metric"), "train", "loss");
document.querySelectorAll("select, input").forEach(node => node.addEventListener("input", drawAll));
control("controls").addEventListener("submit", event => event.preventDefault());
addEventListener("resize", drawAll);
drawAll();
