#include "sim/run/cell_types.hpp"

namespace exomet {

namespace {
void read_one(const Node& node, CellTypes& types, Reader& reader) {
  const int type = reader.name(node, "cell type");
  if (type < 0) return;
  const auto id = static_cast<CellTypeId>(type);
  if (types.has(id))
    return reader.problem(node,
                          "'" + node.scalar + "' is named twice; its cells would count once all the same");
  types.list.insert(std::upper_bound(types.list.begin(), types.list.end(), id), id);
}
}  // namespace

void read_cell_types(const Node& node, CellTypes& types, Reader& reader) {
  if (node.kind != Node::Kind::sequence) return read_one(node, types, reader);
  if (node.items.empty())
    reader.problem(node, "names no cell type; expected one or a list such as [tumour, macrophage]");
  for (const Node& item : node.items) read_one(item, types, reader);
}

}  // namespace exomet
