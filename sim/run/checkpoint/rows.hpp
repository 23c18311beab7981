// Many records of the same few numbers and texts as columns of a file, one for each field, and back.
#pragma once

#include <type_traits>
#include <variant>

#include "sim/base/error.hpp"
#include "sim/run/checkpoint/hdf5_columns.hpp"
#include "sim/run/world_fields.hpp"

namespace exomet {

// What a field is in the file: a state is its number.
template <class T>
struct StoredAs : std::type_identity<T> {};
template <class T>
requires std::is_enum_v<T>
struct StoredAs<T> : std::underlying_type<T> {
};
template <class T>
using Stored = typename StoredAs<std::remove_const_t<T>>::type;

template <class T, class Memory>
void write_column(Hdf5Writer& file, const std::string& path, const std::vector<T, Memory>& values) {
  if constexpr (std::is_same_v<T, std::string>)
    file.write(path, values);
  else
    file.write(path, reinterpret_cast<const Stored<T>*>(values.data()), values.size());
}

template <class T>
std::vector<T> read_column(const Hdf5Reader& file, const std::string& path) {
  if constexpr (std::is_same_v<T, std::string>)
    return file.read_texts(path);
  else
    return file.read<T>(path);
}

struct Column {
  std::string name;  // "time", "position.x"
  std::variant<std::vector<double>, std::vector<std::uint64_t>, std::vector<int>, std::vector<std::uint16_t>,
               std::vector<std::uint8_t>, std::vector<std::string>>
      values;
};

// Calls act(field) for the fields of a record, those of its records in their place.
template <class T, class Act>
void for_each_cell(T& value, const Act& act) {
  if constexpr (HasFields<T>)
    visit_fields(value, [&](const char*, auto& field) { for_each_cell(field, act); });
  else
    act(value);
}

// Empty columns for the fields of a record, in the order of for_each_cell.
template <class T>
void add_columns(const T& value, const std::string& name, std::vector<Column>& columns) {
  if constexpr (HasFields<T>)
    visit_fields(value, [&](const char* field, const auto& part) {
      add_columns(part, name.empty() ? field : name + "." + field, columns);
    });
  else
    columns.push_back({name, std::vector<Stored<T>>()});
}

template <class Row>
void write_rows(Hdf5Writer& file, const std::string& path, const std::vector<Row>& rows) {
  std::vector<Column> columns;
  add_columns(Row{}, "", columns);
  for (const Row& row : rows) {
    auto column = columns.begin();
    for_each_cell(row, [&]<class T>(const T& value) {
      std::get<std::vector<Stored<T>>>((column++)->values).push_back(static_cast<Stored<T>>(value));
    });
  }
  for (const Column& column : columns)
    std::visit([&](const auto& values) { write_column(file, path + "/" + column.name, values); },
               column.values);
}

template <class Row>
std::vector<Row> read_rows(const Hdf5Reader& file, const std::string& path) {
  std::vector<Column> columns;
  add_columns(Row{}, "", columns);
  std::vector<Row> rows;
  for (Column& column : columns)
    std::visit(
        [&]<class T>(std::vector<T>& values) {
          values = read_column<T>(file, path + "/" + column.name);
          if (&column == &columns.front()) rows.resize(values.size());
          if (values.size() != rows.size()) throw RunError("'" + path + "' has columns of several lengths");
        },
        column.values);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto column = columns.begin();
    for_each_cell(rows[i], [&]<class T>(T& value) {
      value = static_cast<T>(std::get<std::vector<Stored<T>>>((column++)->values)[i]);
    });
  }
  return rows;
}

}  // namespace exomet
