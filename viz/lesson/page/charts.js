// Charts that grow with the run: a line a world, bands of other seeds, and treatments as shades.
import { CategoryScale, Chart, Filler, LinearScale, LineController, LineElement, PointElement } from "chart.js";
import { ink, treatmentShade, worldColours } from "./colours.js";

Chart.register(LineController, LineElement, PointElement, LinearScale, CategoryScale, Filler);
Chart.defaults.font.family = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK JP', sans-serif";

export function short(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  if (size >= 1e6) return Number((value / 1e6).toPrecision(3)) + " M";
  if (size >= 1000) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}

const shades = (spans) => ({
  id: "shades",
  beforeDatasetsDraw({ ctx, chartArea, scales }) {
    ctx.save();
    for (const [world, from, until] of spans()) {
      const left = scales.x.getPixelForValue(from), width = Math.max(1, scales.x.getPixelForValue(until) - left);
      ctx.fillStyle = treatmentShade;
      ctx.globalAlpha = 0.16;
      ctx.fillRect(left, chartArea.top, width, chartArea.height);
      ctx.globalAlpha = 1;
      ctx.fillStyle = worldColours[world];
      ctx.fillRect(left, chartArea.top - 9 + 4 * world, width, 3);
    }
    ctx.restore();
  },
});

export class Charts {
  // spans: () => [[world, from, until], ...]
  constructor(worlds, days, spans) {
    Object.assign(this, { worlds, days, spans, all: [], turn: 0, stale: 0 });
  }

  add(canvas, column) {
    this.all.push({ column, chart: this.chart(canvas, this.days, this.spans) });
  }

  chart(canvas, days, spans) {
    const line = (world) => ({
      data: [], borderColor: worldColours[world], borderWidth: 2, borderDash: world ? [6, 3] : [], pointRadius: 0, tension: 0, order: 1,
    });
    const bands = (world) => [
      { data: [], pointRadius: 0, borderWidth: 0, fill: "+1", backgroundColor: worldColours[world] + "33", order: 3 },
      { data: [], pointRadius: 0, borderWidth: 0, fill: false, order: 3 },
      { data: [], pointRadius: 0, borderWidth: 1, borderColor: worldColours[world], fill: false, order: 2 },
    ];
    const worlds = [...Array(this.worlds).keys()];
    return new Chart(canvas, {
      type: "line",
      data: { datasets: [...worlds.map(line), ...worlds.flatMap(bands)] },
      options: {
        animation: false, parsing: false, normalized: true, responsive: true, maintainAspectRatio: false, events: [],
        layout: { padding: { top: 10 } },
        scales: {
          x: { type: "linear", min: 0, max: days, grid: { display: false }, ticks: { color: ink, maxRotation: 0, maxTicksLimit: 6 } },
          y: { beginAtZero: true, grid: { color: "#eeeeee" }, ticks: { color: ink, maxTicksLimit: 4, callback: short } },
        },
      },
      plugins: [shades(spans)],
    });
  }

  // rows: [day, value of each measure...] of a world, all so far.
  set(world, rows) {
    for (const { chart, column } of this.all)
      chart.data.datasets[world].data = rows.map((row) => ({ x: row[0], y: row[column + 1] }));
  }

  // Quantiles [low, median, high] of the runs with other seeds; runs: lists of rows.
  band(world, runs) {
    for (const { chart, column } of this.all) {
      const sets = chart.data.datasets.slice(this.worlds + 3 * world, this.worlds + 3 * world + 3);
      const times = runs.length ? runs[0].map((row) => row[0]) : [];
      const points = times.map((x, i) => {
        const values = runs.map((rows) => rows[i]?.[column + 1]).filter((value) => value !== null && value !== undefined).sort((a, b) => a - b);
        const at = (share) => (values.length ? values[Math.round(share * (values.length - 1))] : null);
        return [x, at(0.9), at(0.1), at(0.5)];
      });
      sets.forEach((set, k) => (set.data = points.map((point) => ({ x: point[0], y: point[k + 1] }))));
    }
  }

  // One chart a call, so that no frame waits for all of them.
  drawNext() {
    this.all[this.turn++ % this.all.length]?.chart.update("none");
  }
  // All of them, a frame each.
  drawAll() {
    const begin = this.stale === 0;
    this.stale = this.all.length;
    if (!begin) return;
    const next = () => {
      this.drawNext();
      if (--this.stale > 0) requestAnimationFrame(next);
    };
    if (this.stale > 0) requestAnimationFrame(next);
  }
}
