// A tissue that is read from a volume image, in the forms that people's files have.
#include <vtkCellData.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkMetaImageWriter.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkUnsignedCharArray.h>
#include <vtkXMLImageDataWriter.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "tests/grid/shapes.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace fs = std::filesystem;

namespace {

bool inside(const Vec3& p) { return norm(p - Vec3{90, 110, 105}) < 70; }  // um, a ball in a box of 200 um

// A cube of n^3 voxels that measures 200 um, in mm: 255 in the ball, 0 outside.
vtkSmartPointer<vtkImageData> ball(int n, bool cells = false) {
  auto image = vtkSmartPointer<vtkImageData>::New();
  image->SetDimensions(n + cells, n + cells, n + cells);
  image->SetSpacing(0.2 / n, 0.2 / n, 0.2 / n);
  vtkNew<vtkUnsignedCharArray> bone;
  bone->SetName("bone");
  Geometry grid = cube_grid(n, 200.0 / n);
  for_each_voxel(grid,
                 [&](int x, int y, int z) { bone->InsertNextValue(inside(grid.centre(x, y, z)) ? 255 : 0); });
  if (cells)
    image->GetCellData()->SetScalars(bone);
  else
    image->GetPointData()->SetScalars(bone);
  return image;
}

enum class Form { ascii, binary, zipped, raw, encoded };

void write_vti(const fs::path& path, vtkImageData* image, Form form = Form::binary) {
  vtkNew<vtkXMLImageDataWriter> writer;
  writer->SetFileName(path.c_str());
  writer->SetInputData(image);
  if (form == Form::ascii)
    writer->SetDataModeToAscii();
  else if (form == Form::raw || form == Form::encoded)
    writer->SetDataModeToAppended();
  else
    writer->SetDataModeToBinary();
  writer->SetEncodeAppendedData(form == Form::encoded);
  if (form != Form::zipped) writer->SetCompressorTypeToNone();
  REQUIRE(writer->Write() == 1);
}

void write_meta(const fs::path& path, vtkImageData* image, bool compressed) {
  vtkNew<vtkMetaImageWriter> writer;
  writer->SetFileName(path.c_str());
  if (path.extension() == ".mhd") writer->SetRAWFileName(fs::path(path).replace_extension(".raw").c_str());
  writer->SetCompression(compressed);
  writer->SetInputData(image);
  writer->Write();
}

std::string model(const std::string& keys, const std::string& voxel = "10 um") {
  return "model: small\ndomain: {source: assumed, size: [200 um, 200 um, 200 um], voxel: " + voxel + "}\n" +
         loose +
         "tissues: {source: assumed, mineral: {resists: 0 nN}}\ncells: {source: assumed, a: {diameter: 10 "
         "um}}\n"
         "start:\n  - image: {source: assumed, of: mineral, " +
         keys + "}\n";
}

std::vector<double> mineral(const fs::path& file, const std::string& keys = "",
                            const std::string& voxel = "10 um") {
  ModelRun run(model("file: " + file.string() + ", unit: mm" + keys, voxel));
  const VoxelValues share = run.world().tissues[0].density;
  double sum = 0;
  for (double s : share) sum += s;
  CHECK(run.world().tissues[0].placed == Approx(sum * run.plan.model().geometry.voxel_volume()));
  return {share.begin(), share.end()};
}

// The shares that a 10-um grid has of the ball if it is looked at in n^3 places.
std::vector<double> expected(int n) { return shares_of(cube_grid(20, 10), n / 20, inside); }

std::vector<std::string> problems(const fs::path& file, const std::string& keys = "") {
  return problems_of_model(model("file: " + file.string() + ", unit: mm" + keys));
}

void shorten(const fs::path& path, double to) {
  fs::resize_file(path, static_cast<std::uintmax_t>(to * static_cast<double>(fs::file_size(path))));
}

}  // namespace

TEST_CASE("an image is read voxel by voxel from every form of a vti file") {
  const Folder folder;
  for (const bool cells : {false, true})
    for (const Form form : {Form::ascii, Form::binary, Form::zipped, Form::raw, Form::encoded}) {
      write_vti(folder.path() / "bone.vti", ball(20, cells), form);
      CHECK(mineral(folder.path() / "bone.vti") == expected(20));
    }
}

TEST_CASE("an image is read voxel by voxel from a MetaImage in one file or two") {
  const Folder folder;
  for (const std::string name : {"bone.mhd", "bone.mha"})
    for (const bool compressed : {false, true}) {
      write_meta(folder.path() / name, ball(20), compressed);
      CHECK(mineral(folder.path() / name) == expected(20));
    }
}

