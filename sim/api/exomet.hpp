// The engine as a library: load an experiment or make a model from text, run it, read cells and fields while
// it runs.
//
//   #include <exomet/exomet.hpp>
//   exomet::api::Run run(exomet::api::Experiment::load("configs/peritoneum-2d.yaml"));
//   while (run.advance_to(run.time() + 60)) std::cout << run.cells().size() << '\n';
//
// The same experiment and seed give the same digest here as with the program. Nothing of the engine's own
// types is in this header. Lengths are in um, times in min, amounts in numbers of EVs, molecules or copies,
// unless said.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#define EXOMET_API __attribute__((visibility("default")))

namespace exomet::api {

// One thing wrong with an input: where, at which key path, and what to do instead. Lines and columns count
// from 1; 0: not known.
struct Problem {
  std::string file;
  int line = 0, column = 0;
  std::string path, what;
};

// The input is wrong; what() lists all problems as the program does.
class EXOMET_API InputError : public std::runtime_error {
 public:
  InputError(const std::string& what, std::vector<Problem> problems);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

// A run couldn't go on.
class EXOMET_API RunError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// "0.5.0"
EXOMET_API std::string version();
// The folder whose models/ are known by name: that of EXOMET_LIBRARY, of an installation, or of the source
// tree around the library. RunError if there is none.
EXOMET_API std::filesystem::path library_folder();
// "6 h" -> 360, of a dimension as `exomet describe` names it ("time", "length"). InputError.
EXOMET_API double quantity(const std::string& text, const std::string& dimension);
// Threads for all runs of this process; 0: as many as there are processors. It changes no result.
EXOMET_API void use_threads(int);

// What will be run, checked: a model with its changes, treatments, duration and seed.
class EXOMET_API Experiment {
 public:
  // The file of an experiment or of a model. changes: "path=value" each, as of --set. InputError with all
  // problems.
  static Experiment load(const std::filesystem::path& file, const std::vector<std::string>& changes = {});
  // The same of texts in YAML or JSON: a model as in models/NAME.yaml, and an experiment without `model`.
  // Problems have the files model.yaml and experiment.yaml.
  static Experiment from_text(const std::string& model, const std::string& experiment,
                              const std::vector<std::string>& changes = {});

  const std::string& name() const;
  double duration() const;
  std::uint64_t seed() const;
  std::vector<std::string> warnings() const;  // what can be run and is hardly meant
  std::string document() const;               // everything resolved, as JSON: {experiment: ..., model: ...}

 private:
  friend class Run;
  struct Plan;
  explicit Experiment(std::shared_ptr<const Plan>);
  std::shared_ptr<const Plan> plan_;
};

// The cells of now, one value of each a cell, in the order of their ids; good until the run goes on.
struct Cells {
  std::span<const std::uint64_t> id, parent;  // parent 0: placed
  std::span<const std::uint16_t> type;        // into Run::cell_types()
  std::span<const std::uint8_t> dying;        // 1: it is
  std::span<const double> x, y, z, diameter;
  std::span<const double> born;                                        // min
  std::vector<std::pair<std::string, std::span<const double>>> cargo;  // copies
  std::vector<std::pair<std::string, std::span<const double>>> state;  // of mechanisms

  std::size_t size() const { return id.size(); }
};

// Voxels x, y, z; a value of voxel (i, j, k) is at i + x (j + y k).
struct Grid {
  std::array<int, 3> voxels{};
  std::array<double, 3> spacing{};
};

struct Measured {
  std::string name, unit;
  double value = 0;  // in the unit; NaN: none
};

struct Series {
  std::string name, unit;
  std::vector<double> values;  // one per time
};

struct Event {
  double time = 0;
  std::string kind, type, cause;
  std::uint64_t cell = 0, other = 0;  // other 0: nobody
  std::array<double, 3> position{};
};

// What arrived in an interval: so much of a species (or of a cargo in it) of a donor at the cells of a type.
struct Message {
  double from = 0, until = 0;
  std::string species, donor, receiver, cargo;  // cargo "": the EVs or molecules themselves
  double amount = 0;
};

// A run of an experiment. Not for several threads at a time; runs don't know of each other.
class EXOMET_API Run {
 public:
  explicit Run(const Experiment&);  // places what is there at the start; RunError
  ~Run();
  Run(Run&&) noexcept;
  Run& operator=(Run&&) noexcept;

  // Goes on to a time, at most to the end. `watch` is asked after each step whether to go on. False at the
  // end.
  bool advance_to(double time, const std::function<bool()>& watch = {});
  bool finished() const;
  double time() const;
  double duration() const;
  std::uint64_t digest() const;  // of the state; as in run.json at the end

  Cells cells() const;
  const std::vector<std::string>& cell_types() const;
  Grid grid() const;
  const std::vector<std::string>& species() const;
  const std::vector<std::string>& tissues() const;
  // Numbers of EVs or molecules per voxel, of all donors or of one ("dose": what was given).
  std::vector<double> field(const std::string& species, const std::string& donor = {}) const;
  std::span<const double> tissue(
      const std::string& name) const;  // share of each voxel; until the run goes on

  std::vector<Measured> measures();  // of now
  // At each of the experiment's output.measures so far.
  const std::vector<double>& series_times() const;
  const std::vector<Series>& series() const;
  const std::vector<Event>& events() const;
  const std::vector<Message>& ledger() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace exomet::api
