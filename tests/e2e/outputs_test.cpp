// What a run writes is complete, and says the same in all its files.
#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkPointData.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "sim/run/record/csv_table.hpp"
#include "tests/e2e/program.hpp"
#include "tests/export/readers.hpp"

namespace exomet::test {
namespace {

// Value of a measure at a time in days; -1 if there is none.
double measured(const CsvTable& rows, const std::string& measure, double day) {
  for (const auto& row : rows)
    if (row[1] == measure && std::abs(std::stod(row[0]) - day) < 1e-9) return std::stod(row[2]);
  return -1;
}

vtkDataArray* array(vtkDataSetAttributes* from, const char* name) {
  vtkDataArray* found = from->GetArray(name);
  if (!found) throw std::runtime_error(std::string("no array ") + name);
  return found;
}

double total(vtkDataArray* values) {
  double sum = 0;
  for (vtkIdType i = 0; i < values->GetNumberOfTuples(); ++i) sum += values->GetTuple1(i);
  return sum;
}

int count(vtkDataArray* values, double value) {
  int found = 0;
  for (vtkIdType i = 0; i < values->GetNumberOfTuples(); ++i) found += values->GetTuple1(i) == value;
  return found;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

TEST_CASE("a run writes all its files and nothing else") {
  Workplace place;
  const Said said = place.exomet("run e.yaml");
  INFO(said.err);
  REQUIRE(said.code == 0);
  CHECK(said.out.find("Written to out/e.") != std::string::npos);
  CHECK(said.out.find("first_time") == std::string::npos);
  std::vector<std::string> names;
  for (const auto& [name, bytes] : place.files("out/e")) names.push_back(name);
  CHECK(names == std::vector<std::string>{"cells.pvd", "cells/cells_0000.vtp", "cells/cells_0001.vtp",
                                          "cells/cells_0002.vtp", "checkpoint.h5", "events.csv", "fields.pvd",
                                          "fields/fields_0000.vti", "fields/fields_0001.vti",
                                          "fields/fields_0002.vti", "ledger.csv", "measures.csv",
                                          "run.json"});
  CHECK(std::distance(std::filesystem::directory_iterator(place / "out"), {}) == 1);
}

TEST_CASE("cells come as one table, too, where that is asked for") {
  Workplace place("duration: 12 h\noutput: {every: 6 h, measures: 1 h, formats: [csv, vtk]}\n");
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const std::string text = bytes_of(place / "r/cells.csv");
  CHECK(first_line(text) ==
        "time_d,x_um,y_um,z_um,id,parent,type,life,attachment,diameter_um,age_d,crowding,MMP1_copies,"
        "tumour_ev_per_um3,anchor_x,anchor_y,anchor_z,is_anchored,dying_for,cycle_phase,heading_x,heading_y,"
        "heading_z");
  const CsvTable rows(place / "r/cells.csv");
  std::size_t row = 0;
  for (const auto& record : read_pvd(place / "r/cells.pvd")) {
    const auto points = read_cells(place / "r" / record.file);
    auto* id = array(points->GetPointData(), "id");
    auto* copies = array(points->GetPointData(), "MMP1");
    for (vtkIdType i = 0; i < points->GetNumberOfPoints(); ++i, ++row) {
      REQUIRE(row < rows.size());
      CHECK(std::stod(rows[row][0]) == std::stod(record.timestep));
      CHECK(std::stod(rows[row][1]) == Approx(points->GetPoint(i)[0]));
      CHECK(std::stod(rows[row][4]) == id->GetTuple1(i));
      CHECK(std::stod(rows[row][12]) == Approx(copies->GetTuple1(i)));
      CHECK((rows[row][6] == "tumour" || rows[row][6] == "sheet_cell"));
      CHECK((rows[row][7] == "alive" || rows[row][7] == "dying"));
    }
  }
  CHECK(row == rows.size());
}

TEST_CASE("only the formats that are asked for are written") {
  const Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out table --set output.formats=[csv]").code == 0);
  CHECK(place.has("table/cells.csv"));
  CHECK_FALSE(place.has("table/cells.pvd"));
  CHECK_FALSE(place.has("table/cells"));
  REQUIRE(place.exomet("run e.yaml --quiet --out none --set output.formats=[]").code == 0);
  CHECK_FALSE(place.has("none/cells.csv"));
  CHECK(bytes_of(place / "none/measures.csv") == bytes_of(place / "table/measures.csv"));
  REQUIRE(place.exomet("run e.yaml --quiet --force --out table --set output.formats=[vtk]").code == 0);
  CHECK_FALSE(place.has("table/cells.csv"));
  const Said wrong = place.exomet("run e.yaml --quiet --set output.formats=[cvs]");
  CHECK(wrong.code == 2);
  CHECK(wrong.err.find("there is no format 'cvs'; did you mean 'csv'?") != std::string::npos);
}

TEST_CASE("snapshots and tables of a run agree") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const CsvTable measures(place / "r/measures.csv");
  CHECK(measures.size() == 13 * 5);
  const auto cells = read_pvd(place / "r/cells.pvd"), fields = read_pvd(place / "r/fields.pvd");
  REQUIRE(cells.size() == 3);
  REQUIRE(fields.size() == 3);
  for (int n = 0; n < 3; ++n) {
    const double day = 0.25 * n;
    CHECK(std::stod(cells[n].timestep) == day);
    CHECK(std::stod(fields[n].timestep) == day);
    const auto points = read_cells(place / "r" / cells[n].file);
    auto* type = array(points->GetPointData(), "type");
    auto* life = array(points->GetPointData(), "life");
    CHECK(strings(points, "type_names") == std::vector<std::string>{"sheet_cell", "tumour"});
    // Measures count the living; the dying are in the pictures.
    int alive[2] = {0, 0};
    for (vtkIdType i = 0; i < points->GetNumberOfPoints(); ++i)
      if (life->GetTuple1(i) == 0) ++alive[static_cast<int>(type->GetTuple1(i))];
    CHECK(alive[0] == measured(measures, "sheet", day));
    CHECK(alive[1] == measured(measures, "tumours", day));
    CHECK(count(type, 0) + count(type, 1) == points->GetNumberOfPoints());
    const double* bounds = points->GetBounds();
    CHECK((bounds[0] >= 0 && bounds[1] <= 120 && bounds[4] >= 0 && bounds[5] <= 80));
    const auto image = read_fields(place / "r" / fields[n].file);
    CHECK(image->GetNumberOfCells() == 6 * 6 * 4);
    CHECK(total(array(image->GetCellData(), "tumour_ev")) ==
          Approx(measured(measures, "evs", day)).epsilon(1e-12));
    CHECK(array(image->GetCellData(), "tumour_ev")->GetRange()[0] >= 0);
    CHECK(array(image->GetCellData(), "matrix")->GetRange()[1] == 1);
  }
  CHECK(measured(measures, "tumours", 0.5) > 8);  // so that the counts could have differed
  CHECK(measured(measures, "evs", 0.5) > 0);
}

TEST_CASE("tables say their units and the ledger is the uptake of the balance") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const auto files = place.files("r");
  CHECK(first_line(files.at("measures.csv")) == "time_d,measure,value,unit");
  CHECK(first_line(files.at("events.csv")) == "time_d,event,cell,type,cause,other_cell,x_um,y_um,z_um");
  CHECK(first_line(files.at("ledger.csv")) == "from_d,to_d,donor,receiver,message,amount,unit");
  const nlohmann::json run = nlohmann::json::parse(files.at("run.json"));
  for (const char* key : {"version", "seed", "digest", "document", "numbers", "ev_balance", "timings"})
    CHECK(run.contains(key));
  REQUIRE(run["ev_balance"].size() == 1);
  const auto& balance = run["ev_balance"][0];
  CHECK(balance["relative_error"].get<double>() < 1e-10);
  double evs = 0, copies = 0;
  for (const auto& row : CsvTable(place / "r/ledger.csv"))
    (row[6] == "EVs" ? evs : copies) += std::stod(row[5]);
  CHECK(evs > 0);
  CHECK(evs == Approx(balance["taken_up"].get<double>()).epsilon(1e-12));
  CHECK(copies == Approx(evs).epsilon(1e-12));  // one copy an EV
  CHECK(run["document"]["model"]["cargo"]["MMP1"]["half_life"] == "12 h");
}

TEST_CASE("events account for every cell") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  long living = 0;
  for (const auto& row : CsvTable(place / "r/events.csv"))
    living += row[1] == "birth" || row[1] == "place" ? 1 : row[1] == "removal" || row[1] == "leave" ? -1 : 0;
  CHECK(living == nlohmann::json::parse(place.files("r").at("run.json"))["cells"].get<long>());
}

}  // namespace exomet::test
