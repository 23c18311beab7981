// Draws report.charts with Chart.js: lines with bands or brackets, steps, bars.
"use strict";

const most_bands = 3;  // more of them would hide each other
let drawn = 0;

function short(value) {
  if (Math.abs(value) >= 1e6) return Number((value / 1e6).toPrecision(4)) + " million";
  return Number(value.toPrecision(4)).toLocaleString("en", { maximumFractionDigits: 10 });
}

// Brackets from low to high around values.
const brackets = {
  id: "brackets",
  afterDatasetsDraw(chart) {
    const { ctx, scales } = chart;
    chart.data.datasets.forEach((dataset, n) => {
      if (!dataset.brackets) return;
      ctx.save();
      ctx.strokeStyle = dataset.bracketColour;
      ctx.lineWidth = 1;
      chart.getDatasetMeta(n).data.forEach((element, i) => {
        const [, value, low, high] = dataset.brackets[i];
        if (value === null || low === null || low === high) return;
        ctx.beginPath();
        ctx.moveTo(element.x, scales.y.getPixelForValue(low));
        ctx.lineTo(element.x, scales.y.getPixelForValue(high));
        ctx.stroke();
      });
      ctx.restore();
    });
  },
};

function points(line, column) {
  return line.points.map((point) => ({ x: point[0], y: point[column] }));
}

// Of a line: its band (what is below up to what is above) and itself.
function datasets(spec, line, index) {
  const steps = spec.kind === "steps" ? "before" : false;  // Chart.js: the value holds up to the next point
  const own = {
    label: line.name, data: points(line, 1), source: line, borderColor: line.colour, backgroundColor: line.colour,
    borderWidth: 2, pointRadius: steps ? 0 : 2.5, stepped: steps, tension: 0, fill: false, showLine: !spec.x.labels, order: 0,
  };
  if (spec.kind === "bars") return [{ ...own, brackets: line.points, bracketColour: report.ink }];
  if (spec.x.labels || spec.lines.length > most_bands) return [{ ...own, brackets: line.points, bracketColour: line.colour }];
  const edge = { borderWidth: 0, pointRadius: 0, pointHitRadius: 0, stepped: steps, tension: 0, order: 1, band: true };
  return [own, { ...edge, data: points(line, 2), fill: false },
          { ...edge, data: points(line, 3), fill: "-1", backgroundColor: line.colour + "30" }];
}

function told(item) {
  const line = item.dataset.source;
  const [, value, low, high] = line.points[item.dataIndex];
  const interval = low === null || low === high ? "" : " (" + short(low) + " to " + short(high) + ")";
  return (line.name ? line.name + ": " : "") + (value === null ? "no value" : short(value) + interval);
}

function horizontal(spec) {
  const { x } = spec;
  const labelled = (value) => x.labels[value] === undefined ? "" : x.labels[value];
  const common = { grid: { display: false, borderColor: report.ink }, title: { display: Boolean(x.title), text: x.title, color: report.ink } };
  if (spec.kind === "bars") return { ...common, type: "category", ticks: { color: report.ink } };
  if (x.labels) return { ...common, type: "linear", min: -0.5, max: x.labels.length - 0.5, ticks: { color: report.ink, stepSize: 1, callback: labelled } };
  const ticks = { color: report.ink, maxRotation: 0, maxTicksLimit: 7 };
  if (x.log) ticks.callback = short;
  return { ...common, type: x.log ? "logarithmic" : "linear", ticks };
}

function draw(spec) {
  const values = spec.lines.flatMap((line) => line.points.flatMap((point) => point.slice(1))).filter((value) => value !== null);
  const least = Math.min(0, ...values), greatest = Math.max(0, ...values);
  const bars = spec.kind === "bars";
  new Chart(document.getElementById(spec.id), {
    type: bars ? "bar" : "line",
    data: bars ? { labels: spec.x.labels, datasets: spec.lines.map((line) => ({ ...datasets(spec, line)[0], data: line.points.map((point) => point[1]) })) }
               : { datasets: spec.lines.flatMap((line, index) => datasets(spec, line, index)) },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false, interaction: { mode: "index", intersect: false },
      scales: {
        x: horizontal(spec),
        y: {
          min: 1.05 * least, max: greatest > 0 ? 1.05 * greatest : least < 0 ? 0 : 1, grid: { color: "#eeeeee", borderColor: report.ink },
          ticks: { color: report.ink, maxTicksLimit: 6, callback: short, includeBounds: false },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: { filter: (item) => !item.dataset.band, callbacks: { label: told, title: (items) => spec.x.labels && items.length ? spec.x.labels[items[0].dataIndex] : spec.x.title + (items.length ? " " + short(items[0].parsed.x) : "") } },
      },
    },
    plugins: [brackets],
  });
  drawn += 1;
}

Chart.defaults.font.family = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif";
report.charts.forEach(draw);
document.documentElement.dataset.charts = String(drawn);  // for who asks whether they were drawn
