#include "viz/render/picture.hpp"

#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGWriter.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cstring>

#include "sim/base/error.hpp"
#include "viz/render/vtk_errors.hpp"

namespace exomet {

Picture shrunk(const unsigned char* rgb, int width, int height, int times, bool lower_first) {
  Picture small{width / times, height / times, {}};
  const auto row_bytes = static_cast<std::size_t>(small.width) * 3;
  small.rgb.resize(row_bytes * static_cast<std::size_t>(small.height));
  const int count = times * times;
  std::vector<int> sums(row_bytes);
  for (int y = 0; y < small.height; ++y) {
    std::fill(sums.begin(), sums.end(), 0);
    for (int dy = 0; dy < times; ++dy) {
      const int from = lower_first ? height - 1 - (y * times + dy) : y * times + dy;
      const unsigned char* row = rgb + static_cast<std::size_t>(from) * static_cast<std::size_t>(width) * 3;
      for (int x = 0; x < small.width * times; ++x)
        for (int c = 0; c < 3; ++c) sums[static_cast<std::size_t>(x / times * 3 + c)] += row[x * 3 + c];
    }
    unsigned char* to = small.rgb.data() + row_bytes * static_cast<std::size_t>(y);
    for (std::size_t i = 0; i < row_bytes; ++i)
      to[i] = static_cast<unsigned char>((sums[i] + count / 2) / count);
  }
  return small;
}

std::string png_of(const Picture& picture) {
  VtkErrors errors;
  vtkNew<vtkImageData> image;
  image->SetDimensions(picture.width, picture.height, 1);
  image->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
  const auto row = static_cast<std::size_t>(picture.width) * 3;
  for (int y = 0; y < picture.height; ++y)  // VTK counts rows from below
    std::memcpy(image->GetScalarPointer(0, picture.height - 1 - y, 0),
                picture.rgb.data() + row * static_cast<std::size_t>(y), row);
  vtkNew<vtkPNGWriter> writer;
  writer->SetInputData(image);
  writer->SetCompressionLevel(9);
  writer->WriteToMemoryOn();
  writer->Write();
  const vtkUnsignedCharArray* bytes = writer->GetResult();
  if (!bytes || !errors.text().empty())
    throw RunError("can't make a PNG (VTK: " + errors.text() + "); free memory");
  auto* result = writer->GetResult();
  return {reinterpret_cast<const char*>(result->GetPointer(0)),
          static_cast<std::size_t>(result->GetNumberOfValues())};
}

}  // namespace exomet
