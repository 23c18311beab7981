#include "sim/run/language/placement_checks.hpp"

#include <algorithm>

namespace exomet {

namespace {

void check_one(const Placement& placement, const Model& model, const Node& item, const Entry& kind,
               Reader& reader) {
  if (const std::string what = placement.fault(model); !what.empty()) return reader.problem(item, what);
  const std::string what = placement.file_fault();
  if (what.empty()) return;
  const Node* named = kind.value.find("file");
  const Node& file = named ? *named : item;
  const Reader::Scope inner(reader, kind.key, kind.value), key(reader, "file", file);
  reader.problem(file, what);
}

}  // namespace

void check_placements(const std::vector<std::shared_ptr<const Placement>>& placements, const Model& model,
                      const Node& node, Reader& reader) {
  auto placement = placements.begin();
  for (std::size_t i = 0; i < node.items.size() && placement != placements.end(); ++i) {
    const Node& item = node.items[i];
    const auto kind = std::find_if(item.entries.begin(), item.entries.end(), [](const Entry& entry) {
      return Registry<Placement>::kinds().contains(entry.key);
    });
    if (kind == item.entries.end()) continue;  // which was told
    const Reader::Scope scope(reader, std::to_string(i), item);
    check_one(**placement++, model, item, *kind, reader);
  }
}

void check_at_once(const std::vector<Treatment>& treatments, const Model& model, const Node& document,
                   Reader& reader) {
  const Node* all = document.find("treatments");
  for (const Treatment& treatment : treatments) {
    const Node* node = all ? all->find(treatment.name) : nullptr;
    if (!node) continue;
    const Reader::Scope outer(reader, "treatments", *all), inner(reader, treatment.name, *node);
    if (const Node* removed = node->find("remove")) {
      const Reader::Scope scope(reader, "remove", *removed);
      check_removals(treatment.removed, model.geometry, *removed, reader);
    }
    if (const Node* added = node->find("add")) {
      const Reader::Scope scope(reader, "add", *added);
      check_placements(treatment.added, model, *added, reader);
    }
  }
}

}  // namespace exomet
