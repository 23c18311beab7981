#include "sim/study/sweep_section.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "sim/study/design/spread_section.hpp"
#include "sim/study/generate_points.hpp"
#include "sim/study/prior_axes.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

struct Draft {
  Sweep sweep;
  std::string experiment, points_file;
  SourceLocation points_place;
  std::optional<PriorChoice> priors;
};

std::vector<std::pair<std::string, SourceLocation>> read_words(const Node& node, Reader& reader) {
  if (node.kind == Node::Kind::scalar) return {{node.scalar, node.place}};
  std::vector<std::pair<std::string, SourceLocation>> words;
  if (node.kind != Node::Kind::sequence) reader.problem(node, "expected a list of names, e.g. [implants]");
  for (const Node& item : node.items) words.emplace_back(reader.text(item), item.place);
  return words;
}

void read_vary(const Node& node, Draft& draft, Reader& reader) {
  if (node.kind == Node::Kind::scalar && node.scalar == "priors")
    return void(draft.priors = read_prior_choice(node, reader));
  if (node.kind != Node::Kind::map)
    return reader.problem(
        node, "expected 'priors', or a map from paths to values, e.g. {parameters.mmp1_load: [0, 1, 2]}");
  for (const Entry& entry : node.entries) {
    if (entry.key != "priors") {
      draft.sweep.axes.push_back(read_axis(entry, reader));
      continue;
    }
    const Reader::Scope scope(reader, entry.key, entry.value);
    draft.priors = read_prior_choice(entry.value, reader);
  }
}

// The axes of numbers that are drawn from their priors: those of the experiment with what the sweep sets.
void add_prior_axes(Draft& draft, const Library& library, Problems& problems) {
  Sweep& sweep = draft.sweep;
  std::vector<std::string> set_already;
  for (const Axis& axis : sweep.axes) {
    set_already.push_back(axis.name);
    for (const AxisValue& value : axis.values)
      for (const Entry& entry : value.settings) set_already.push_back(entry.key);
  }
  const Plan plan = load_plan(sweep.experiment, {}, library, sweep.set);
  for (Axis& axis : prior_axes(*draft.priors, plan, set_already, problems)) {
    sweep.priors_text += "\n" + axis.name + ": " + text_of(Prior{*axis.spread, false});
    sweep.axes.push_back(std::move(axis));
  }
}

void read_point_list(const Node& node, Draft& draft, Reader& reader) {
  if (node.kind != Node::Kind::scalar) {
    draft.sweep.axes.insert(draft.sweep.axes.begin(), read_points(node, reader));
  } else {
    draft.points_file = node.scalar;
    draft.points_place = node.place;
  }
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in.is_open() || in.bad())
    throw InputError("can't read '" + file.string() + "'; check its permissions");
  return std::move(text).str();
}

void read_points_file(Draft& draft, Problems& problems) {
  constexpr std::uintmax_t most_bytes = 256 << 20;
  const fs::path file = draft.sweep.file.parent_path() / draft.points_file;
  std::error_code error;
  const auto refuse = [&](const std::string& what) {
    problems.add(draft.points_place, "points", "can't read '" + file.string() + "' (" + what + ")");
  };
  if (!fs::is_regular_file(file, error))
    return refuse("no such file; it should be a CSV file with a header of paths, from the sweep's folder");
  if (fs::file_size(file, error) > most_bytes) return refuse("it has more than 256 MB; give fewer points");
  draft.sweep.points_text = bytes_of(file);
  draft.sweep.axes.insert(draft.sweep.axes.begin(), read_points_text(draft.sweep.points_text, file.string(),
                                                                     draft.points_place, problems));
}

