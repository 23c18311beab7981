// Draws a world face on (x to the right, z up; of a 3-D model all cells, the nearest last) on a canvas.
import { dot, dyingColour, dyingSize, ink, mixed, received, tissueColours, typeColours } from "./colours.js";

const perCell = 8;  // x, y, z, diameter, type, life, attachment, copies of the cargo

// A number in [0, 1) of a voxel and a dot: dots stay where they are while their voxel has them.
function scattered(voxel, number) {
  let hash = (voxel * 2654435761 + number * 40503 + 12345) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 2246822519) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 3266489917) >>> 0;
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}

export class Section {
  constructor(canvas, told) {
    this.canvas = canvas;
    this.told = told;
    this.types = typeColours(told.types);
    this.tissues = tissueColours(told.tissues);
  }

  // A new size of the window is a new size of the canvas.
  fit() {
    const [width, , height] = this.told.extent, across = this.canvas.clientWidth || 600;
    const scale = Math.min(2, window.devicePixelRatio || 1);
    const wanted = [Math.round(across * scale), Math.round((across * scale * height) / width)];
    if (this.canvas.width !== wanted[0] || this.canvas.height !== wanted[1]) [this.canvas.width, this.canvas.height] = wanted;
    return this.canvas.width / width;  // pixels a micrometre
  }

  draw(picture, { perDot, byCargo, half }) {
    const scale = this.fit(), context = this.canvas.getContext("2d");
    context.fillStyle = "#FBFDFF";
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.drawTissue(context, scale, picture.tissue);
    this.drawDots(context, scale, picture.dots, perDot);
    this.drawCells(context, scale, picture.cells, byCargo ? (copies) => received(copies / (2 * half)) : null);
    this.drawScale(context, scale);
  }

  drawTissue(context, scale, shares) {
    const [nx, ny, nz] = this.told.voxels, [width, , height] = this.told.extent;
    const wide = (width / nx) * scale, high = (height / nz) * scale, size = nx * ny * nz;
    this.tissues.forEach((colour, kind) => {
      context.fillStyle = colour;
      for (let z = 0; z < nz; ++z)
        for (let x = 0; x < nx; ++x) {
          let share = 0;
          for (let y = 0; y < ny; ++y) share += shares[kind * size + x + nx * (y + ny * z)] / ny;
          if (share < 0.02) continue;
          context.globalAlpha = 0.75 * share;
          const left = Math.round(x * wide), top = Math.round(this.canvas.height - (z + 1) * high);
          context.fillRect(left, top, Math.round((x + 1) * wide) - left, Math.round(this.canvas.height - z * high) - top);
        }
    });
    context.globalAlpha = 1;
  }

  drawDots(context, scale, counts, perDot) {
    const [nx, ny, nz] = this.told.voxels, [width, , height] = this.told.extent;
    const radius = Math.max(0.9, 0.9 * scale);
    context.fillStyle = dot;
    context.beginPath();
    for (let voxel = 0; voxel < counts.length; ++voxel) {
      const expected = counts[voxel] / perDot, x = voxel % nx, z = Math.floor(voxel / (nx * ny)) % nz;
      const whole = Math.floor(expected) + (scattered(voxel, 7919) < expected % 1 ? 1 : 0);
      for (let i = 0; i < Math.min(whole, 60); ++i) {
        const left = (x + scattered(voxel, 2 * i)) * (width / nx) * scale;
        const top = this.canvas.height - (z + scattered(voxel, 2 * i + 1)) * (height / nz) * scale;
        context.moveTo(left + radius, top);
        context.arc(left, top, radius, 0, 2 * Math.PI);
      }
    }
    context.fill();
  }

  drawCells(context, scale, cells, colourOf) {
    const order = Array.from({ length: cells.length / perCell }, (_, i) => i * perCell);
    order.sort((a, b) => cells[b + 1] - cells[a + 1] || cells[a + 5] - cells[b + 5]);  // the farthest first
    context.lineWidth = Math.max(1, 0.9 * scale);
    for (const at of order) {
      const dying = cells[at + 5] > 0, own = this.types[cells[at + 4]];
      const radius = 0.5 * cells[at + 3] * (dying ? dyingSize : 1) * scale;
      context.beginPath();
      context.arc(cells[at] * scale, this.canvas.height - cells[at + 2] * scale, Math.max(1, radius - 0.5 * context.lineWidth), 0, 2 * Math.PI);
      context.fillStyle = dying ? dyingColour(own) : colourOf ? colourOf(cells[at + 7]) : own;
      context.fill();
      context.strokeStyle = dying ? "#000000" : mixed("#000000", own, 0.55);
      context.stroke();
    }
  }

  drawScale(context, scale) {
    const long = 100 * scale, edge = 8 * (this.canvas.width / (this.canvas.clientWidth || this.canvas.width));
    context.fillStyle = "#FFFFFFCC";
    context.fillRect(0.4 * edge, this.canvas.height - 3.6 * edge, Math.max(long, 6 * edge) + 1.2 * edge, 3.2 * edge);
    context.fillStyle = ink;
    context.fillRect(edge, this.canvas.height - edge - 0.35 * edge, long, 0.35 * edge);
    context.font = `600 ${1.4 * edge}px system-ui, sans-serif`;
    context.fillText("100 µm", edge, this.canvas.height - 1.8 * edge);
  }
}

// What is on a picture, in words: how many cells of each type are alive.
export function counted(cells, types, label) {
  const counts = new Map();
  for (let at = 0; at < cells.length; at += perCell) if (cells[at + 5] === 0) counts.set(cells[at + 4], (counts.get(cells[at + 4]) ?? 0) + 1);
  return [...counts].map(([type, count]) => `${label(types[type])} ${count}`).join(", ");
}
