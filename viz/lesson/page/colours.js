// The colours of viz/palette.json, chosen as the renderer chooses them.
import palette from "../../palette.json";

export const ink = palette.ink;
export const dot = palette.dot;
export const worldColours = ["#B34700", "#0072B2"];
export const treatmentShade = "#E0A84C";

export function typeColours(types) {
  let others = 0;
  return types.map((name) => {
    if (palette.cells[name]) return palette.cells[name];
    if (palette.tumour.words.some((word) => name.includes(word))) return palette.tumour.colour;
    return palette.other_cells[others++ % palette.other_cells.length];
  });
}

export function tissueColours(names) {
  let others = 0;
  return names.map((name) => (palette.tissues[name] ?? palette.other_tissues[others++ % palette.other_tissues.length]).colour);
}

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const hexed = (values) => "#" + values.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("");

export const mixed = (from, to, share) => {
  const a = channels(from), b = channels(to);
  return hexed(a.map((value, i) => value + (b[i] - value) * share));
};

export const dyingColour = (colour) => mixed("#000000", colour, palette.dying.light);
export const dyingSize = palette.dying.size;

// 0 to 1 on a scale from pale to dark.
export function received(share) {
  const scale = [[0, "#F2F2EC"], [0.25, "#F6D9A8"], [0.5, "#E69F00"], [0.75, "#B34700"], [1, "#4D1A00"]];
  const at = Math.min(1, Math.max(0, share));
  for (let i = 1; i < scale.length; ++i)
    if (at <= scale[i][0]) return mixed(scale[i - 1][1], scale[i][1], (at - scale[i - 1][0]) / (scale[i][0] - scale[i - 1][0]));
  return scale.at(-1)[1];
}
