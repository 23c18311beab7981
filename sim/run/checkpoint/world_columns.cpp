#include "sim/run/checkpoint/world_columns.hpp"

#include "sim/run/checkpoint/observation_fields.hpp"
#include "sim/run/checkpoint/rows.hpp"

namespace exomet {

namespace {

template <class T>
struct ElementOf {};
template <class T, class Memory>
struct ElementOf<std::vector<T, Memory>> : std::type_identity<T> {};
template <class T>
concept Vector = requires {
  typename ElementOf<T>::type;
};
template <class T>
using Element = typename ElementOf<T>::type;

template <class T>
concept Map = requires {
  typename T::mapped_type;
};

// Numbers, states or texts.
template <class T>
concept PlainColumn = Vector<T> &&(FieldScalar<Element<T>> || std::is_same_v<Element<T>, std::string>);

// What a map holds, as a row.
template <class Key, class Value>
struct MapRow {
  Key key{};
  Value value{};
};
template <class Key, class Value, class Visit>
void visit_fields(MapRow<Key, Value>& row, const Visit& visit) {
  visit("key", row.key), visit("value", row.value);
}
template <class Key, class Value, class Visit>
void visit_fields(const MapRow<Key, Value>& row, const Visit& visit) {
  visit("key", row.key), visit("value", row.value);
}

template <class T>
void write_field(Hdf5Writer& file, const std::string& path, const T& value) {
  if constexpr (FieldScalar<T>) {
    write_column(file, path, std::vector{value});
  } else if constexpr (PlainColumn<T>) {
    write_column(file, path, value);
  } else if constexpr (Map<T>) {
    std::vector<MapRow<typename T::key_type, typename T::mapped_type>> rows;
    for (const auto& [key, mapped] : value) rows.push_back({key, mapped});
    write_rows(file, path, rows);
  } else if constexpr (HasFields<T>) {
    visit_fields(value,
                 [&](const char* name, const auto& field) { write_field(file, path + "/" + name, field); });
  } else if constexpr (is_row<Element<T>>) {
    write_rows(file, path, value);
  } else {
    const std::uint64_t count = value.size();
    file.write(path + "/count", &count, 1);
    for (std::size_t i = 0; i < value.size(); ++i)
      write_field(file, path + "/" + std::to_string(i), value[i]);
  }
}

template <class T>
void read_field(const Hdf5Reader& file, const std::string& path, T& value) {
  if constexpr (FieldScalar<T>) {
    value = static_cast<T>(file.read_one<Stored<T>>(path));
  } else if constexpr (PlainColumn<T>) {
    value.clear();
    for (const auto& one : read_column<Stored<Element<T>>>(file, path))
      value.push_back(static_cast<Element<T>>(one));
  } else if constexpr (Map<T>) {
    value.clear();
    for (const auto& row : read_rows<MapRow<typename T::key_type, typename T::mapped_type>>(file, path))
      value.emplace(row.key, row.value);
  } else if constexpr (HasFields<T>) {
    visit_fields(value, [&](const char* name, auto& field) { read_field(file, path + "/" + name, field); });
  } else if constexpr (is_row<Element<T>>) {
    value = read_rows<Element<T>>(file, path);
  } else {
    const auto count = file.read_one<std::uint64_t>(path + "/count");
    if (count > file.most_parts()) throw RunError("'" + path + "' can't have as many parts as it says");
    value.resize(count);
    for (std::size_t i = 0; i < value.size(); ++i) read_field(file, path + "/" + std::to_string(i), value[i]);
  }
}

}  // namespace

void write_world(Hdf5Writer& file, const World& world) { write_field(file, "world", world); }

World read_world(const Hdf5Reader& file) {
  World world;
  read_field(file, "world", world);
  return world;
}

void write_observations(Hdf5Writer& file, const RunState& state) {
  write_field(file, "run/measure_memory", state.memory);
  write_field(file, "run/events", state.happened.events);
  write_field(file, "run/messages", state.happened.messages);
}

void read_observations(const Hdf5Reader& file, RunState& state) {
  read_field(file, "run/measure_memory", state.memory);
  read_field(file, "run/events", state.happened.events);
  read_field(file, "run/messages", state.happened.messages);
}

}  // namespace exomet
