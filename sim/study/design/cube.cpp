#include "sim/study/design/cube.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <numeric>

#include "sim/base/random.hpp"

namespace exomet {

namespace {

// 0 .. n-1 in random order (Fisher and Yates).
std::vector<std::size_t> shuffled(std::size_t n, Random& random) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i)
    std::swap(order[i - 1], order[static_cast<std::size_t>(random.uniform() * static_cast<double>(i))]);
  return order;
}

std::uint64_t stream_of(const std::string& axis) {  // 48 bits of FNV-1a
  std::uint64_t hash = 14695981039346656037u;
  for (char c : axis) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash >> 16;
}

}  // namespace

Cube random_cube(std::size_t points, const std::vector<std::string>& axes, std::uint64_t seed) {
  Cube cube(points, std::vector<double>(axes.size()));
  for (std::size_t i = 0; i < points; ++i)
    for (std::size_t a = 0; a < axes.size(); ++a)
      cube[i][a] = Random(seed, stream_of(axes[a]), i, purpose("design: random")).uniform();
  return cube;
}

Cube latin_hypercube(std::size_t points, const std::vector<std::string>& axes, std::uint64_t seed) {
  Cube cube(points, std::vector<double>(axes.size()));
  for (std::size_t a = 0; a < axes.size(); ++a) {
    Random random(seed, stream_of(axes[a]), points, purpose("design: hypercube"));
    const std::vector<std::size_t> slice = shuffled(points, random);
    for (std::size_t i = 0; i < points; ++i)
      cube[i][a] = (static_cast<double>(slice[i]) + random.uniform()) / static_cast<double>(points);
  }
  return cube;
}

Cube sobol_cube(std::size_t points, std::size_t axes) {
  boost::random::sobol engine(axes);
  constexpr double range = 18446744073709551616.0;  // 2^64
  Cube cube(points, std::vector<double>(axes));
  for (std::vector<double>& point : cube)
    for (double& u : point) u = static_cast<double>(engine()) / range;
  return cube;
}

Cube morris_cube(std::size_t trajectories, std::size_t axes, long levels, std::uint64_t seed) {
  const double step = static_cast<double>(levels / 2) / static_cast<double>(levels - 1);
  Cube cube;
  for (std::size_t t = 0; t < trajectories; ++t) {
    Random random(seed, t, 0, purpose("design: morris"));
    std::vector<double> at(axes), to(axes);
    for (std::size_t a = 0; a < axes; ++a) {
      const double low =
          std::floor(random.uniform() * static_cast<double>(levels / 2)) / static_cast<double>(levels - 1);
      const bool up = random.uniform() < 0.5;
      at[a] = up ? low : low + step;
      to[a] = up ? low + step : low;
    }
    cube.push_back(at);
    for (std::size_t a : shuffled(axes, random)) {
      at[a] = to[a];
      cube.push_back(at);
    }
  }
  return cube;
}

Cube saltelli_cube(std::size_t base, std::size_t axes) {
  Cube cube;
  for (const std::vector<double>& row : sobol_cube(base, 2 * axes)) {
    const auto half = row.begin() + static_cast<std::ptrdiff_t>(axes);
    const std::vector<double> a(row.begin(), half), b(half, row.end());
    cube.push_back(a);
    cube.push_back(b);
    for (std::size_t i = 0; i < axes; ++i) {
      std::vector<double> mixed = a;
      mixed[i] = b[i];
      cube.push_back(std::move(mixed));
    }
  }
  return cube;
}

}  // namespace exomet
