#include "viz/render/canvas.hpp"

#include <vtkAutoInit.h>
#include <vtkLight.h>
#include <vtkUnsignedCharArray.h>

#include <string>

#include "sim/base/error.hpp"

VTK_MODULE_INIT(vtkRenderingOpenGL2)
VTK_MODULE_INIT(vtkRenderingFreeType)

namespace exomet {
namespace {

constexpr int oversampling = 2;

// x to the right, y up, z towards the viewer.
void add_light(vtkRenderer* to, double x, double y, double z, double intensity) {
  vtkNew<vtkLight> light;
  light->SetLightTypeToCameraLight();
  light->SetPosition(x, y, z);
  light->SetFocalPoint(0, 0, 0);
  light->SetIntensity(intensity);
  to->AddLight(light);
}

}  // namespace

Canvas::Canvas(int width, int height, bool legend, bool title_above, const Palette& palette)
    : layout_{1.0 * width * oversampling, 1.0 * height * oversampling} {
  window_->SetOffScreenRendering(1);
  window_->SetMultiSamples(0);
  window_->SetDPI(72);  // so that a font's points are pixels
  window_->SetSize(width * oversampling, height * oversampling);
  window_->SetNumberOfLayers(3);
  int layer = 0;
  for (vtkRenderer* renderer : {ground_.Get(), space_.Get(), paper_.Get()}) {
    window_->AddRenderer(renderer);
    renderer->SetLayer(layer++);
  }
  ground_->SetBackground(palette.background[0], palette.background[1], palette.background[2]);
  const double right = legend ? layout_.scene_share() : 1;
  const double top = title_above ? 1 - 70 * layout_.unit() / layout_.height : 1;
  space_->SetViewport(0, 0, right, top);
  space_aspect_ = right * layout_.width / (top * layout_.height);
  add_lights();
  look_flat(paper_, layout_);
}

void Canvas::add_lights() {
  for (vtkRenderer* renderer : {space_.Get(), paper_.Get()}) {
    renderer->AutomaticLightCreationOff();
    add_light(renderer, -0.15, 0.6, 1, 0.75);
    add_light(renderer, 0.6, 0, 1, 0.3);
  }
}

Picture Canvas::taken() {
  window_->Render();
  const int width = static_cast<int>(layout_.width), height = static_cast<int>(layout_.height);
  const int* size = window_->GetActualSize();
  if (size[0] != width || size[1] != height)
    throw RunError("the display gives a picture of " + std::to_string(size[0]) + "x" +
                   std::to_string(size[1]) + " pixels only, " + std::to_string(width) + "x" +
                   std::to_string(height) + " are needed; choose a smaller --size");
  vtkNew<vtkUnsignedCharArray> pixels;
  window_->GetPixelData(0, 0, width - 1, height - 1, 0, pixels);
  return shrunk(pixels->GetPointer(0), width, height, oversampling, true);
}

}  // namespace exomet
