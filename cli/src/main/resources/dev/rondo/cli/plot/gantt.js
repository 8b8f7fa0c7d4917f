/* Which run had which slot when. A pack shares the height of its slot. */
function drawGantt(host, data, hidden) {
  host.replaceChildren();
  const width = Math.max(320, host.clientWidth);
  if (!data.turns.length) {
    draw(draw(host, "svg", { viewBox: `0 0 ${width} 40`, height: 40 }), "text", { x: width / 2, y: 24, "text-anchor": "middle" }, "no turn was taken yet");
    return;
  }
  const slots = [...new Set(data.turns.map(t => t.slot))].sort((a, b) => a - b);
  const row = Math.max(22, Math.min(38, 340 / slots.length));
  const box = { left: 56, right: width - 12, top: 6, bottom: 6 + row * slots.length };
  const height = box.bottom + 38;
  const svg = draw(host, "svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": "slots over time" });
  hatches(svg);
  const end = data.turns.reduce((a, t) => Math.max(a, t.end), 0);
  const x = scales.linear(0, end, box.left, box.right);
  for (const v of timeTicks(end, Math.round(width / 110))) {
    draw(svg, "line", { class: "grid", x1: x(v), x2: x(v), y1: box.top, y2: box.bottom });
    draw(svg, "text", { x: x(v), y: box.bottom + 17, "text-anchor": "middle" }, seconds(v));
  }
  draw(svg, "text", { x: (box.left + box.right) / 2, y: box.bottom + 33, "text-anchor": "middle" }, "time since the first turn");
  slots.forEach((slot, i) => draw(svg, "text", { x: box.left - 8, y: box.top + row * (i + 0.5) + 4, "text-anchor": "end" }, "slot " + slot));
  for (const turn of data.turns) {
    const share = (row - 5) / turn.runs.length;
    turn.runs.forEach((index, k) => {
      const run = data.runs[index];
      if (!run) return;
      const at = { x: x(turn.start), y: box.top + row * slots.indexOf(turn.slot) + 2.5 + share * k, width: Math.max(1, x(turn.end) - x(turn.start) - 1), height: share };
      const group = draw(svg, "g", { class: `run run-${index}`, opacity: hidden.has(index) ? 0.15 : undefined });
      draw(group, "rect", { ...at, rx: 2.5, fill: colour(run) });
      if (run.variant) draw(group, "rect", { ...at, rx: 2.5, fill: `url(#hatch-${run.variant})` });
      const label = `${run.short} · ${turn.chunk + 1}`;
      if (at.width > label.length * 6.4 + 6 && share >= 15) draw(group, "text", { class: "bar-label", x: at.x + at.width / 2, y: at.y + share / 2 + 4, "text-anchor": "middle" }, label);
      group.addEventListener("pointermove", event => {
        highlight(index);
        tip.show(event, run.name, [
          { name: "chunk", value: turn.chunk + 1 }, { name: "steps", value: `${turn.from} to ${turn.to}` },
          { name: "took", value: seconds(turn.end - turn.start) + (turn.open ? " so far" : "") }, { name: "swap", value: `${shortNumber(turn.swap * 1000)} ms` },
          ...(turn.why ? [{ name: "why", value: turn.why }] : []),
          ...(turn.runs.length > 1 ? [{ name: "packed with", value: turn.runs.filter(r => r !== index).map(r => data.runs[r]?.name).join(", ") }] : [])]);
      });
      group.addEventListener("pointerleave", () => { highlight(null); tip.hide(); });
    });
  }
}

function timeTicks(end, n) {
  const raw = end / Math.max(2, n);
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400];
  if (raw < 0.5) return niceTicks(0, end, n);
  const step = steps.find(s => s >= raw) ?? Math.ceil(raw / 86400) * 86400;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
}
