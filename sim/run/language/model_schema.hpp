// The schema of models/*.yaml: from a document to a Model.
#pragma once

#include <optional>

#include "sim/config/schema.hpp"
#include "sim/run/model.hpp"

namespace exomet {

// Fills the vocabulary with the names that the document declares: cargo, EVs, substances, tissues, cell
// types, signals, measures.
Vocabulary declared_names(const Node& document);

// The whole language of a model. Treatments are left to the plan.
const Section<Model>& model_schema();

// Reads a model whose `like:` and $parameters are already resolved. Problems go to the reader; after one
// there is no model, since nothing may be computed from half of one.
std::optional<Model> read_model(const Node& document, Reader&);

}  // namespace exomet
