#include "sim/run/removal.hpp"

namespace exomet {

void remove_cells(const Removal& removal, World& world, Happenings& happened) {
  Population& cells = world.cells;
  std::vector<std::uint8_t> gone(cells.size(), 0);
  bool any = false;
  for (CellIndex i = 0; i < cells.size(); ++i) {
    if (!removal.types.has(cells.type[i]) || !removal.region.contains(cells.position(i))) continue;
    happened.add(
        world, {world.time, event::excise, cells.id[i], 0, cells.type[i], removal.cause, cells.position(i)});
    gone[i] = any = true;
  }
  if (any) cells.remove(gone);
}

namespace {

Section<Removal> removal_schema() {
  Section<Removal> section("Cells of some types, the dying ones, too; each is an event 'excise'.");
  add_cell_types(section, "of", &Removal::types, true, "The types.");
  add_region(section, &Removal::region, "Where their centres lie.");
  return section;
}

// Calls act(removal's node) for one or for each of a list, within its scope.
template <class Act>
void for_each_node(const Node& node, Reader& reader, const Act& act) {
  if (node.kind != Node::Kind::sequence) return act(node);
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const Reader::Scope scope(reader, std::to_string(i), node.items[i]);
    act(node.items[i]);
  }
}

}  // namespace

std::shared_ptr<const SectionDoc> removal_doc() { return removal_schema().doc_pointer(); }

std::vector<Removal> read_removals(const Node& node, Reader& reader) {
  std::vector<Removal> removals;
  for_each_node(node, reader,
                [&](const Node& one) { removal_schema().read(one, removals.emplace_back(), reader); });
  return removals;
}

void check_removals(const std::vector<Removal>& removals, const Geometry& grid, const Node& node,
                    Reader& reader) {
  auto removal = removals.begin();
  for_each_node(node, reader, [&](const Node& one) {
    if (removal == removals.end()) return;
    if (const std::string what = removal++->region.fault_of_search(grid); !what.empty())
      reader.problem(one, what);
  });
}

}  // namespace exomet
