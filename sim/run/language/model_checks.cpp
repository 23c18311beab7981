// What must fit together across the sections of a model.
#include <algorithm>

#include "sim/run/language/model_sections.hpp"
#include "sim/run/language/placement_checks.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/simulation.hpp"

namespace exomet {

namespace {

// Cells feel the nearest image of each other only: two that reach each other both ways round a periodic axis
// would feel one of both pushes.
void check_periods(const Model& model, const Node& node, Reader& reader) {
  const Mechanics& mechanics = model.mechanics;
  const double reach =
      (mechanics.adhesion > 0 ? interaction_reach(model) : touching_reach) * model.largest_diameter();
  for (int axis = 0; axis < 3; ++axis) {
    const double length = model.geometry.extent()[axis];
    if (!model.geometry.periodic(axis) || length >= 2 * reach) continue;
    const Node* const domain = node.find("domain");
    const Reader::Scope scope(reader, "domain", domain ? *domain : node);
    const Node* const size = domain ? domain->find("size") : nullptr;
    const Reader::Scope inner(reader, "size", size ? *size : node);
    reader.problem(
        size ? *size : node,
        std::string("the periodic axis ") + "xyz"[axis] + " (" + format_quantity(length, Dimension::length) +
            ") is shorter than twice the reach of two cells (" + format_quantity(reach, Dimension::length) +
            "), which would meet both ways round at once; make it at least " +
            format_quantity(2 * reach, Dimension::length) + " long, or closed");
  }
}

void check_measures(const Model& model, const Node& measures, Reader& reader) {
  for (const NamedMeasure& one : model.measures)
    if (const std::string what = one.measure->fault(model); !what.empty()) {
      const Node& node = *measures.find(one.name);
      const Reader::Scope section(reader, "measures", measures), scope(reader, one.name, node);
      reader.problem(node, what);
    }
}

void warn_of_outside(const Model& model, const Node& node, Reader& reader) {
  if (model.geometry.has_fixed_end()) return;
  for (const char* section : {"vesicles", "substances"})
    for (const Species& species : model.species) {
      const Node* map = node.find(section);
      const Node* one = map ? map->find(species.name) : nullptr;
      const Node* outside = one ? one->find("outside") : nullptr;
      if (!outside || species.outside <= 0) continue;
      const Reader::Scope outer(reader, section, *map), scope(reader, species.name, *one);
      reader.warn(outside->place,
                  "'outside' does nothing where no end of the domain is 'fixed'; see domain.boundary");
    }
}

void check_sizes(const Model& model, const Node& node, Reader& reader) {
  for (const CellType& type : model.cells)
    for (int axis = 0; axis < 3; ++axis)
      if (!model.geometry.flat(axis) && type.diameter > model.geometry.extent()[axis])
        reader.problem(place_of(node, "cells." + type.name + ".diameter"),
                       "cells of type '" + type.name + "' are larger than the domain along " + "xyz"[axis]);
}

// Snapshots write what the mechanisms keep beside what the model names.
void check_columns(const Model& model, const Node& node, Reader& reader) {
  const auto check_free = [&](const std::string& section, const std::string& name) {
    if (std::find(model.state_names.begin(), model.state_names.end(), name) != model.state_names.end())
      reader.problem(place_of(node, section + "." + name),
                     "the name '" + name + "' is taken (a mechanism keeps a column of it); choose another");
  };
  for (const Cargo& cargo : model.cargo) check_free("cargo", cargo.name);
  for (const Species& species : model.species)
    check_free(species.vesicle ? "vesicles" : "substances", species.name);
}

}  // namespace

void check_model(const Model& model, const Node& node, Reader& reader) {
  check_periods(model, node, reader);
  check_sizes(model, node, reader);
  check_columns(model, node, reader);
  warn_of_outside(model, node, reader);
  check_compartments(model, node, reader);
  if (const Node* start = node.find("start")) {
    const Reader::Scope scope(reader, "start", *start);
    check_placements(model.start, model, *start, reader);
  }
  if (const Node* measures = node.find("measures")) check_measures(model, *measures, reader);
}

}  // namespace exomet
