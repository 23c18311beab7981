#include "sim/run/measures/earlier.hpp"

namespace exomet {

std::string read_earlier(const std::string& name, const Node& node, Reader& reader) {
  const int other = reader.name(name, node.place, "measure");
  const std::string path = reader.path();  // measures.<own name>.<key>
  const std::size_t begin = path.find('.') + 1;
  if (other >= reader.words.find("measure", path.substr(begin, path.find('.', begin) - begin)))
    reader.problem(node, "'" + name + "' has to stand before this measure; move one of them");
  return name;
}

const Measure* find_measure(const std::vector<NamedMeasure>& measures, const std::string& name) {
  for (const NamedMeasure& one : measures)
    if (one.name == name) return one.measure.get();
  return nullptr;
}

std::string OfAnother::know(const std::vector<NamedMeasure>& earlier) {
  if (const Measure* const other = find_measure(earlier, measure_))
    dimension_ = other->dimension(), unit_ = other->unit();
  return {};
}

}  // namespace exomet
