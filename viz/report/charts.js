// Draws report.measures with Chart.js: treatments as shades, and one vertical line through all charts where the pointer is.
"use strict";

const ink = "#333333";
const strip = 6;  // pixels, of a treatment at the top of each chart
const room = 1.06 + 0.05 * report.treatments.length;  // heights of the axes over those of the curves
const drawn = [];

const shades = {
  id: "shades",
  beforeDatasetsDraw(chart) {
    const { ctx, chartArea, scales } = chart;
    ctx.save();
    report.treatments.forEach((treatment, i) => {
      ctx.fillStyle = treatment.shade;
      for (const [from, to] of treatment.spans) {
        const left = scales.x.getPixelForValue(from), width = scales.x.getPixelForValue(to) - left;
        ctx.globalAlpha = 0.13;
        ctx.fillRect(left, chartArea.top, width, chartArea.height);
        ctx.globalAlpha = 1;
        ctx.fillRect(left, chartArea.top + strip * i, width, strip - 1);
      }
    });
    ctx.strokeStyle = "#888888";
    ctx.setLineDash([2, 2]);
    report.additions.forEach((time) => upright(chart, time));
    ctx.restore();
  },
};

const pointer = {
  id: "pointer",
  afterDraw(chart) {
    if (chart.pointedAt === undefined) return;
    chart.ctx.save();
    chart.ctx.strokeStyle = ink;
    chart.ctx.lineWidth = 0.8;
    upright(chart, chart.pointedAt);
    chart.ctx.restore();
  },
};

function upright(chart, time) {
  const x = chart.scales.x.getPixelForValue(time);
  chart.ctx.beginPath();
  chart.ctx.moveTo(x, chart.chartArea.top);
  chart.ctx.lineTo(x, chart.chartArea.bottom);
  chart.ctx.stroke();
}

function short(value) {
  if (Math.abs(value) >= 1e6) return Number((value / 1e6).toPrecision(4)) + " million";
  return Number(value.toPrecision(4)).toLocaleString("en", { maximumFractionDigits: 10 });
}

function pointAll(time) {
  for (const { chart, measure, reading } of drawn) {
    chart.pointedAt = time;
    if (time === undefined) {
      reading.textContent = measure.unit;
    } else {
      let nearest = measure.points[0];
      for (const point of measure.points)
        if (Math.abs(point[0] - time) < Math.abs(nearest[0] - time)) nearest = point;
      const value = nearest[1] === null ? "no value" : short(nearest[1]) + " " + measure.unit;
      reading.textContent = value + ", day " + nearest[0].toFixed(1);
    }
    chart.draw();
  }
}

// Whether a point has no line to either side, so that nothing would be seen of it.
function alone(points, i) {
  const known = (j) => points[j] !== undefined && points[j][1] !== null;
  return known(i) && !known(i - 1) && !known(i + 1);
}

function draw(measure) {
  const canvas = document.getElementById(measure.id);
  const known = measure.points.map((point) => point[1]).filter((value) => value !== null);
  const least = Math.min(0, ...known), greatest = Math.max(0, ...known);
  const chart = new Chart(canvas, {
    type: "line",
    data: {
      datasets: [{
        data: measure.points.map(([x, y]) => ({ x, y })), borderColor: measure.colour, borderWidth: 2,
        pointRadius: measure.points.map((point, i) => alone(measure.points, i) ? 2.5 : 0), pointBackgroundColor: measure.colour,
        stepped: measure.steps ? "before" : false, tension: 0,
      }],
    },
    options: {
      animation: false, parsing: false, normalized: true, responsive: true, maintainAspectRatio: false, events: [],
      scales: {
        x: { type: "linear", min: 0, max: report.days, grid: { display: false, borderColor: ink }, ticks: { color: ink, maxRotation: 0, maxTicksLimit: 6 } },
        y: {
          min: Math.min(0, room * least), max: greatest > 0 ? room * greatest : least < 0 ? 0 : 1, grid: { color: "#eeeeee", borderColor: ink },
          ticks: { color: ink, maxTicksLimit: 5, callback: short, precision: measure.steps ? 0 : undefined, includeBounds: false },
        },
      },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
    },
    plugins: [shades, pointer],
  });
  const reading = canvas.closest("figure").querySelector("small");
  drawn.push({ chart, measure, reading });
  canvas.addEventListener("pointermove", (event) => {
    const time = chart.scales.x.getValueForPixel(event.offsetX);
    pointAll(Math.min(report.days, Math.max(0, time)));
  });
  canvas.addEventListener("pointerleave", () => pointAll(undefined));
}

Chart.defaults.font.family = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif";
report.measures.forEach(draw);
document.documentElement.dataset.charts = String(drawn.length);  // for who asks whether they were drawn
