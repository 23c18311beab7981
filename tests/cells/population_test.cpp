#include "sim/cells/population.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace exomet;

namespace {

// Five cells whose every column differs, with two cargos and two states.
Population five() {
  Population cells;
  cells.cargo.resize(2);
  cells.column("age");
  for (int i = 0; i < 5; ++i)
    cells.append(static_cast<CellTypeId>(i), {i + 0.1, i + 0.2, i + 0.3}, 10 + i, 100 + i, i);
  cells.column("debt");
  for (int i = 0; i < 5; ++i) {
    cells.life[i] = i % 2 ? Life::dying : Life::alive;
    cells.attachment[i] = i % 2 ? Attachment::cells : Attachment::tissue;
    for (int c = 0; c < 2; ++c) cells.cargo[c][i] = 1000 * (c + 1) + i;
    for (int s = 0; s < 2; ++s) cells.state[s][i] = -1000 * (s + 1) - i;
  }
  return cells;
}

// That cell `at` of `cells` is cell `was` of `before`, its id aside.
void check_same(const Population& cells, CellIndex at, const Population& before, CellIndex was) {
  CHECK(cells.parent[at] == before.parent[was]);
  CHECK(cells.type[at] == before.type[was]);
  CHECK(cells.life[at] == before.life[was]);
  CHECK(cells.attachment[at] == before.attachment[was]);
  CHECK(cells.x[at] == before.x[was]);
  CHECK(cells.y[at] == before.y[was]);
  CHECK(cells.z[at] == before.z[was]);
  CHECK(cells.diameter[at] == before.diameter[was]);
  CHECK(cells.born[at] == before.born[was]);
  for (int c = 0; c < 2; ++c) CHECK(cells.cargo[c][at] == before.cargo[c][was]);
  for (int s = 0; s < 2; ++s) CHECK(cells.state[s][at] == before.state[s][was]);
}

void check_lengths(const Population& cells, std::size_t size) {
  CHECK(cells.size() == size);
  for (const auto* column : {&cells.x, &cells.y, &cells.z, &cells.diameter, &cells.born, &cells.cargo[0],
                             &cells.cargo[1], &cells.state[0], &cells.state[1]})
    CHECK(column->size() == size);
  CHECK(cells.parent.size() == size);
  CHECK(cells.type.size() == size);
  CHECK(cells.life.size() == size);
  CHECK(cells.attachment.size() == size);
}

}  // namespace

TEST_CASE("A new cell gets the next id and is alive and unattached and empty") {
  Population cells = five();
  const CellIndex i = cells.append(7, {1, 2, 3}, 16, 360, 4);
  CHECK(i == 5);
  check_lengths(cells, 6);
  CHECK(cells.id[i] == 6);
  CHECK(cells.next_id == 7);
  CHECK(cells.parent[i] == 4);
  CHECK(cells.type[i] == 7);
  CHECK(cells.alive(i));
  CHECK(cells.attachment[i] == Attachment::none);
  CHECK((cells.x[i] == 1 && cells.y[i] == 2 && cells.z[i] == 3));
  CHECK(cells.diameter[i] == 16);
  CHECK(cells.born[i] == 360);
  CHECK(
      (cells.cargo[0][i] == 0 && cells.cargo[1][i] == 0 && cells.state[0][i] == 0 && cells.state[1][i] == 0));
}

TEST_CASE("A copied cell has a new id and all else of the cell") {
  const Population before = five();
  Population cells = before;
  const CellIndex i = cells.append_copy(3);
  CHECK(i == 5);
  check_lengths(cells, 6);
  CHECK(cells.id[i] == 6);
  check_same(cells, i, before, 3);
  for (CellIndex old = 0; old < 5; ++old) {
    CHECK(cells.id[old] == before.id[old]);
    check_same(cells, old, before, old);
  }
}

TEST_CASE("Removal keeps the order and every column of the rest and never reuses an id") {
  const Population before = five();
  Population cells = before;
  cells.remove({1, 0, 0, 1, 0});
  check_lengths(cells, 3);
  const CellIndex kept[] = {1, 2, 4};
  for (CellIndex at = 0; at < 3; ++at) {
    CHECK(cells.id[at] == before.id[kept[at]]);
    check_same(cells, at, before, kept[at]);
  }
  cells.remove({0, 0, 1});
  check_lengths(cells, 2);
  CHECK(cells.id[cells.append(0, {}, 1, 0, 0)] == 6);
}

TEST_CASE("Removal of none changes nothing and of all leaves nobody") {
  const Population before = five();
  Population cells = before;
  cells.remove(std::vector<std::uint8_t>(5, 0));
  check_lengths(cells, 5);
  check_same(cells, 4, before, 4);
  cells.remove(std::vector<std::uint8_t>(5, 1));
  check_lengths(cells, 0);
}

TEST_CASE("A state column is found by its name or added with zeros") {
  Population cells = five();
  CHECK(cells.column("age") == 0);
  CHECK(cells.column("debt") == 1);
  CHECK(cells.column("grip") == 2);
  CHECK(cells.state_names == std::vector<std::string>{"age", "debt", "grip"});
  CHECK(cells.state[2] == std::vector<double>(5, 0.0));
}
