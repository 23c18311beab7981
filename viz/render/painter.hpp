// Draws records of a run, one after the other, with one window, one camera and one meaning of colours and
// dots.
#pragma once

#include <memory>

#include "viz/render/palette.hpp"
#include "viz/render/picture.hpp"
#include "viz/render/render_options.hpp"
#include "viz/render/run_files.hpp"

namespace exomet {

class Painter {
 public:
  // Needs a display (see display.hpp). Errors as check().
  Painter(const RunFiles&, const Palette&, RenderOptions);
  ~Painter();
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  Picture draw(std::size_t record);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace exomet
