#include "sim/study/twins.hpp"

#include <map>

#include "sim/study/point_plan.hpp"

namespace exomet {

std::vector<std::string> twins_of(const Sweep& sweep, const Library& library) {
  constexpr std::size_t most_points = 100;
  std::vector<std::string> twins;
  if (sweep.points() > most_points) return twins;
  std::map<std::string, std::size_t> point_of;  // by the address of its first run
  for (std::size_t point = 0; point < sweep.points(); ++point) {
    const std::size_t run = point * static_cast<std::size_t>(sweep.replicates);
    const std::string address = run_of(sweep, plan_point(sweep, point, library), run).address;
    const auto [first, is_new] = point_of.emplace(address, point);
    if (!is_new) twins.push_back("points " + std::to_string(first->second) + " and " + std::to_string(point));
  }
  return twins;
}

}  // namespace exomet
