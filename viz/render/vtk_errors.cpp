#include "viz/render/vtk_errors.hpp"

#include <vtkLogger.h>
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

// The logger prints what it passes on to the window.
VtkErrors::VtkErrors() : window_(Window::New()) {
  vtkLogger::SetStderrVerbosity(vtkLogger::VERBOSITY_OFF);
  window_->before_ = vtkOutputWindow::GetInstance();
  vtkOutputWindow::SetInstance(window_);
}

VtkErrors::~VtkErrors() {
  vtkLogger::SetStderrVerbosity(vtkLogger::VERBOSITY_INFO);  // as at first
  vtkOutputWindow::SetInstance(window_->before_);
  window_->Delete();
}

const std::string& VtkErrors::text() const { return window_->text_; }

}  // namespace exomet
