#include "sim/run/language/experiment_section.hpp"

#include <algorithm>
#include <limits>

#include "sim/config/suggestions.hpp"
#include "sim/run/output_format.hpp"

namespace exomet {

namespace {

using Words = std::vector<std::pair<std::string, SourceLocation>>;

Words read_words(const Node& node, Reader& reader) {
  Words words;
  if (node.kind == Node::Kind::scalar) return {{node.scalar, node.place}};
  if (node.kind != Node::Kind::sequence)
    return reader.problem(node, "expected a list of names, e.g. [a, b]"), words;
  for (const Node& item : node.items) words.emplace_back(reader.text(item), item.place);
  return words;
}

std::vector<std::string> read_formats(const Node& node, Reader& reader) {
  std::vector<std::string> known, formats;
  for (const auto& [name, format] : OutputFormat::all()) known.push_back(name);
  for (const auto& [word, place] : read_words(node, reader)) {
    if (!OutputFormat::all().contains(word))
      reader.problem(place, "there is no format '" + word + "'; " + suggest(word, known));
    else if (std::find(formats.begin(), formats.end(), word) == formats.end())
      formats.push_back(word);
  }
  return formats;
}

std::string about_formats() {
  std::string about = "How cells and fields are written, [vtk] unless given; [] if they aren't.";
  for (const auto& [name, format] : OutputFormat::all()) about += " " + name + ": " + format.about + ".";
  return about;
}

Section<Experiment> output_schema() {
  Section<Experiment> section("What is written, and how often.");
  section.quantity("every", &Experiment::every, Dimension::time, {false, positive}, "Cells and fields.")
      .quantity("measures", &Experiment::measures, Dimension::time, {false, positive}, "Measures.")
      .custom(
          {"fields", "list of names", "The EVs and substances to write; all unless given.", "", false, {}},
          [](const Node& node, Experiment& experiment, Reader& reader) {
            experiment.fields = read_words(node, reader);
            experiment.all_fields = false;
          })
      .custom({"formats", "list of formats", about_formats(), "", false, {}},
              [](const Node& node, Experiment& experiment, Reader& reader) {
                experiment.formats = read_formats(node, reader);
              });
  return section;
}

}  // namespace

const Section<Experiment>& experiment_schema() {
  static const Section<Experiment> schema = [] {
    const Section<Experiment> output = output_schema();
    Section<Experiment> section("An experiment: what is asked of a model.");
    section.text("model", &Experiment::model, true, "Name of a model in models/, or the path of its file.")
        .text("about", &Experiment::about, false, "What is asked, in a sentence.")
        .integer("seed", &Experiment::seed, 0, std::numeric_limits<long>::max(), "Of all random numbers.")
        .quantity("duration", &Experiment::duration, Dimension::time, {true, positive}, "Simulated time.")
        .custom({"set",
                 "map from path to value",
                 "Changes of the model, e.g. {parameters.mmp1_load: 2}.",
                 "",
                 false,
                 {},
                 Holds::paths},
                [](const Node& node, Experiment& experiment, Reader& reader) {
                  if (node.kind != Node::Kind::map)
                    return reader.problem(node, "expected a map from paths to values");
                  experiment.set = node;
                })
        .custom({"treatments", "list of names", "Treatments of the model that are given.", "", false, {}},
                [](const Node& node, Experiment& experiment, Reader& reader) {
                  experiment.treatments = read_words(node, reader);
                })
        .custom({"output", "map", "What is written, and how often.", "", false, output.doc_pointer()},
                [=](const Node& node, Experiment& experiment, Reader& reader) {
                  output.read(node, experiment, reader);
                });
    return section;
  }();
  return schema;
}

}  // namespace exomet
