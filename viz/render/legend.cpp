#include "viz/render/legend.hpp"

#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkTextActor.h>
#include <vtkTextProperty.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include "viz/render/scene.hpp"

namespace exomet {
namespace {

constexpr Colour grey{0.6, 0.6, 0.6};

// Liberation Sans, which the launcher installs; where it isn't, the one that VTK brings.
void use_typeface(vtkTextProperty* font, bool bold) {
  const std::string file = std::string("/usr/share/fonts/truetype/liberation/LiberationSans-") +
                           (bold ? "Bold" : "Regular") + ".ttf";
  if (std::filesystem::exists(file)) {
    font->SetFontFamily(VTK_FONT_FILE);
    font->SetFontFile(file.c_str());
  } else {
    font->SetFontFamilyToArial();
    font->SetBold(bold);
  }
}

// A rectangle in colours that run from the lower to the upper edge.
void add_rectangle(vtkRenderer* to, double x, double y, double width, double height,
                   const std::vector<Colour>& colours) {
  vtkNew<vtkPoints> points;
  vtkNew<vtkCellArray> strips;
  vtkNew<vtkUnsignedCharArray> scalars;
  scalars->SetNumberOfComponents(3);
  const std::size_t steps = colours.size();
  for (std::size_t i = 0; i < steps; ++i) {
    const double part = steps == 1 ? 0 : static_cast<double>(i) / static_cast<double>(steps - 1);
    for (const double side : {0.0, 1.0}) {
      points->InsertNextPoint(x + side * width, y + part * height, 0);
      for (const double c : colours[i]) scalars->InsertNextValue(static_cast<unsigned char>(255 * c + 0.5));
    }
  }
  const auto count = static_cast<vtkIdType>(steps);
  for (vtkIdType i = 1; i < count; ++i) {
    const vtkIdType corners[] = {2 * i - 2, 2 * i - 1, 2 * i + 1, 2 * i};
    strips->InsertNextCell(4, corners);
  }
  vtkNew<vtkPolyData> content;
  content->SetPoints(points);
  content->SetPolys(strips);
  content->GetPointData()->SetScalars(scalars);
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(content);
  vtkNew<vtkActor> actor;
  actor->SetMapper(mapper);
  actor->GetProperty()->LightingOff();
  to->AddActor(actor);
}

void add_mark(vtkRenderer* to, const LegendRow& row, double x, double y, double pitch,
              const Palette& palette) {
  using Mark = LegendRow::Mark;
  const double radius = 0.27 * pitch;
  if (row.mark == Mark::ball || row.mark == Mark::dot)
    to->AddActor(balls({{{x, y, 0}, radius * row.size, row.colour}}));
  if (row.mark == Mark::patch)
    add_rectangle(to, x - radius, y - radius, 2 * radius, 2 * radius, {row.colour, row.colour});
  if (row.mark != Mark::colours) return;
  std::vector<Colour> ramp;
  for (int i = 0; i <= 40; ++i) ramp.push_back(field_colour(i / 40.0, palette));
  add_rectangle(to, x - radius, y - 4 * pitch, 2 * radius, 4 * pitch, ramp);
}

}  // namespace

void look_flat(vtkRenderer* renderer, const Layout& layout) {
  vtkCamera* camera = renderer->GetActiveCamera();
  camera->ParallelProjectionOn();
  camera->SetParallelScale(layout.height / 2);
  camera->SetFocalPoint(layout.width / 2, layout.height / 2, 0);
  camera->SetPosition(layout.width / 2, layout.height / 2, 1000);
  camera->SetViewUp(0, 1, 0);
  camera->SetClippingRange(100, 2000);
}

void add_text(vtkRenderer* to, double x, double y, const std::string& text, double size_px,
              const Colour& colour, Align align, bool bold) {
  vtkNew<vtkTextActor> actor;
  actor->SetInput(text.c_str());
  actor->SetPosition(x, y);
  vtkTextProperty* font = actor->GetTextProperty();
  use_typeface(font, bold);
  font->SetFontSize(std::max(6, static_cast<int>(std::lround(size_px))));
  font->SetColor(colour[0], colour[1], colour[2]);
  font->SetVerticalJustificationToCentered();
  if (align == Align::left) font->SetJustificationToLeft();
  if (align == Align::centre) font->SetJustificationToCentered();
  if (align == Align::right) font->SetJustificationToRight();
  to->AddActor2D(actor);
}

void add_legend(vtkRenderer* to, const Layout& layout, const std::vector<LegendRow>& rows,
                const Palette& palette) {
  const double unit = layout.unit();
  const double pitch = (rows.size() > 9 ? 33 : 38) * unit, size = (rows.size() > 9 ? 19 : 21) * unit;
  const double left = layout.width - layout.panel() + 12 * unit;
  double y = layout.height - 75 * unit;
  for (const LegendRow& row : rows) {
    y -= row.gap_above * pitch;
    add_mark(to, row, left + 12 * unit, y, pitch, palette);
    const Colour& ink = row.pale ? grey : palette.ink;
    add_text(to, left + (row.mark == LegendRow::Mark::none ? 0 : 34) * unit, y, row.text, size, ink,
             Align::left);
    if (!row.count.empty())
      add_text(to, layout.width - 24 * unit, y, row.count, size, row.pale ? grey : Colour{0.45, 0.45, 0.45},
               Align::right);
    y -= pitch;
  }
}

std::string spoken_name(const std::string& name) {
  std::string text = name;
  const bool symbol = std::any_of(name.begin(), name.end(), [](unsigned char c) { return std::isupper(c); });
  std::replace(text.begin(), text.end(), '_', symbol ? '-' : ' ');
  if (symbol) return text;
  std::string words = " " + text + " ";
  for (const auto& [plain, said] : {std::pair{" ev ", " EV "}, std::pair{" evs ", " EVs "}})
    if (const auto at = words.find(plain); at != std::string::npos)
      words.replace(at, std::string(plain).size(), said);
  return words.substr(1, words.size() - 2);
}

std::string grouped(double whole) {
  char digits[40];
  std::snprintf(digits, sizeof digits, "%.0f", whole);
  std::string text = digits;
  for (auto place = static_cast<std::ptrdiff_t>(text.size()) - 3; place > 0; place -= 3)
    text.insert(static_cast<std::size_t>(place), ",");
  return text;
}

}  // namespace exomet
