// exomet bench: how fast the kernels and whole runs are on this machine, beside what it could do.
#include "sim/cli/bench.hpp"

#include <malloc.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstdio>

#include "sim/bench/figure.hpp"
#include "sim/bench/spheroid.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/run/run.hpp"

namespace exomet {

namespace {

using bench::Effort;
using bench::Figure;

void print(const std::vector<Figure>& figures, Effort effort) {
  for (const Figure& f : figures) {
    std::printf("%-42s %9.4g %-14s", f.work.c_str(), f.reached, f.unit.c_str());
    if (f.limit > 0 && !effort.quick) {
      std::printf(" %9.4g %6.0f %%", f.limit, 100 * f.share());
      if (f.target > 0) std::printf(" %6.0f %%%s", 100 * f.target, f.missed() ? "  missed" : "");
    }
    std::puts("");
  }
  std::fflush(stdout);
}

Plan spheroid_plan(const bench::Spheroid& spheroid) {
  const BenchFolder place;
  place.write("models/spheroid.yaml", bench::model_of(spheroid));
  return load_plan(place.write("configs/asked.yaml", "model: spheroid\nduration: 10 d\n"), {}, library());
}

// All of a run but its output.
class Spheroid {
 public:
  explicit Spheroid(const bench::Spheroid& spheroid) : plan_(spheroid_plan(spheroid)), run_(plan_) {}
  void advance(double minutes) {
    until_ += minutes * bench::seconds_per_minute / 60;
    while (world().time < until_ - 1e-6) run_.advance();
  }
  const World& world() const { return run_.world(); }

 private:
  Plan plan_;
  Run run_;
  double until_ = 0;  // min in the model
};

constexpr double between_rules = 6;  // simulated minutes

Figure run(const std::string& name, const bench::Spheroid& spheroid, double allowed, Effort effort) {
  Spheroid run(spheroid);
  run.advance(between_rules);
  const bench::Medians seconds = bench::in_turns(
      effort.rounds(3), [] {}, [&] { run.advance(between_rules); });
  return {name, "s/simulated min", seconds.b / between_rules, allowed, 1, true};
}

// A small model by two threads beside one.
Figure small_run(Effort effort) {
  Spheroid one({1'000, 22, 1}), two({1'000, 22, 1});
  const bench::Medians seconds = bench::in_turns(
      effort.rounds(7), [&] { oneapi::tbb::task_arena(1).execute([&] { one.advance(between_rules); }); },
      [&] { two.advance(between_rules); });
  return {"run, 10^3 cells, 10,648 voxels, 2 cores", "x 1 core", seconds.a / seconds.b, 2, 1.0 / 2};
}

// All of a step beside its kernels alone.
Figure whole_step(Effort effort) {
  const bench::Spheroid spheroid{effort.quick ? 1'000 : 100'000, effort.quick ? 22 : 48, 4, 8};
  Spheroid run(spheroid);
  bench::Kernels kernels(spheroid);
  const bench::Medians seconds = bench::in_turns(
      effort.rounds(3), [&] { kernels.advance(static_cast<int>(between_rules)); },
      [&] { run.advance(between_rules); });
  return {"run, 8 rules, 4 species", "x its kernels", seconds.b / seconds.a, 2, 1, true};
}

std::vector<Figure> runs(Effort effort) {
  std::vector<Figure> figures{small_run(effort), whole_step(effort)};
  if (effort.quick) return figures;
  figures.push_back(run("run, 10^4 cells, 17,576 voxels", {10'000, 26, 1}, 0.012, effort));
  figures.push_back(run("run, 10^5 cells, 110,592 voxels", {100'000, 48, 1}, 0.12, effort));
  return figures;
}

double bytes_in_use() {
  const auto info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd);
}

// Bytes that a simulation holds between two steps, after its first ones, and of what.
struct Taken {
  double bytes, voxels, cells;
};
Taken taken_by(const bench::Spheroid& spheroid) {
  const double before = bytes_in_use();
  Spheroid run(spheroid);
  run.advance(0.1);
  const World& world = run.world();
  return {bytes_in_use() - before, static_cast<double>(world.donor_fields.front().counts.size()),
          static_cast<double>(world.cells.size())};
}

// At most 70 bytes a voxel, most of them to solve with, and 20 more a voxel and species are aimed at.
std::vector<Figure> memory(Effort effort) {
  const int voxels = effort.quick ? 32 : 128;
  std::vector<Figure> figures;
  for (const int species : {1, 8}) {
    const Taken taken = taken_by({100, voxels, species});
    figures.push_back({"memory, " + std::to_string(species) + " species", "bytes/voxel",
                       taken.bytes / taken.voxels, 70.0 + 20 * species, 1, true});
  }
  const auto packed = [](long cells) { return taken_by({cells, 48, 1, 0, 4}); };
  const Taken many = packed(effort.quick ? 1'000 : 100'000), none = packed(1);
  figures.push_back({"memory, packed cells, 4 cargoes", "bytes/cell",
                     (many.bytes - none.bytes) / (many.cells - none.cells), 400, 1, true});
  return figures;
}

struct Part {
  const char* name;
  std::vector<Figure> (*measure)(Effort);
};
constexpr Part parts[] = {{"limits", bench::limits},
                          {"diffusion", bench::diffusion},
                          {"contact", bench::contact},
                          {"exchange", bench::exchange},
                          {"runs", runs},
                          {"memory", memory},
                          {"estimate", estimates},
                          {"scaling", bench::scaling}};

struct BenchOptions {
  std::vector<std::string> parts;  // none: all
  bool quick = false;
};

int run_bench(const BenchOptions& options) {
  const Effort effort{options.quick};
  std::printf("%-42s %9s %-14s %9s %8s %8s\n", "work", "measured", "", "limit", "of it", "target");
  for (const Part& part : parts)
    if (options.parts.empty() ||
        std::find(options.parts.begin(), options.parts.end(), part.name) != options.parts.end())
      print(part.measure(effort), effort);
  if (effort.quick) return 0;
  std::puts(
      "\nLimits. Diffusion: reading and writing the field twice a step at the rate of reading and writing a "
      "large\narray. Contact: the forces by going through all cells in the bins around, eight at a time. Two "
      "cores: twice\nas fast as one. From 10^3 to 10^7 cells: the rate at 10^5. Else: what is aimed at. What "
      "is "
      "compared with\na limit is measured in turns with it, on all cores if nothing else is said. Estimates: "
      "what "
      "runs took, as a\nmultiple of what 'check' says; on one core.");
  return 0;
}

}  // namespace

void add_bench(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  CLI::App* command =
      app.add_subcommand("bench", "Measure how fast it is here, beside what the machine could do");
  const auto options = std::make_shared<BenchOptions>();
  std::vector<std::string> names;
  for (const Part& part : parts) names.push_back(part.name);
  command
      ->add_option("PART", options->parts,
                   "What to measure; all unless given: " + CLI::detail::join(names, ", "))
      ->check(CLI::IsMember(names));
  command->add_flag("--quick", options->quick, "Small sizes, once: that all works; nothing of how fast");
  verbs.emplace_back(command, [options] { return run_bench(*options); });
}

}  // namespace exomet
