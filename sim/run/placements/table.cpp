// Cells from a table, as segmentation of an image or another program leaves it: a row a cell.
#include <xxhash.h>

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "sim/base/whole_file.hpp"
#include "sim/config/csv_text.hpp"
#include "sim/run/free_space.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/placements/length_unit.hpp"

namespace exomet {
namespace {

// What a label of the table stands for.
struct Label {
  std::string text;
  int type = -1;
};

struct Listed {
  Vec3 position;  // um
  int type = -1;
  std::vector<double> levels;  // copies, of the columns that are cargo
  SourceLocation place;
};

struct Table {
  std::vector<Listed> cells;
  std::array<bool, 3> has_axis{};
  std::vector<int> cargo;  // of Listed::levels
  std::uint64_t content = 0;
};

// From the rows of a file to cells.
class TableReader {
 public:
  TableReader(Reader& reader, const std::vector<Label>& labels, int type, double unit)
      : reader_(reader), labels_(labels), type_(type), unit_(unit) {}

  Table read(const std::vector<CsvRow>& rows) {
    if (!read_header(rows.front())) return {};
    const std::size_t before = reader_.problems.size();
    for (std::size_t row = 1; row < rows.size(); ++row) {
      if (reader_.problems.size() >= before + most_problems) {
        reader_.problem(rows[row].front().place, "there are many problems; from here on it isn't read");
        break;
      }
      read_cell(rows[row]);
    }
    return std::move(table_);
  }

 private:
  static constexpr std::size_t most_problems = 20;
  static constexpr int none = -1;

  // Whether the columns are there by which cells can be read.
  bool read_header(const CsvRow& header) {
    const std::size_t before = reader_.problems.size();
    std::set<std::string> names;
    for (std::size_t i = 0; i < header.size(); ++i)
      if (read_column(header[i].text, static_cast<int>(i)) && !names.insert(header[i].text).second)
        reader_.problem(header[i].place, "there are two columns '" + header[i].text + "'");
    if (type_column_ == none && type_ < 0)
      reader_.problem(header.front().place, "the table has no column 'type'; add it, or say 'of'");
    if (type_column_ == none && !labels_.empty())
      reader_.problem(header.front().place, "the table has no column 'type', of which 'types' speaks");
    if (type_column_ != none && type_ >= 0)
      reader_.problem(header[type_column_].place, "the table has a column 'type', so that 'of' says nothing");
    return reader_.problems.size() == before;
  }

  // Whether it is one that is read. Rows may end after the last of them.
  bool read_column(const std::string& name, int column) {
    const int cargo = reader_.words.find("cargo", name);
    if (name == "x" || name == "y" || name == "z")
      axes_[name[0] - 'x'] = column, table_.has_axis[name[0] - 'x'] = true;
    else if (name == "type")
      type_column_ = column;
    else if (cargo >= 0)
      table_.cargo.push_back(cargo), levels_.push_back(column);
    else
      return false;
    fields_ = static_cast<std::size_t>(column) + 1;
    return true;
  }

  void read_cell(const CsvRow& row) {
    if (row.size() < fields_) return reader_.problem(row.front().place, "has fewer fields than the header");
    Listed cell;
    cell.place = row.front().place;
    for (int axis = 0; axis < 3; ++axis)
      if (axes_[axis] != none) cell.position[axis] = unit_ * number(row, axes_[axis]);
    cell.type = type_column_ == none ? type_ : type_of(row);
    for (const int column : levels_) cell.levels.push_back(number(row, column));
    table_.cells.push_back(std::move(cell));
  }

  double number(const CsvRow& row, int column) {
    const std::string& text = row[column].text;
    try {
      const double value = parse_quantity(text, Dimension::number);
      if (value >= 0) return value;
      reader_.problem(row[column].place, "'" + text + "' is below 0, where nothing is");
    } catch (const QuantityError&) {
      reader_.problem(row[column].place, "'" + text + "' is no number");
    }
    return 0;
  }

  int type_of(const CsvRow& row) {
    const CsvField& field = row[type_column_];
    for (const Label& label : labels_)
      if (label.text == field.text) return label.type;
    if (!labels_.empty() && reader_.words.find("cell type", field.text) < 0) {
      reader_.problem(field.place, "'" + field.text +
                                       "' is no cell type and not among 'types'; say there what "
                                       "it stands for");
      return none;
    }
    return reader_.name(field.text, field.place, "cell type");
  }

