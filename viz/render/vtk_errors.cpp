#include "viz/render/vtk_errors.hpp"

#include <vtkOutputWindow.h>
#include <vtkSmartPointer.h>

namespace exomet {

class VtkErrors::Window : public vtkOutputWindow {
 public:
  static Window* New() { return new Window; }
  void DisplayText(const char*) override {}
  void DisplayErrorText(const char* text) override { text_ += text; }
  std::string text_;
  vtkSmartPointer<vtkOutputWindow> before_;
};

VtkErrors::VtkErrors() : window_(Window::New()) {
  window_->before_ = vtkOutputWindow::GetInstance();
  vtkOutputWindow::SetInstance(window_);
}

VtkErrors::~VtkErrors() {
  vtkOutputWindow::SetInstance(window_->before_);
  window_->Delete();
}

const std::string& VtkErrors::text() const { return window_->text_; }

}  // namespace exomet
