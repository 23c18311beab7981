// The sections of a model's schema, one function each.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/config/schema.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/model.hpp"
#include "sim/run/placement.hpp"

namespace exomet {

// A cell type while it is being read.
struct CellDraft {
  std::string name;
  double diameter = 0;      // um
  double grows_over = 240;  // min; infinite: never
  std::vector<std::pair<std::string, std::shared_ptr<Mechanism>>> mechanisms;
};

Geometry read_domain(const Node&, Reader&);
std::shared_ptr<const SectionDoc> domain_doc();
Section<Medium> medium_schema();
Section<Mechanics> mechanics_schema();
Section<Steps> steps_schema();
Section<Cargo> cargo_schema();
Section<Species> species_schema(bool vesicle);
Section<TissueKind> tissue_schema();
Section<Compartment> compartment_schema();
void check_compartments(const Model&, const Node& document, Reader&);
const Section<CellDraft>& cell_type_schema();
std::shared_ptr<const SectionDoc> treatment_doc();
void check_parameters(const Node&, Reader&);
void check_parameter(const Node&, Reader&);
void check_model(const Model&, const Node&, Reader&);  // what only shows across sections

// A list of placements: [{scatter...}, ...].
std::vector<std::shared_ptr<const Placement>> read_placements(const Node&, Reader&);

// The entry of a map whose key names a kind of a registry: covered_area in {covered_area: mesothelial, at:
// ...}. nullptr after a problem.
template <class Base>
const Entry* find_registered(const Node& node, const std::string& what, Reader& reader) {
  if (node.kind == Node::Kind::map)
    for (const Entry& entry : node.entries)
      if (Registry<Base>::kinds().contains(entry.key)) return &entry;
  std::string found;
  if (node.kind == Node::Kind::map && !node.entries.empty()) found = node.entries.front().key;
  reader.problem(node, "expected a " + what + (found.empty() ? "" : ", '" + found + "' is none") + "; " +
                           suggest(found, Registry<Base>::keys()));
  return nullptr;
}

}  // namespace exomet
