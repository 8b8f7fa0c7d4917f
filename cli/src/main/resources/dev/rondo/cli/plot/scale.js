"use strict";
/* Axes: from values to pixels, and where the ticks are. */
const scales = {
  linear(d0, d1, r0, r1) {
    const to = v => r0 + (v - d0) / ((d1 - d0) || 1) * (r1 - r0);
    to.from = p => d0 + (p - r0) / (r1 - r0) * (d1 - d0);
    to.ticks = n => niceTicks(d0, d1, n);
    return to;
  },
  log(d0, d1, r0, r1) {
    const inner = scales.linear(Math.log10(d0), Math.log10(d1), r0, r1);
    const to = v => inner(Math.log10(v));
    to.from = p => 10 ** inner.from(p);
    to.ticks = n => logTicks(d0, d1, n);
    return to;
  }
};

function niceTicks(d0, d1, n) {
  const raw = (d1 - d0) / Math.max(1, n);
  if (!(raw > 0)) return [d0];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(m => m * power).find(s => s >= raw * 0.999);
  const ticks = [];
  for (let k = Math.ceil(d0 / step - 1e-9); k * step <= d1 + step * 1e-9; k++) ticks.push(Number((k * step).toPrecision(12)));
  return ticks;
}

function logTicks(d0, d1, n) {
  const decades = Math.log10(d1 / d0);
  const factors = decades > n ? [1] : decades > 1.2 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9];
  const skip = Math.max(1, Math.ceil(decades / n));
  const ticks = [];
  for (let e = Math.floor(Math.log10(d0)); e <= Math.log10(d1); e++) {
    if (factors.length === 1 && e % skip !== 0) continue;
    factors.map(f => Number((f * 10 ** e).toPrecision(6))).filter(v => v >= d0 && v <= d1).forEach(v => ticks.push(v));
  }
  return ticks;
}

/* Where y runs from and to; within `fit`, where that is asked for. */
function yDomain(curves, mode, fit) {
  const ys = curves.flatMap(c => (c.raw || c.points).map(p => p.y)).filter(y => Number.isFinite(y) && (mode !== "log" || y > 0));
  if (!ys.length) return [mode === "log" ? 0.1 : 0, 1];
  let low = ys.reduce((a, b) => Math.min(a, b)), high = ys.reduce((a, b) => Math.max(a, b));
  if (mode === "fit" && low < fit.high && high > fit.low) { low = Math.max(low, fit.low); high = Math.min(high, fit.high); }
  if (mode === "log") {
    const room = high > low ? (high / low) ** 0.04 : 1.2;
    return [low / room, high * room];
  }
  const pad = high > low ? 0.05 * (high - low) : Math.max(0.5, 0.05 * Math.abs(high));
  return [low - pad, high + pad];
}

/* Exponential smoothing without a bias to zero; what is not a number passes through. */
function smoothed(points, weight) {
  let sum = 0, norm = 0;
  return points.map(p => {
    if (!Number.isFinite(p.y)) return p;
    sum = sum * weight + p.y * (1 - weight);
    norm = norm * weight + (1 - weight);
    return { ...p, y: sum / norm };
  });
}

function shortNumber(v) {
  if (Number.isNaN(v)) return "NaN";
  if (!Number.isFinite(v)) return v > 0 ? "inf" : "-inf";
  const size = Math.abs(v);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return v.toExponential(2).replace(/\.?0+e/, "e").replace("e+", "e");
  return size >= 1000 ? String(Math.round(v)) : String(Number(v.toPrecision(5)));
}

function seconds(s) {
  if (s < 60) return Number(s.toFixed(s < 10 ? 2 : 1)) + " s";
  if (s < 3600) return Math.floor(s / 60) + "m " + String(Math.round(s % 60)).padStart(2, "0") + "s";
  return Math.floor(s / 3600) + "h " + String(Math.floor(s % 3600 / 60)).padStart(2, "0") + "m";
}