Section<Design> morris_schema() {
  Section<Design> section(
      "Morris's screening: mean and spread of elementary effects; cheap, for many parameters.");
  section.integer("trajectories", &Design::size, 2, 100'000, "How often each parameter is moved; 10 to 50.")
      .integer("levels", &Design::levels, 2, 1'000, "Values of the grid, an even number.")
      .shorthand("trajectories")
      .check([](const Design& design, const Node& node, Reader& reader) {
        if (design.levels % 2 != 0)
          reader.problem(node, "'levels' has to be even, so that all values are as likely");
        if (design.size == 0) reader.problem(node, "needs the key 'trajectories'");
      });
  return section;
}

Section<Design> design_schema() {
  using Kind = Design::Kind;
  Section<Design> section("Which points are run; all combinations of the listed values unless given.");
  const auto sized = [&](const std::string& key, Kind kind, const std::string& about) {
    section.custom({key, "whole number", about, "", false, {}},
                   [=](const Node& node, Design& design, Reader& reader) {
                     if (design.size > 0) return reader.problem(node, "one design only");
                     design.kind = kind;
                     design.size = reader.integer(node, 1, 10'000'000, 1);
                   });
  };
  sized("random", Kind::random, "So many independent draws: a cohort of patients.");
  sized("latin_hypercube", Kind::latin_hypercube, "So many draws, one in each equal slice of each axis.");
  sized("sobol", Kind::sobol, "So many points of Sobol's sequence, which fills space evenly.");
  sized("saltelli", Kind::saltelli, "Variance-based sensitivity: so many rows, each of axes + 2 points.");
  const Section<Design> morris = morris_schema();
  section.custom({"morris", "map", "Screening.", "", false, morris.doc_pointer()},
                 [=](const Node& node, Design& design, Reader& reader) {
                   if (design.size > 0) return reader.problem(node, "one design only");
                   design.kind = Kind::morris;
                   morris.read(node, design, reader);
                 });
  return section;
}

Section<SurvivalQuestion> survival_schema() {
  Section<SurvivalQuestion> section(
      "A Kaplan-Meier curve of each group, and the log-rank test between them.");
  section.text("event", &SurvivalQuestion::event, true, "A measure that is a time, e.g. first_implant.")
      .text("by", &SurvivalQuestion::by, false,
            "The column that names the group, e.g. parameters.mmp1_load.group.")
      .text("unit", &SurvivalQuestion::time_unit, false,
            "Name of the unit of the curves' time; d unless given.")
      .quantity("per_day", &SurvivalQuestion::time_scale, Dimension::number, {false, positive},
                "How many of these units a simulated day stands for.");
  return section;
}

Section<RocQuestion> roc_schema() {
  Section<RocQuestion> section(
      "How well a measure tells groups from the first of them: the curve of sensitivity against specificity, "
      "and the "
      "area under it.");
  section
      .text("measure", &RocQuestion::measure, true,
            "What is found at the end, e.g. positives; much is a sign.")
      .text(
          "by", &RocQuestion::by, true,
          "The column that names the group, whose values are listed; the first is that of the healthy, e.g. "
          "parameters.tumour_volume.")
      .quantity("specificity", &RocQuestion::specificity, Dimension::number, {false, share},
                "How many of the healthy have to be found healthy, where the sensitivity is told.");
  return section;
}

template <class Value>
Section<Draft>::Read into(Value Sweep::*member, std::function<Value(const Node&, Reader&)> read) {
  return [=](const Node& node, Draft& draft, Reader& reader) { draft.sweep.*member = read(node, reader); };
}

const Section<Draft>& schema() {
  static const Section<Draft> made = [] {
    const Section<Design> design = design_schema();
    const Section<SurvivalQuestion> survival = survival_schema();
    const Section<RocQuestion> roc = roc_schema();
    Section<Draft> s("A sweep: many runs of an experiment.");
    s.custom({"experiment", "text", "Path of an experiment's file, from the sweep's folder.", "", true, {}},
             [](const Node& node, Draft& draft, Reader& reader) {
               draft.experiment = reader.text(node);
               draft.sweep.experiment_place = node.place;
             })
        .custom({"about", "text", "What is asked, in a sentence.", "", false, {}},
                into<std::string>(&Sweep::about, [](const Node& n, Reader& r) { return r.text(n); }))
        .custom(
            {"vary", "map from path",
             "Of each path a list of values, or a distribution; or, of any name, "
             "{alternatives: {name: {path: value}}}, which set several paths together. `vary: priors` (or "
             "{priors: all}) draws every number whose prior the model gives from that; {priors: [path, ...]} "
             "those listed, from their default priors, too.",
             "", false, spread_doc()},
            read_vary)
        .custom({"points",
                 "list of maps, or a CSV file",
                 "Points one by one, each a map from paths to values; a file's header names the paths.",
                 "",
                 false,
                 {}},
                read_point_list)
        .custom({"set", "map from path to value", "Changes of all runs.", "", false, {}},
                [](const Node& node, Draft& draft, Reader& reader) {
                  if (node.kind != Node::Kind::map)
                    return reader.problem(node, "expected a map from paths to values");
                  draft.sweep.set = node.entries;
                })
        .custom({"design", "map", "Which points are run.", "all combinations", false, design.doc_pointer()},
                [=](const Node& node, Draft& draft, Reader& reader) {
                  design.read(node, draft.sweep.design, reader);
                })
        .custom(
            {"replicates", "whole number", "Runs of each point, with seeds of their own.", "1", false, {}},
            into<long>(&Sweep::replicates,
                       [](const Node& n, Reader& r) { return r.integer(n, 1, 1'000'000, 1); }))
        .custom(
            {"seed",
             "whole number",
             "Of all draws of the sweep; the runs' seeds follow from it.",
             "1",
             false,
             {}},
            into<long>(&Sweep::seed, [](const Node& n, Reader& r) { return r.integer(n, 0, 1L << 53, 1); }))
        .custom(
            {"paired", "true or false", "Replicate r has the same seed at every point.", "false", false, {}},
            into<bool>(&Sweep::paired, [](const Node& n, Reader& r) { return r.flag(n); }))
        .custom({"measure", "list of names", "The measures of the results; all unless given.", "", false, {}},
                [](const Node& node, Draft& draft, Reader& reader) {
                  draft.sweep.measures = read_words(node, reader);
                })
        .custom(
            {"series", "true or false", "Also series.csv, the measures at each record.", "false", false, {}},
            into<bool>(&Sweep::series, [](const Node& n, Reader& r) { return r.flag(n); }))
        .custom({"keep",
                 "nothing | tables | everything",
                 "What of each run stays on disk.",
                 "nothing",
                 false,
                 {}},
                [](const Node& node, Draft& draft, Reader& reader) {
                  const std::vector<std::string> words{"nothing", "tables", "everything"};
                  const auto found = std::find(words.begin(), words.end(), node.scalar);
                  if (found == words.end())
                    return reader.problem(
                        node, "unknown word '" + node.scalar + "'; " + suggest(node.scalar, words));
                  draft.sweep.keep = static_cast<Keep>(found - words.begin());
                })
        .custom(
            {"kept_replicates", "whole number", "Of how many replicates of each point.", "all", false, {}},
            into<long>(&Sweep::kept_replicates,
                       [](const Node& n, Reader& r) { return r.integer(n, 1, 1'000'000'000, 1); }))
        .custom({"survival", "map", "Time to an event, by groups.", "", false, survival.doc_pointer()},
                [=](const Node& node, Draft& draft, Reader& reader) {
                  draft.sweep.survival.emplace_back();
                  survival.read(node, draft.sweep.survival.back(), reader);
                  draft.sweep.survival.back().place = node.place;
                })
        .custom({"roc", "map", "How well a measure tells those with something from those without.", "", false,
                 roc.doc_pointer()},
                [=](const Node& node, Draft& draft, Reader& reader) {
                  draft.sweep.roc.emplace_back();
                  roc.read(node, draft.sweep.roc.back(), reader);
                  draft.sweep.roc.back().place = node.place;
                });
    return s;
  }();
  return made;
}

}  // namespace

bool is_sweep(const fs::path& file) {
  Problems ignored;
  const Node node = read_document(file, ignored);
  return node.find("vary") || node.find("points") || (node.find("experiment") && !node.find("model"));
}

Sweep read_sweep(const fs::path& file, const Library& library) {
  Problems problems;
  Draft draft;
  read_document(file, problems);  // says what is wrong with the file itself
  problems.throw_if_any();
  draft.sweep.text = bytes_of(file);
  const Node node = read_text(draft.sweep.text, file.string(), problems);
  problems.throw_if_any();
  Reader reader(problems, {});
  draft.sweep.file = file;
  draft.sweep.name = file.stem().string();
  schema().read(node, draft, reader);
  Sweep& sweep = draft.sweep;
  sweep.experiment = (file.parent_path() / draft.experiment).lexically_normal();
  std::error_code ignored;
  if (!draft.experiment.empty() && !fs::is_regular_file(sweep.experiment, ignored))
    problems.add(
        sweep.experiment_place, "experiment",
        "there is no file '" + sweep.experiment.string() + "'; the path starts at the sweep's folder");
  if (!draft.points_file.empty()) read_points_file(draft, problems);
  if (draft.priors && problems.empty()) add_prior_axes(draft, library, problems);
  if (sweep.axes.empty() && sweep.replicates == 1 && problems.empty())
    problems.add(node.place, "vary",
                 "a sweep varies something or does it several times; add 'vary', 'points' or 'replicates'");
  if (problems.empty()) generate_points(sweep, problems);
  problems.throw_if_any();
  return std::move(draft.sweep);
}

std::shared_ptr<const SectionDoc> sweep_doc() { return schema().doc_pointer(); }

}  // namespace exomet