TEST_CASE("a finer image gives the share of its voxels and a coarser one the nearest voxel") {
  const Folder folder;
  write_vti(folder.path() / "fine.vti", ball(60));
  CHECK(mineral(folder.path() / "fine.vti") == expected(60));
  write_vti(folder.path() / "coarse.vti", ball(10));
  const auto coarse = mineral(folder.path() / "coarse.vti");
  const Geometry grid = cube_grid(20, 10), own = cube_grid(10, 20);
  for_each_voxel(grid, [&](int x, int y, int z) {
    CHECK(coarse[grid.index(x, y, z)] == inside(own.centre(x / 2, y / 2, z / 2)));
  });
  // Neither a multiple nor a part: 30 voxels of 6.67 um in 20 of 10 um.
  write_vti(folder.path() / "odd.vti", ball(30));
  double sum = 0;
  for (double share : mineral(folder.path() / "odd.vti")) sum += share;
  CHECK(1000 * sum == Approx(4 / 3.0 * 3.14159265 * 70 * 70 * 70).epsilon(0.02));
}

TEST_CASE("the threshold and the array are those that are named") {
  const Folder folder;
  const auto image = ball(20);
  vtkNew<vtkFloatArray> grey;
  grey->SetName("grey");
  for (int v = 0; v < 8000; ++v)
    grey->InsertNextValue(v % 4 == 3 ? std::nanf("") : static_cast<float>(v % 4));
  image->GetPointData()->AddArray(grey);
  write_vti(folder.path() / "two.vti", image);
  const auto share_of_grey = [&](const std::string& threshold) {
    double sum = 0;
    for (double share : mineral(folder.path() / "two.vti", ", array: grey, threshold: " + threshold))
      sum += share;
    return sum / 8000;
  };
  CHECK(share_of_grey("0.5") == 0.5);  // 1 and 2 of 0 1 2 and what is no number
  CHECK(share_of_grey("1") == 0.25);
  CHECK(share_of_grey("-1") == 0.75);
  CHECK(mineral(folder.path() / "two.vti", ", array: bone") == expected(20));
  CHECK(mentions(problems(folder.path() / "two.vti"), "several arrays"));
  CHECK(mentions(problems(folder.path() / "two.vti", ", array: gray"), "start.0.image.array"));
  CHECK(mentions(problems(folder.path() / "two.vti", ", array: gray"), "did you mean 'grey'?"));
}

TEST_CASE("a file is looked for beside the file that names it") {
  const Folder folder;
  fs::create_directories(folder.path() / "models");
  fs::create_directories(folder.path() / "configs");
  write_vti(folder.path() / "models/bone.vti", ball(20));
  CHECK_NOTHROW(load(folder, model("file: bone.vti, unit: mm"), "duration: 1 d\n"));
  write_vti(folder.path() / "configs/other.vti", ball(20));
  CHECK_THROWS_AS(load(folder, model("file: other.vti, unit: mm"), "duration: 1 d\n"), InputError);
  CHECK_NOTHROW(load(folder, model("file: bone.vti, unit: mm"),
                     "duration: 1 d\nset: {start: [{image: {of: mineral, file: other.vti, unit: mm}}]}\n"));
}

TEST_CASE("an image that doesn't fit the domain is refused with both sizes") {
  const Folder folder;
  const fs::path file = folder.path() / "bone.vti";
  const auto misfit = [&](double spacing, const std::string& unit) {
    const auto image = ball(20);
    image->SetSpacing(spacing, spacing, spacing);
    write_vti(file, image);
    return problems_of_model(model("file: " + file.string() + ", unit: " + unit));
  };
  CHECK(misfit(0.01, "mm").empty());
  CHECK(misfit(0.0102, "mm").empty());  // by less than half a voxel
  CHECK(misfit(10, "um").empty());
  CHECK(misfit(1e-5, "m").empty());
  CHECK(
      mentions(misfit(0.0104, "mm"), "measures 208 um x 208 um x 208 um (20 x 20 x 20 voxels of 10.4 um x"));
  CHECK(mentions(misfit(0.0104, "mm"), "the domain 200 um x 200 um x 200 um"));
  CHECK(mentions(misfit(0.0104, "mm"), "write 'size: [210 um, 210 um, 210 um]'"));
  CHECK(mentions(misfit(0.01, "um"), "is its unit another one"));
  CHECK(mentions(misfit(10, "mm"), "is its unit another one"));
  CHECK(!mentions(misfit(0.02, "mm"), "is its unit another one"));
  CHECK(mentions(misfit(0.01, "minutes"), "'minutes' is no unit of length"));
  CHECK(mentions(problems_of_model(model("file: " + file.string())), "needs the key 'unit'"));
}