  Reader& reader_;
  const std::vector<Label>& labels_;
  const int type_;
  const double unit_;
  std::array<int, 3> axes_{none, none, none};
  int type_column_ = none;
  std::size_t fields_ = 0;   // that a row has at least
  std::vector<int> levels_;  // columns
  Table table_;
};

class FromTable final : public Placement {
 public:
  static Section<FromTable> schema() {
    Section<FromTable> section(
        "Cells from a table, each where its row says; those that overlap are in events.csv and a note. Its "
        "columns are x, y and z (not needed on a flat axis), type, and cargo by name, in copies; others are "
        "left alone.");
    section.text("file", &FromTable::file_, true, "A CSV file; relative to the file that names it.")
        .custom({"unit", "unit of length, e.g. um", "Of x, y and z.", "", true, {}},
                [](const Node& node, FromTable& table, Reader& reader) {
                  table.unit_ = read_length_unit(node, "the program that wrote it", reader);
                })
        .reference("of", &FromTable::type_, "cell type", false,
                   "The type of all of them, if the table has no column 'type'.")
        .custom({"types",
                 "map from label to cell type",
                 "What labels in the column 'type' stand for, e.g. {CD68: macrophage}; names of cell types "
                 "stand for themselves.",
                 "",
                 false,
                 {}},
                [](const Node& node, FromTable& table, Reader& reader) { table.read_labels(node, reader); })
        .check(
            [](const FromTable& table, const Node& node, Reader& reader) { table.read_file(node, reader); });
    return section;
  }

  // All as if of the type of which there are most.
  Placed placed(const Model& model) const override {
    std::map<int, std::size_t> numbers;
    for (const Listed& cell : table_->cells) ++numbers[cell.type];
    Placed most;
    std::size_t largest = 0;
    for (const auto& [type, number] : numbers)
      if (number > largest) most.type = type, largest = number;
    most.cells = static_cast<double>(table_->cells.size());
    most.neighbours = most.cells > 0 ? model.kissing_number() : 0;
    return most;
  }

  std::string fault(const Model& model) const override {
    const Geometry& grid = model.geometry;
    const Vec3 extent = grid.extent();
    if (table_->cells.empty()) return {};  // couldn't be read, which was said
    for (int axis = 0; axis < 3; ++axis)
      if (!grid.flat(axis) && !table_->has_axis[axis])
        return "'" + file_ + "' has no column '" + "xyz"[axis] +
               "'; its columns are x, y, z (but for a flat axis), type, and cargo by name";
    for (const Listed& cell : table_->cells)
      for (int axis = 0; axis < 3; ++axis)
        if (!grid.flat(axis) && cell.position[axis] > extent[axis])
          return "'" + file_ + "', line " + std::to_string(cell.place.line) + ": lies at " +
                 format_quantity(cell.position[axis], Dimension::length) + " along " + "xyz"[axis] +
                 ", where the domain ends at " + format_quantity(extent[axis], Dimension::length) +
                 "; is the unit another one?";
    return {};
  }
  std::vector<InputFile> inputs() const override { return {{file_, table_->content}}; }

  void place(const Model& model, World& world, Happenings& happened, std::uint64_t) const override {
    FreeSpace room(model, world.cells);
    for (const Listed& cell : table_->cells) {
      const bool overlaps = !room.is_free(world.cells, cell.position, model.cells[cell.type].diameter);
      const CellIndex placed =
          place_cell(model, world, happened, static_cast<CellTypeId>(cell.type), cell.position);
      for (std::size_t c = 0; c < table_->cargo.size(); ++c)
        world.cells.cargo[table_->cargo[c]][placed] = cell.levels[c];
      if (overlaps) record_overlap(world, happened, placed);
      room.add(world.cells, placed);
    }
  }

 private:
  void read_labels(const Node& node, Reader& reader) {
    if (node.kind != Node::Kind::map) return reader.problem(node, "expected a map from labels to cell types");
    for (const Entry& entry : node.entries) {
      if (entry.key == "source" || entry.key == "about") continue;
      const Reader::Scope scope(reader, entry.key, entry.value);
      labels_.push_back({entry.key, reader.name(entry.value, "cell type")});
    }
  }

  static std::optional<std::string> bytes_of(const std::filesystem::path& path) {
    std::error_code none;
    try {
      if (std::filesystem::is_regular_file(path, none)) return read_whole(path);
    } catch (const RunError&) {
    }
    return {};
  }

  void read_file(const Node& node, Reader& reader) const {
    const Node& named = *node.find("file");
    const Reader::Scope scope(reader, "file", named);
    const auto path = std::filesystem::path(named.place.file).parent_path() / file_;
    const std::optional<std::string> text = bytes_of(path);
    if (!text) return reader.problem(named, "'" + file_ + "' is no file that can be read");
    const std::size_t before = reader.problems.size();
    const std::vector<CsvRow> rows = read_csv(*text, file_, reader.path(), reader.problems);
    if (reader.problems.size() > before) return;
    if (rows.size() < 2)
      return reader.problem(named, "'" + file_ + "' has no cells; give a header, and a row for each cell");
    *table_ = TableReader(reader, labels_, type_, unit_).read(rows);
    table_->content = XXH3_64bits(text->data(), text->size());
    if (reader.problems.size() > before) table_->cells.clear();
  }

  std::string file_;
  double unit_ = 1;  // um
  int type_ = -1;
  std::vector<Label> labels_;
  std::shared_ptr<Table> table_ = std::make_shared<Table>();  // read once all keys are known
};

const Registry<Placement>::Entry<FromTable> entry{"table"};

}  // namespace
}  // namespace exomet
