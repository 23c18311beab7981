#include "sim/run/placements/length_unit.hpp"

namespace exomet {

double read_length_unit(const Node& node, const std::string& who, Reader& reader) {
  try {
    return parse_quantity("1 " + reader.text(node), Dimension::length);
  } catch (const QuantityError&) {
    reader.problem(node, "'" + node.scalar + "' is no unit of length; write um or mm, as " + who + " says");
    return 1;
  }
}

}  // namespace exomet
