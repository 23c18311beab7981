#include "sim/run/language/model_schema.hpp"

#include <cmath>
#include <limits>

#include "sim/run/language/model_sections.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/signal.hpp"

namespace exomet {

Vocabulary declared_names(const Node& document) {
  Vocabulary words;
  const auto declare = [&](const std::string& key, std::initializer_list<std::string> kinds) {
    const Node* map = document.find(key);
    if (!map) return;
    for (const Entry& entry : map->entries)
      if (entry.key != "source" && entry.key != "about")
        for (const std::string& kind : kinds) words.add(kind, entry.key);
  };
  declare("cargo", {"cargo"});
  declare("vesicles", {"EV species", "EV or substance"});
  declare("substances", {"substance", "EV or substance"});
  declare("compartments", {"compartment"});
  declare("tissues", {"tissue", "tissue or cell type"});
  declare("cells", {"cell type", "tissue or cell type"});
  declare("measures", {"measure"});
  declare("treatments", {"treatment"});
  for (const std::string& signal : signal_names(words)) words.add("signal", signal);
  return words;
}

namespace {

// Reads a map of named things, each with the same section, in the order of the document.
template <class U>
void read_named(const Node& node, std::vector<U>& into, const Section<U>& inner, Reader& reader) {
  if (node.kind != Node::Kind::map) return reader.problem(node, "expected a map from names");
  for (const Entry& entry : node.entries) {
    if (entry.key == "source" || entry.key == "about") continue;
    const Reader::Scope scope(reader, entry.key, entry.value);
    U item;
    item.name = entry.key;
    inner.read(entry.value, item, reader);
    into.push_back(std::move(item));
  }
}

// Mechanisms claim their state columns here, before the model holds them as immutable.
void read_cells(const Node& node, Model& model, Reader& reader) {
  std::vector<CellDraft> drafts;
  read_named(node, drafts, cell_type_schema(), reader);
  constexpr std::size_t most_types = std::numeric_limits<CellTypeId>::max();
  if (drafts.size() > most_types)
    return reader.problem(node, "more than " + std::to_string(most_types) + " cell types; use fewer");
  for (CellDraft& draft : drafts) {
    CellType type{draft.name, draft.diameter, draft.grows_over, {}, {}};
    StateColumns columns(model.state_names, type.keeps);
    for (auto& [key, mechanism] : draft.mechanisms) {
      mechanism->declare(columns);
      type.mechanisms.push_back(mechanism);
      type.mechanism_keys.push_back(key);
    }
    model.cells.push_back(std::move(type));
  }
}

void read_start(const Node& node, Model& model, Reader& reader) {
  for (auto& placement : read_placements(node, reader)) model.start.push_back(std::move(placement));
}

void read_measures(const Node& node, Model& model, Reader& reader) {
  if (node.kind != Node::Kind::map) return reader.problem(node, "expected a map from names");
  for (const Entry& entry : node.entries) {
    if (entry.key == "source" || entry.key == "about") continue;
    const Reader::Scope scope(reader, entry.key, entry.value);
    const Entry* const chosen = find_registered<Measure>(entry.value, "measure", reader);
    if (!chosen) continue;
    const auto measure = Registry<Measure>::kinds().at(chosen->key).read(entry.value, reader);
    if (const std::string fault = measure->know(model.measures); !fault.empty())
      reader.problem(chosen->value, fault);
    model.measures.push_back({entry.key, measure});
  }
}

// Several kinds of thing are in one map: documents them as alternatives.
template <class Base>
std::shared_ptr<const SectionDoc> alternatives(const std::string& about) {
  auto doc = std::make_shared<SectionDoc>();
  doc->about = about;
  for (const auto& [key, kind] : Registry<Base>::kinds()) {
    const auto inner = kind.doc();
    doc->keys.push_back({"- " + key, "map", inner->about, "", false, inner});
  }
  return doc;
}

template <class U>
void add_map(Section<Model>& section, const std::string& key, std::vector<U> Model::*member,
             const Section<U>& inner, bool needed, const std::string& about) {
  section.custom({key, "map from name to", about, "", needed, inner.doc_pointer(), Holds::declared},
                 [=](const Node& node, Model& model, Reader& reader) {
                   read_named(node, model.*member, inner, reader);
                 });
}

void add_species(Section<Model>& section, const std::string& key, bool vesicle, const std::string& about) {
  const Section<Species> inner = species_schema(vesicle);
  section.custom({key, "map from name to", about, "", false, inner.doc_pointer(), Holds::declared},
                 [=](const Node& node, Model& model, Reader& reader) {
                   std::vector<Species> read;
                   read_named(node, read, inner, reader);
                   for (Species& species : read) species.vesicle = vesicle;
                   // EV species come first whatever the order in the file.
                   model.species.insert(vesicle ? model.species.begin() : model.species.end(),
                                        std::make_move_iterator(read.begin()),
                                        std::make_move_iterator(read.end()));
                 });
}

Section<Model> make_schema() {
  Section<Model> section("A model: what the biology is.");
  section.text("model", &Model::name, true, "The model's name.")
      .text("about", &Model::about, false, "What the model shows, in a sentence.")
      .custom({"parameters",
               "map from name to {value, range, prior, about, source}",
               "The knobs: what a student turns and a sweep varies; used elsewhere as $name.",
               "",
               false,
               {},
               Holds::declared},
              [](const Node& node, Model&, Reader& reader) { check_parameters(node, reader); })
      .custom(
          {"domain", "map", "The box that is simulated, and its grid.", "", true, domain_doc()},
          [](const Node& node, Model& model, Reader& reader) { model.geometry = read_domain(node, reader); })
      .section("medium", &Model::medium, medium_schema(), false, "The fluid around the cells.")
      .section("mechanics", &Model::mechanics, mechanics_schema(), true, "How cells push, hold and drag.")
      .section("steps", &Model::steps, steps_schema(), false, "The intervals of the stages.");
  add_map(section, "cargo", &Model::cargo, cargo_schema(), false, "What EVs carry into cells.");
  add_species(section, "vesicles", true, "EV species: diameter, cargo, half-life.");
  add_species(section, "substances", false, "Dissolved signals, such as RANKL or TGF-beta.");
  add_map(section, "compartments", &Model::compartments, compartment_schema(), false,
          "Well-mixed volumes beside the domain, such as blood.");
  add_map(section, "tissues", &Model::tissues, tissue_schema(), false, "Matter on the grid.");
  section
      .custom({"cells", "map from name to", "Cell types and what they do.", "", true,
               cell_type_schema().doc_pointer(), Holds::declared},
              read_cells)
      .custom({"start", "list of", "What is there at time 0.", "", false,
               alternatives<Placement>("Ways to place things."), Holds::list},
              read_start)
      .custom(
          {"treatments", "map from name to", "Changes with a schedule; an experiment names those it uses.",
           "", false, treatment_doc(), Holds::declared},
          [](const Node&, Model&, Reader&) {})
      .custom({"measures", "map from name to", "What is read out over time.", "", false,
               alternatives<Measure>("Ways to measure."), Holds::declared},
              read_measures)
      .check(check_model);
  return section;
}

}  // namespace

const Section<Model>& model_schema() {
  static const Section<Model> schema = make_schema();
  return schema;
}

std::optional<Model> read_model(const Node& document, Reader& reader) {
  const std::size_t before = reader.problems.size();
  Model model;
  model_schema().read(document, model, reader);
  if (reader.problems.size() > before) return std::nullopt;
  for (double* step : {&model.steps.transport, &model.steps.motion, &model.steps.rules})
    *step /= static_cast<double>(model.steps.refine);
  for (Species& species : model.species)
    if (std::isnan(species.diffusivity))
      species.diffusivity = stokes_einstein(species.diameter, model.medium);
  PairAdhesions adhesions;
  for (std::size_t type = 0; type < model.cells.size(); ++type)
    for (const auto& mechanism : model.cells[type].mechanisms)
      mechanism->set_adhesion(model.mechanics, static_cast<CellTypeId>(type), adhesions);
  if (!set_pairs(model.mechanics.contact, model.cells.size(), {model.mechanics.repulsion, 0}, adhesions)) {
    const Node& cells = *document.find("cells");
    const Reader::Scope scope(reader, "cells", cells);
    reader.problem(cells, "more than " + std::to_string(most_kinds) +
                              " types that each adhere to others in their own way; let some adhere alike");
  }
  return model;
}

}  // namespace exomet
