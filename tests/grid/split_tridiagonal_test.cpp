#include "sim/grid/diffusion/split_tridiagonal.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <vector>

#include "sim/grid/diffusion/uniform_rows.hpp"

using namespace exomet;

namespace {
Lines lines_of(std::size_t length, bool joined) {
  LineEnds ends;
  ends.joined = joined;
  if (!joined) ends.leaky = {true, true}, ends.outside = {3, 0.5};
  Lines lines(length, ends, 0.7);
  lines.set_diffusivity(2.5);
  return lines;
}

std::vector<double> some_values(std::size_t count) {
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = 1 + std::sin(static_cast<double>(i * i % 97));
  return values;
}
}  // namespace

TEST_CASE("lines that go down in parts of any size have the bits of lines that go down at once") {
  constexpr std::size_t groups = 3, stride = 160;
  for (const bool joined : {false, true})
    for (const std::size_t length : {1u, 2u, 5u, 16u})
      for (const std::size_t lines : {1u, 7u, 8u, 26u, 157u}) {
        const Lines along = lines_of(length, joined && length > 1);
        std::vector<double> room(SplitTridiagonal::scratch_size(lines * groups));
        std::vector<double> at_once = some_values(groups * length * stride), in_parts = at_once;
        const SplitTridiagonal whole(along, {at_once.data(), stride, lines}, groups, room.data());
        whole.eliminate(0, lines, 0, groups * length);
        const EndFlux expected = whole.substitute_back();

        const SplitTridiagonal parts(along, {in_parts.data(), stride, lines}, groups, room.data());
        for (std::size_t row = 0; row < groups * length; row += 3)  // across the borders of groups, too
          for (std::size_t line = 0; line < lines; line += 11)
            parts.eliminate(line, std::min<std::size_t>(11, lines - line), row,
                            std::min<std::size_t>(3, groups * length - row));
        const EndFlux flux = parts.substitute_back();
        INFO("length " << length << ", lines " << lines << ", joined " << joined);
        CHECK(in_parts == at_once);
        CHECK(flux.left == expected.left);
        CHECK(flux.supplied == expected.supplied);
      }
}

TEST_CASE("rows that lie one after another have the bits of lines that lie side by side") {
  for (const bool joined : {false, true})
    for (const std::size_t length : {1u, 2u, 7u, 8u, 9u, 24u, 71u})
      for (const std::size_t count : {1u, 8u, 11u, 16u}) {
        const Lines along = lines_of(length, joined && length > 1);
        const std::vector<double> before = some_values(length * count);
        std::vector<double> rows = before, columns(before.size()), room(length * uniform_rows_together),
                            of_parts(SplitTridiagonal::scratch_size(count));
        for (std::size_t j = 0; j < count; ++j)
          for (std::size_t i = 0; i < length; ++i) columns[i * count + j] = 0.75 * before[j * length + i];
        RowBlock block{rows.data(), count, room.data(), uniform_rows_together, 0.75};
        const EndFlux flux = solve_uniform_rows(along, block, nullptr, 0);
        const SplitTridiagonal parts(along, {columns.data(), count, count}, 1, of_parts.data());
        parts.eliminate(0, count, 0, length);
        const EndFlux expected = parts.substitute_back();

        INFO("length " << length << ", rows " << count << ", joined " << joined);
        CHECK(block.before == Approx(std::accumulate(before.begin(), before.end(), 0.0)).epsilon(1e-14));
        bool same = true;
        for (std::size_t j = 0; j < count; ++j)
          for (std::size_t i = 0; i < length; ++i)
            same = same && rows[j * length + i] == columns[i * count + j];
        CHECK(same);
        CHECK(flux.left == expected.left);
        CHECK(flux.supplied == expected.supplied);
      }
}

TEST_CASE("columns that go down as rows are solved have the bits of columns that go down after them") {
  for (const bool joined : {false, true})
    for (const std::size_t width : {3u, 8u, 16u, 77u, 130u})
      for (const std::size_t height : {1u, 2u, 9u, 16u, 21u}) {
        constexpr std::size_t planes = 2;
        const Lines along_rows = lines_of(width, joined),
                    along_columns = lines_of(height, joined && height > 1);
        std::vector<double> together = some_values(planes * height * width), in_turn = together;
        std::vector<double> room(width * uniform_rows_together),
            of_parts(SplitTridiagonal::scratch_size(width * planes));
        const auto solve = [&](std::vector<double>& values, bool in_passing) {
          const SplitTridiagonal columns(along_columns, {values.data(), width, width}, planes,
                                         of_parts.data());
          EndFlux flux;
          for (std::size_t row = 0; row < planes * height; row += uniform_rows_together) {
            RowBlock block{values.data() + row * width,
                           std::min(uniform_rows_together, planes * height - row), room.data(),
                           uniform_rows_together, 0.9};
            flux.add(solve_uniform_rows(along_rows, block, in_passing ? &columns : nullptr, row));
          }
          if (!in_passing) columns.eliminate(0, width, 0, planes * height);
          flux.add(columns.substitute_back());
          return flux;
        };
        const EndFlux flux = solve(together, true), expected = solve(in_turn, false);
        INFO("width " << width << ", height " << height << ", joined " << joined);
        CHECK(together == in_turn);
        CHECK(flux.left == expected.left);
        CHECK(flux.supplied == expected.supplied);
      }
}
