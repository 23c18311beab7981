#include "sim/study/sweep.hpp"

#include <algorithm>

namespace exomet {

std::size_t Sweep::points() const {
  if (design.kind != Design::Kind::factorial) return cube.size();
  std::size_t product = 1;
  for (const Axis& axis : axes) product *= axis.values.size();
  return product;
}

// Of a factorial design the last axis changes fastest.
std::vector<AxisValue> Sweep::at(std::size_t point) const {
  std::vector<AxisValue> values(axes.size());
  for (std::size_t a = axes.size(); a-- > 0;) {
    const Axis& axis = axes[a];
    if (design.kind != Design::Kind::factorial) {
      values[a] = axis.at(cube[point][a]);
    } else {
      values[a] = axis.values[point % axis.values.size()];
      point /= axis.values.size();
    }
  }
  return values;
}

std::vector<Entry> Sweep::settings(std::size_t point) const {
  std::vector<Entry> all = set;
  for (const AxisValue& value : at(point))
    all.insert(all.end(), value.settings.begin(), value.settings.end());
  return all;
}

std::vector<AxisColumn> Sweep::columns() const {
  std::vector<AxisColumn> all;
  for (const Axis& axis : axes) all.insert(all.end(), axis.columns.begin(), axis.columns.end());
  return all;
}

std::vector<std::string> Sweep::groups_of(const std::string& column) const {
  std::vector<std::string> groups;
  for (const Axis& axis : axes)
    for (std::size_t c = 0; c < axis.columns.size(); ++c)
      if (axis.columns[c].name == column)
        for (const AxisValue& value : axis.values)
          if (std::find(groups.begin(), groups.end(), value.cells[c]) == groups.end())
            groups.push_back(value.cells[c]);
  return groups;
}

}  // namespace exomet