TEST_CASE(
    "files that are not there or not whole or of another kind are refused at the line that names them") {
  const Folder folder;
  const fs::path vti = folder.path() / "bone.vti", mhd = folder.path() / "bone.mhd",
                 raw = folder.path() / "bone.raw";
  write_vti(vti, ball(20));
  CHECK(mentions(problems(folder.path() / "bon.vti"), "small.yaml:8:"));
  CHECK(mentions(problems(folder.path() / "bon.vti"), "start.0.image.file: "));
  CHECK(mentions(problems(folder.path() / "bon.vti"), "did you mean 'bone.vti'?"));
  CHECK(mentions(problems(folder.path() / "none/bone.vti"), "isn't there either"));
  CHECK(mentions(problems(folder.path() / "bone.nii"), "files of the kind '.nii' can't be read"));
  CHECK(mentions(problems(raw), "name a header for it"));
  for (const Form form : {Form::ascii, Form::binary, Form::zipped, Form::raw, Form::encoded})
    for (const double part : {0.0, 0.3, 0.95}) {
      write_vti(vti, ball(20), form);
      shorten(vti, part);
      CHECK(mentions(problems(vti), "isn't whole"));
    }
  std::ofstream(vti) << "<VTKFile type=\"PolyData\" version=\"0.1\"></VTKFile>\n";
  CHECK(mentions(problems(vti), "no VTK image"));
  std::ofstream(vti) << "<VTKFile type=\"ImageData\" version=\"0.1\"><ImageData <</VTKFile>\n";
  CHECK(mentions(problems(vti), "isn't whole, or damaged (line 1, column "));
  for (const bool compressed : {false, true}) {
    write_meta(mhd, ball(20), compressed);
    const fs::path voxels = compressed ? folder.path() / "bone.zraw" : raw;
    shorten(fs::exists(voxels) ? voxels : raw, 0.7);
    CHECK(mentions(problems(mhd), "isn't whole: its header says"));
  }
  write_meta(folder.path() / "bone.mha", ball(20), false);
  shorten(folder.path() / "bone.mha", 0.7);
  CHECK(mentions(problems(folder.path() / "bone.mha"), "isn't whole"));
  write_meta(mhd, ball(20), false);
  CHECK(mentions(problems(mhd, ", array: bone"), "leave 'array' out"));
  fs::remove(raw);
  CHECK(mentions(problems(mhd), "put it next to the header"));
}

TEST_CASE("headers of MetaImages that can't be meant are refused") {
  const Folder folder;
  const fs::path mhd = folder.path() / "bone.mhd";
  std::ofstream(folder.path() / "bone.raw") << std::string(8000, '\1');
  const auto with = [&](const std::string& dims, const std::string& type, const std::string& more) {
    std::ofstream(mhd) << "ObjectType = Image\nNDims = 3\n"
                       << more << "DimSize = " << dims << "\nElementType = " << type
                       << "\nElementDataFile = bone.raw\n";
    return problems(mhd);
  };
  const std::string spacing = "ElementSpacing = 0.01 0.01 0.01\n";
  CHECK(with("20 20 20", "MET_UCHAR", spacing).empty());
  CHECK(mentions(with("20 20 20", "MET_UCHAR", ""), "no line 'ElementSpacing = ...'"));
  CHECK(mentions(with("20 20", "MET_UCHAR", spacing), "expected three numbers"));
  CHECK(mentions(with("20 -20 20", "MET_UCHAR", spacing), "expected three numbers"));
  CHECK(mentions(with("20 20 20", "MET_SHORT", spacing), "its header says 16000 bytes of voxels"));
  CHECK(mentions(with("20 20 20", "MET_STRING", spacing), "its ElementType is 'MET_STRING'"));
  CHECK(
      mentions(with("20 20 20", "MET_UCHAR", spacing + "ElementNumberOfChannels = 3\n"), "several channels"));
  CHECK(mentions(with("20 20 20", "MET_UCHAR", spacing + "TransformMatrix = 0 1 0 1 0 0 0 0 1\n"), "turned"));
  CHECK(mentions(with("20 20 20", "MET_UCHAR", "ElementSpacing = 0 0.01 0.01\n"), "no positive number"));
  std::ofstream(mhd) << "hello\n";
  CHECK(mentions(problems(mhd), "is it a MetaImage file?"));
}
