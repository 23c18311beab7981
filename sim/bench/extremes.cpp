#include "sim/bench/extremes.hpp"

#include <functional>

namespace exomet::bench {

namespace {

// The sections of a model, each filled where it isn't common.
struct Text {
  std::string size = "200 um, 200 um, 200 um", voxel = "20 um", boundary;
  std::string contact = "{linear_spring: {stiffness: 1 nN/um, adhesion: 0.3}}";
  std::string steps = "{source: assumed, transport: 2 min, motion: 2 min, rules: 10 min}";
  std::string parameters, cargo, vesicles, tissues, cells = "  a: {diameter: 10 um}\n";
  std::string start = "  - scatter: {source: assumed, of: a, count: 10}\n";
  std::string treatments, measures = "  cells: {count: a}\n";
};

std::string section(const std::string& name, const std::string& content) {
  return content.empty() ? "" : name + ":\n" + content;
}
std::string sourced(const std::string& name, const std::string& content) {
  return content.empty() ? "" : name + ":\n  source: assumed\n" + content;
}

std::string yaml(const Text& text) {
  return "model: extreme\ndomain: {source: assumed, size: [" + text.size + "], voxel: " + text.voxel +
         (text.boundary.empty() ? "" : ", boundary: {" + text.boundary + "}") +
         "}\nmechanics: {source: assumed, contact: " + text.contact +
         ", friction: 10 nN min/um, attached_friction: 20 nN min/um}\nsteps: " + text.steps + "\n" +
         sourced("parameters", text.parameters) + sourced("cargo", text.cargo) +
         sourced("vesicles", text.vesicles) + sourced("tissues", text.tissues) +
         sourced("cells", text.cells) + section("start", text.start) +
         sourced("treatments", text.treatments) + sourced("measures", text.measures);
}

std::string repeat(int times, const std::function<std::string(const std::string&)>& line) {
  std::string text;
  for (int n = 0; n < times; ++n) text += line(std::to_string(n));
  return text;
}

std::string asked(const std::string& duration, const std::string& every, const std::string& measures,
                  const std::string& more = "") {
  return "duration: " + duration + "\noutput: {every: " + every + ", measures: " + measures + more + "}\n";
}
const std::string short_run = asked("2 h", "1 h", "1 h"), no_fields = ", fields: []";

std::string scatter(const std::string& type, int count) {
  return "  - scatter: {source: assumed, of: " + type + ", count: " + std::to_string(count) + "}\n";
}
std::string layer(const std::string& tissue, const std::string& z) {
  return "  - layer: {source: assumed, of: " + tissue + ", within: {z: [" + z + "]}}\n";
}
const std::string ev = "{diameter: 100 nm, half_life: 6 h}";
const std::string walk = "crawls: {speed: 0.5 um/min, persistence: 30 min, when: always}";

using Models = std::vector<Extreme>;

void add(Models& models, const std::string& name, const std::string& experiment,
         const std::function<void(Text&)>& change) {
  Text text;
  change(text);
  models.push_back({name, yaml(text), experiment});
}

void add_types(Models& models) {
  add(models, "next to nothing", short_run, [](Text&) {});
  add(models, "types, 3,000", short_run, [](Text& text) {
    text.cells += repeat(3000, [](const std::string& n) { return "  t" + n + ": {like: a}\n"; });
  });
  add(models, "types, 1,000 that adhere", short_run, [](Text& text) {
    text.cells += repeat(1000, [](const std::string& n) {
      return "  t" + n + ": {diameter: 10 um, adheres: {to_cells: {a: 0." + n + "}}}\n";
    });
  });
  add(models, "measures, 2,000", asked("10 h", "5 h", "1 h"), [](Text& text) {
    text.measures += repeat(2000, [](const std::string& n) { return "  m" + n + ": {count: a}\n"; });
  });
  add(models, "parameters, 2,000", short_run, [](Text& text) {
    text.parameters = repeat(2000, [](const std::string& n) {
      return "  p" + n + ": {value: 1 um, range: [0 um, 2 um], about: A knob of many.}\n";
    });
  });
  add(models, "placements, 2,000", short_run,
      [](Text& text) { text.start += repeat(2000, [](const std::string&) { return scatter("a", 1); }); });
  add(models, "treatment, 1,000 times", asked("10 d", "10 d", "5 d"), [](Text& text) {
    text.treatments =
        "  t: {every: 10 min, from: 10 min, set: {cells.a.dies.rate: 0.1 /d}, lasting: 5 min}\n";
    text.steps = "{source: assumed, transport: 5 min, motion: 5 min, rules: 5 min}";
    text.cells = "  a: {diameter: 10 um, dies: {rate: 0 /d}}\n";
  });
  models.back().experiment += "treatments: [t]\n";
  add(models, "cargo, 100 kinds", short_run, [](Text& text) {
    text.cargo = repeat(100, [](const std::string& n) { return "  g" + n + ": {half_life: 12 h}\n"; });
    text.start = scatter("a", 5000);
  });
}

void add_cells(Models& models) {
  const std::string wide = "1000 um, 1000 um, 1000 um";
  add(models, "cells, 50,000 apart", short_run,
      [&](Text& text) { text.size = wide, text.voxel = "50 um", text.start = scatter("a", 50000); });
  add(models, "cells, 25,000 that crawl", short_run, [&](Text& text) {
    text.size = wide, text.voxel = "50 um", text.start = scatter("a", 25000);
    text.cells = "  a: {diameter: 10 um, " + walk + "}\n";
  });
  add(models, "cells, 90,000 in a sheet", short_run, [](Text& text) {
    text.size = "600 um, 600 um, 20 um", text.boundary = "x: periodic, y: periodic";
    text.cells = "  a: {diameter: 2 um}\n";
    text.start = "  - sheet: {source: assumed, of: a, at: {z: 10 um}}\n";
  });
  add(models, "cells, 50,000 that overlap", asked("20 min", "20 min", "20 min"), [](Text& text) {
    text.size = "600 um, 600 um, 40 um", text.boundary = "x: periodic, y: periodic";
    text.cells = "  a: {diameter: 6 um}\n";
    text.start = "  - sheet: {source: assumed, of: a, at: {z: 20 um}, spacing: 3 um}\n";
  });
  add(models, "cells, 30,000 packed", asked("1 h", "1 h", "1 h"), [](Text& text) {
    text.size = "600 um, 600 um, 600 um";
    text.start =
        "  - spheroid: {source: assumed, of: a, cells: 30000, within: {x: [300 um, 300 um], "
        "y: [300 um, 300 um], z: [300 um, 300 um]}}\n";
  });
  add(models, "one huge cell among 20,000", short_run, [&](Text& text) {
    text.size = wide, text.voxel = "50 um";
    text.cells = "  a: {diameter: 8 um}\n  huge: {diameter: 500 um}\n";
    text.start = scatter("huge", 1) + scatter("a", 20000);
  });
  add(models, "cells, 20,000 in a plane", short_run, [](Text& text) {
    text.size = "2000 um, 10 um, 2000 um", text.voxel = "10 um", text.boundary = "y: flat";
    text.start = scatter("a", 20000);
  });
  add(models, "cells that die, 8,000", asked("1 d", "12 h", "1 h"), [](Text& text) {
    text.size = "600 um, 600 um, 600 um", text.start = scatter("a", 8000);
    text.cells = "  a: {diameter: 10 um, dies: {rate: 0.05 /h}}\n";
  });
  add(models, "cells that divide, 200", asked("4 d", "1 d", "6 h"), [](Text& text) {
    text.size = "600 um, 600 um, 600 um", text.start = scatter("a", 200);
    text.cells = "  a: {diameter: 10 um, divides: {rate: 1 /d, phases: {S: 8 h, M: 1 h}}}\n";
  });
}

void add_grids(Models& models) {
  const std::string million = "200 um, 200 um, 200 um", fine = "2 um";
  const auto grid = [&](const std::string& name, const std::string& experiment,
                        const std::function<void(Text&)>& change) {
    add(models, name, experiment, [&](Text& text) {
      text.size = million, text.voxel = fine;
      change(text);
    });
  };
  const std::string brief = asked("20 min", "20 min", "20 min");
  const std::string releasing = "  a: {diameter: 10 um, secretes: {ev: 60 /h}}\n";
  add(models, "216 million voxels without EVs", short_run,
      [](Text& text) { text.size = "600 um, 600 um, 600 um", text.voxel = "1 um"; });
  grid("10^6 voxels, EVs", brief,
       [&](Text& text) { text.vesicles = "  ev: " + ev + "\n", text.cells = releasing; });
  grid("10^6 voxels, fields not written", asked("20 min", "20 min", "20 min", no_fields),
       [&](Text& text) { text.vesicles = "  ev: " + ev + "\n", text.cells = releasing; });
  grid("10^6 voxels, no EVs released", brief, [&](Text& text) {
    text.vesicles = "  ev: " + ev + "\n";
    text.cells = releasing + "  b: {diameter: 10 um}\n", text.start = scatter("b", 10);
  });
  grid("10^6 voxels, a dose", brief, [&](Text& text) {
    text.vesicles = "  ev: " + ev + "\n";
    text.start += "  - dose: {source: assumed, of: ev, density: 1e9 /mL, within: {z: [20 um, 60 um]}}\n";
  });
  grid("10^6 voxels, a fixed density", brief, [&](Text& text) {
    text.vesicles = "  ev: {diameter: 100 nm, half_life: 6 h, outside: 1e9 /mL}\n";
    text.boundary = "x: fixed";
  });
  grid("10^6 voxels, EVs and tissue", brief, [&](Text& text) {
    text.vesicles = "  ev: {diameter: 100 nm, half_life: 6 h, diffusion_in: {matrix: 0.5 um^2/s}}\n";
    text.cells = releasing, text.tissues = "  matrix: {resists: 40 nN}\n";
    text.start += layer("matrix", "0 um, 40 um");
  });
  grid("10^6 voxels, five tissues", brief, [&](Text& text) {
    text.tissues = repeat(5, [](const std::string& n) { return "  t" + n + ": {resists: 40 nN}\n"; });
    text.start += repeat(5, [](const std::string& n) { return layer("t" + n, n + "0 um, " + n + "5 um"); });
  });
}

void add_species(Models& models) {
  const auto species = [&](const std::string& name, int number, const std::string& experiment, bool taken) {
    add(models, name, experiment, [&](Text& text) {
      text.size = "400 um, 400 um, 400 um", text.voxel = "10 um";
      std::string released, cleared;
      text.vesicles = repeat(number, [&](const std::string& n) {
        released += "v" + n + ": 60 /h, ", cleared += "v" + n + ": {clearance: 1e4 um^3/h}, ";
        return "  v" + n + ": {diameter: 100 nm, half_life: 6 h, carries: {g: 2}}\n";
      });
      text.cargo = "  g: {half_life: 12 h}\n";
      text.cells = "  a: {diameter: 10 um, secretes: {" + released + "}" +
                   (taken ? ", takes_up: {" + cleared + "}" : "") + "}\n";
      text.start = scatter("a", 200);
    });
  };
  species("species, 30", 30, asked("20 min", "20 min", "20 min"), false);
  species("species, 10 taken up", 10, asked("2 h", "2 h", "10 min"), true);
  add(models, "donors, 40 of one species", asked("20 min", "20 min", "20 min"), [](Text& text) {
    text.size = "400 um, 400 um, 400 um", text.voxel = "10 um", text.vesicles = "  ev: " + ev + "\n";
    text.cells += repeat(40, [](const std::string& n) {
      return "  t" + n +
             ": {diameter: 10 um, secretes: {ev: 60 /h}, takes_up: {ev: {clearance: 1e4 um^3/h}}}\n";
    });
    text.start = repeat(40, [](const std::string& n) { return scatter("t" + n, 5); });
  });
}

void add_measures(Models& models) {
  add(models, "covered area of 0.1 um cells", short_run, [](Text& text) {
    text.size = "600 um, 600 um, 160 um", text.cells = "  a: {diameter: 0.1 um}\n";
    text.measures = "  cover: {covered_area: a, at: {z: 50 um}}\n";
  });
  add(models, "cover and holes of 20,000 cells", asked("1 h", "1 h", "10 min"), [](Text& text) {
    text.size = "1200 um, 1200 um, 40 um", text.boundary = "x: periodic, y: periodic";
    text.start = "  - sheet: {source: assumed, of: a, at: {z: 20 um}}\n";
    text.measures = "  cover: {covered_area: a, at: {z: 20 um}}\n  holes: {holes_in: a, at: {z: 20 um}}\n";
  });
  add(models, "clusters of 20,000 cells", asked("1 h", "1 h", "10 min"), [](Text& text) {
    text.size = "600 um, 600 um, 600 um";
    text.start =
        "  - spheroid: {source: assumed, of: a, cells: 20000, within: {x: [300 um, 300 um], "
        "y: [300 um, 300 um], z: [300 um, 300 um]}}\n";
    text.measures = "  clusters: {clusters: a}\n";
  });
  add(models, "correlation in a million blocks", short_run, [](Text& text) {
    text.voxel = "2 um", text.cells += "  b: {diameter: 10 um}\n", text.start += scatter("b", 50);
    text.measures = "  together: {correlation: a, with: b, block: 2 um}\n";
  });
  const auto tissue = [&](const std::string& name, const std::string& start, const std::string& measures) {
    add(models, name, asked("1 h", "1 h", "1 h"), [&](Text& text) {
      text.size = "400 um, 400 um, 400 um", text.voxel = "8 um";
      text.tissues = "  bone: {resists: 40 nN}\n", text.start += start, text.measures = measures;
    });
  };
  const std::string sponge =
      "  - trabeculae: {source: assumed, of: bone, volume_fraction: 0.2, thickness: 60 um}\n";
  tissue("thickness of trabeculae", sponge, "  thick: {thickness: bone}\n");
  tissue("thickness of half a domain", layer("bone", "0 um, 200 um"), "  thick: {thickness: bone}\n");
  tissue(
      "surface of trabeculae", sponge,
      "  area: {surface_area: bone}\n  lined: {surface_under: a, of: bone}\n  way: {distance_to: bone, of: "
      "a}\n  pits: {pits: bone}\n  deep: {pit_depth: bone}\n");
}

void add_output(Models& models) {
  add(models, "records of measures, 5,000", asked("5000 h", "5000 h", "1 h"), [](Text&) {});
  add(models, "records of cells, 500", asked("500 h", "1 h", "1 h"), [](Text&) {});
  add(models, "records of 5,000 cells, 30", asked("5 h", "10 min", "1 h"), [](Text& text) {
    text.size = "400 um, 400 um, 400 um", text.start = scatter("a", 5000);
    text.cells = "  a: {diameter: 10 um, " + walk + "}\n";
  });
  add(models, "records of fields, 50", asked("500 min", "10 min", "10 min"), [](Text& text) {
    text.voxel = "5 um", text.vesicles = "  ev: " + ev + "\n";
    text.cells = "  a: {diameter: 10 um, secretes: {ev: 60 /h}}\n";
  });
  add(models, "steps, a million", asked("1000 d", "500 d", "500 d"), [](Text& text) {
    text.start = scatter("a", 1);
    text.cells = "  a: {diameter: 10 um, " + walk + "}\n";
  });
  add(models, "motion, a step in 100 parts", asked("3 h", "3 h", "3 h"), [](Text& text) {
    text.contact = "{linear_spring: {stiffness: 80 nN/um}}", text.start = scatter("a", 1000);
    text.cells = "  a: {diameter: 10 um, " + walk + "}\n";
  });
}

}  // namespace

std::vector<Extreme> extremes() {
  Models models;
  add_types(models);
  add_cells(models);
  add_grids(models);
  add_species(models);
  add_measures(models);
  add_output(models);
  return models;
}

}  // namespace exomet::bench
