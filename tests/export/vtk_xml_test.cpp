#include "viz/export/vtk_xml.hpp"

#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkPointData.h>

#include <catch2/catch.hpp>
#include <stdexcept>

#include "sim/base/error.hpp"
#include "tests/export/folder.hpp"
#include "tests/export/readers.hpp"
#include "tests/export/synthetic.hpp"

namespace exomet::test {
namespace {

auto cells_back(const Snapshot& s) {
  Folder folder;
  save(folder.path() / "a.vtp", cells_xml(s));
  return read_cells(folder.path() / "a.vtp");
}

auto fields_back(const Snapshot& s) {
  Folder folder;
  save(folder.path() / "a.vti", fields_xml(s));
  return read_fields(folder.path() / "a.vti");
}

void check_same(vtkDataArray* array, const std::vector<double>& values) {
  REQUIRE(array != nullptr);
  REQUIRE(array->GetNumberOfComponents() == 1);
  REQUIRE(array->GetNumberOfTuples() == static_cast<vtkIdType>(values.size()));
  for (std::size_t i = 0; i < values.size(); ++i)
    REQUIRE(array->GetTuple1(static_cast<vtkIdType>(i)) == values[i]);
}

}  // namespace

TEST_CASE("cells come back with their positions and all their columns") {
  const Snapshot s = diagonal(7, 90, grid(4, 3, 2, {10, 20, 40}));
  const auto cells = cells_back(s);
  REQUIRE(cells->GetNumberOfPoints() == 7);
  CHECK(cells->GetPoints()->GetDataType() == VTK_FLOAT);
  for (vtkIdType i = 0; i < 7; ++i)
    for (int axis = 0; axis < 3; ++axis)
      CHECK(cells->GetPoint(i)[axis] == Approx(s.positions[static_cast<std::size_t>(i)][axis]));
  CHECK(cells->GetPointData()->GetNumberOfArrays() == 4);
  for (const CellColumn& column : s.cells)
    check_same(cells->GetPointData()->GetArray(column.name.c_str()), column.values);
}

TEST_CASE("every cell is a vertex so that ParaView shows it at once") {
  const auto cells = cells_back(diagonal(7, 0, grid(4, 3, 2, {10, 10, 10})));
  REQUIRE(cells->GetNumberOfCells() == 7);
  REQUIRE(cells->GetNumberOfVerts() == 7);
  for (vtkIdType i = 0; i < 7; ++i) {
    CHECK(cells->GetCellType(i) == VTK_VERTEX);
    CHECK(cells->GetCell(i)->GetPointId(0) == i);
  }
}

TEST_CASE("whole columns are Int64 and named ones Int32 and the others Float64") {
  const auto cells = cells_back(diagonal(3, 0, grid(2, 2, 2, {1, 1, 1})));
  auto* points = cells->GetPointData();
  const auto type_of = [&](const char* name) {
    return std::string(points->GetArray(name)->GetDataTypeAsString());
  };
  CHECK(points->GetArray("id")->GetDataTypeSize() == 8);
  CHECK(points->GetArray("id")->GetDataTypeMin() < -1e18);  // an integer of 64 bits
  CHECK(type_of("type") == "int");
  CHECK(type_of("diameter") == "double");
}

TEST_CASE("units and names of categories and the time in days are in the field data") {
  const Snapshot s = diagonal(3, 36 * 60, grid(2, 2, 2, {1, 1, 1}));
  const auto cells = cells_back(s);
  CHECK(strings(cells, "units") ==
        std::vector<std::string>{"TimeValue [d]", "diameter [um]", "MMP1 [copies]"});
  CHECK(strings(cells, "type_names") == std::vector<std::string>{"mesothelial", "tumour", "macrophage"});
  CHECK(cells->GetFieldData()->GetArray("TimeValue")->GetTuple1(0) == 1.5);
  const auto fields = fields_back(s);
  CHECK(strings(fields, "units") == std::vector<std::string>{"TimeValue [d]", "tumour_ev [1/um^3]"});
  CHECK(fields->GetFieldData()->GetArray("TimeValue")->GetTuple1(0) == 1.5);
}

TEST_CASE("ids up to 2^53 and NaN and infinity and tiny values come back exactly") {
  Snapshot s = diagonal(4, 0, grid(2, 2, 1, {1, 1, 1}));
  s.cells[0].values = {0, 9007199254740991.0, 9007199254740992.0, -1};
  const double inf = std::numeric_limits<double>::infinity();
  s.cells[3].values = {std::nan(""), inf, -inf, 5e-324};
  s.voxels[0].values = {std::nan(""), inf, 1e308, -0.0};
  const auto cells = cells_back(s);
  check_same(cells->GetPointData()->GetArray("id"), s.cells[0].values);
  auto* mmp1 = cells->GetPointData()->GetArray("MMP1");
  CHECK(std::isnan(mmp1->GetTuple1(0)));
  CHECK(mmp1->GetTuple1(1) == inf);
  CHECK(mmp1->GetTuple1(2) == -inf);
  CHECK(mmp1->GetTuple1(3) == 5e-324);
  const auto fields = fields_back(s);
  auto* ev = fields->GetCellData()->GetArray("tumour_ev");
  CHECK(std::isnan(ev->GetTuple1(0)));
  CHECK(ev->GetTuple1(1) == inf);
  CHECK(ev->GetTuple1(2) == 1e308);
}

TEST_CASE("no cells at all still keep the columns and the names") {
  const auto cells = cells_back(diagonal(0, 0, grid(2, 2, 2, {1, 1, 1})));
  CHECK(cells->GetNumberOfPoints() == 0);
  CHECK(cells->GetNumberOfCells() == 0);
  CHECK(cells->GetPointData()->GetNumberOfArrays() == 4);
  CHECK(strings(cells, "type_names").size() == 3);
}

TEST_CASE("fields come back as cell data of voxels with spacing and extent in um") {
  const Snapshot s = diagonal(1, 0, grid(4, 3, 2, {10, 20, 40}));
  const auto image = fields_back(s);
  CHECK(image->GetNumberOfCells() == 24);
  CHECK(image->GetPointData()->GetNumberOfArrays() == 0);
  for (int axis = 0; axis < 3; ++axis) {
    CHECK(image->GetSpacing()[axis] == s.geometry.spacing[axis]);
    CHECK(image->GetOrigin()[axis] == 0);
    CHECK(image->GetBounds()[2 * axis] == 0);
    CHECK(image->GetBounds()[2 * axis + 1] == s.geometry.extent()[axis]);
  }
  for (const VoxelColumn& column : s.voxels)
    check_same(image->GetCellData()->GetArray(column.name.c_str()), column.values);
}

TEST_CASE("VTK finds the same voxel at a position as the grid does") {
  const Snapshot s = diagonal(1, 0, grid(4, 3, 2, {10, 20, 40}));
  const auto image = fields_back(s);
  for (const Vec3& p : {Vec3{5, 5, 5}, Vec3{35, 25, 70}, Vec3{12, 55, 41}}) {
    const double x[3] = {p.x, p.y, p.z};
    double parametric[3], weights[8];
    int sub = 0;
    const vtkIdType found = image->FindCell(const_cast<double*>(x), nullptr, 0, 0, sub, parametric, weights);
    CHECK(found == static_cast<vtkIdType>(s.geometry.index(int(p.x / 10), int(p.y / 20), int(p.z / 40))));
  }
}

TEST_CASE("a flat domain is one voxel thick") {
  const Snapshot s = diagonal(5, 0, grid(6, 5, 1, {10, 10, 10}));
  const auto image = fields_back(s);
  CHECK(image->GetNumberOfCells() == 30);
  check_same(image->GetCellData()->GetArray("tumour_ev"), s.voxels[0].values);
}

TEST_CASE("without fields the file still holds the domain") {
  Snapshot s = diagonal(1, 0, grid(4, 3, 2, {10, 20, 40}));
  s.voxels.clear();
  const auto image = fields_back(s);
  CHECK(image->GetCellData()->GetNumberOfArrays() == 0);
  CHECK(image->GetBounds()[5] == 80);
}

TEST_CASE("units and categories with signs of XML or beyond ASCII come back as they are") {
  Snapshot s = diagonal(2, 0, grid(2, 2, 2, {1, 1, 1}));
  s.cells[3].name = "TGF\u03b2 (active)";
  s.cells[3].unit = "\u00b5m<&>";
  s.cells[1].categories = {"<meso>", "", "\u03b2 & co"};
  const auto cells = cells_back(s);
  check_same(cells->GetPointData()->GetArray("TGF\u03b2 (active)"), s.cells[3].values);
  CHECK(strings(cells, "units").back() == "TGF\u03b2 (active) [\u00b5m<&>]");
  CHECK(strings(cells, "type_names") == s.cells[1].categories);
}

TEST_CASE("a column whose name would break the XML is an error that says so") {
  for (const std::string name : {"a<b", "a>b", "a&b", "a\"b", "a\nb", ""}) {
    INFO(name);
    Snapshot s = diagonal(2, 0, grid(2, 2, 2, {1, 1, 1}));
    s.cells[3].name = s.voxels[1].name = name;
    CHECK_THROWS_WITH(cells_xml(s), Catch::Contains("rename"));
    CHECK_THROWS_AS(fields_xml(s), RunError);
  }
}

TEST_CASE("the same snapshot gives the same bytes and another one gives others") {
  const Snapshot s = diagonal(50, 60, grid(8, 8, 8, {10, 10, 10}));
  CHECK(cells_xml(s) == cells_xml(Snapshot(s)));
  CHECK(fields_xml(s) == fields_xml(Snapshot(s)));
  Snapshot other = s;
  other.cells[3].values[7] = std::nextafter(other.cells[3].values[7], 9.0);
  other.voxels[0].values[7] += 1e-12;
  CHECK(cells_xml(s) != cells_xml(other));
  CHECK(fields_xml(s) != fields_xml(other));
}

TEST_CASE("columns that do not fit are bugs") {
  const Snapshot good = diagonal(4, 0, grid(2, 2, 2, {1, 1, 1}));
  Snapshot s = good;
  s.cells[2].values.pop_back();
  CHECK_THROWS_AS(cells_xml(s), std::logic_error);
  s = good;
  s.voxels[0].values.push_back(0);
  CHECK_THROWS_AS(fields_xml(s), std::logic_error);
  for (const double bad : {0.5, std::nan(""), 1e16}) {
    s = good;
    s.cells[0].values[1] = bad;
    CHECK_THROWS_AS(cells_xml(s), std::logic_error);
  }
  s = good;
  s.cells[1].values[1] = 3e9;  // beyond Int32
  CHECK_THROWS_AS(cells_xml(s), std::logic_error);
}

}  // namespace exomet::test
