#include "sim/run/checkpoint/world_columns.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/run/checkpoint/observation_fields.hpp"
#include "tests/checkpoint/world.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {

World through_file(const World& world) {
  Hdf5Writer file;
  write_world(file, world);
  return read_world(Hdf5Reader(file.image(0)));
}

// Where the fields of a record lie in it, as [begin, end).
template <class T>
std::vector<std::pair<std::size_t, std::size_t>> extents(const T& record) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  visit_fields(record, [&](const char*, const auto& field) {
    const auto begin = static_cast<std::size_t>(reinterpret_cast<const char*>(&field) -
                                                reinterpret_cast<const char*>(&record));
    found.emplace_back(begin, begin + sizeof field);
  });
  std::sort(found.begin(), found.end());
  return found;
}

// No gap between the fields is larger than what aligns the next one (or the whole record).
template <class T>
bool is_covered() {
  const T record{};
  std::size_t reached = 0;
  for (const auto& [begin, end] : extents(record)) {
    if (begin < reached || begin - reached >= alignof(T)) return false;
    reached = end;
  }
  return sizeof(T) - reached < alignof(T);
}

}  // namespace

TEST_CASE("the list of fields names every member of what a world is made of once") {
  CHECK(is_covered<World>());
  CHECK(is_covered<Population>());
  CHECK(is_covered<DonorField>());
  CHECK(is_covered<Balance>());
  CHECK(is_covered<Tissue>());
  CHECK(is_covered<Event>());
  CHECK(is_covered<MeasureMemory>());
  CHECK(is_covered<MessageKey>());
  CHECK(is_covered<Vec3>());
}

TEST_CASE("a world whose every field is set comes back from a file as it was") {
  const World world = full_world();
  REQUIRE(digest(world) != digest(World{}));
  const World back = through_file(world);
  CHECK(same(back, world));
  CHECK(digest(back) == digest(world));
}

TEST_CASE("what was observed comes back from a file as it was") {
  RunState state;
  Filler filler;
  filler.fill(state.memory), filler.fill(state.happened.events), filler.fill(state.happened.messages);
  Hdf5Writer file;
  write_observations(file, state);
  RunState back;
  read_observations(Hdf5Reader(file.image(0)), back);
  CHECK(same(back.memory, state.memory));
  CHECK(same(back.happened.events, state.happened.events));
  CHECK(same(back.happened.messages, state.happened.messages));
}

TEST_CASE("an empty world comes back from a file as it was") { CHECK(same(through_file(World{}), World{})); }

TEST_CASE("numbers that are none and numbers without end come back with the same bits") {
  World world = full_world();
  world.cells.x = {nowhere, std::numeric_limits<double>::infinity(), -0.0};
  world.cells.id[0] = std::numeric_limits<std::uint64_t>::max();
  CHECK(digest(through_file(world)) == digest(world));
}

TEST_CASE("the digest sees every field") {
  const World world = full_world();
  int fields = 0;
  visit_fields(world, [&](const char*, const auto&) { ++fields; });
  for (int changed = 0; changed < fields; ++changed) {
    World other = world;
    int at = 0;
    std::string name;
    visit_fields(other, [&]<class T>(const char* called, T& field) {
      if (at++ == changed) field = T{}, name = called;
    });
    INFO(name);
    CHECK(digest(other) != digest(world));
    CHECK_FALSE(same(other, world));
  }
}

TEST_CASE("a file without a field or with one of another type is an error that names it") {
  Hdf5Writer empty;
  CHECK_THROWS_WITH(read_world(Hdf5Reader(empty.image(0))), Catch::Contains("world/seed"));
  Hdf5Writer other;
  const int seed = 1;
  other.write("world/seed", &seed, 1);
  CHECK_THROWS_WITH(read_world(Hdf5Reader(other.image(0))),
                    Catch::Contains("world/seed") && Catch::Contains("another type"));
}

TEST_CASE("the same world gives the same bytes") {
  Hdf5Writer a, b;
  write_world(a, full_world());
  write_world(b, full_world());
  CHECK(a.image(512) == b.image(512));
}
