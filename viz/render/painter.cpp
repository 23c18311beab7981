#include "viz/render/painter.hpp"

#include <vtkCamera.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "sim/base/error.hpp"
#include "viz/render/canvas.hpp"
#include "viz/render/legend.hpp"
#include "viz/render/records.hpp"
#include "viz/render/scene.hpp"

namespace exomet {
namespace {

constexpr std::size_t most_dots = 6000;  // at the record with the most EVs

Cut cut_of(const RenderOptions& options, const Domain& domain) {
  if (options.slice.empty() || domain.flat >= 0) return {};
  const int axis = options.slice[0] - 'x';
  return {axis, domain.size[axis] / 2};
}

}  // namespace

class Painter::Impl {
 public:
  Impl(const RunFiles& run, const Palette& palette, RenderOptions options);
  Picture draw(std::size_t record);

 private:
  void show_field(std::size_t record);
  void show_tissues(std::size_t record);
  void show_cells(std::size_t record);
  void show_scale_bar();
  void aim_camera();
  void write_words(std::size_t record);
  Vec3 on_paper(const Vec3& place);  // px

  const RunFiles& run_;
  const Palette palette_;
  const RenderOptions wish_;
  const Cut cut_;
  const Box box_;  // what is shown of the domain
  const std::string field_;
  std::string counted_;  // what the field counts
  double per_dot_ = 1, top_ = 1;
  ScaleBar bar_;
  std::vector<LegendRow> rows_;
  Canvas canvas_;
};

Painter::Impl::Impl(const RunFiles& run, const Palette& palette, RenderOptions options)
    : run_(run),
      palette_(palette),
      wish_(std::move(options)),
      cut_(cut_of(wish_, run.domain())),
      box_(kept_box(run.domain(), cut_)),
      field_(field_of(wish_, run.domain())),
      canvas_(wish_.width, wish_.height, wish_.legend, looks_straight(wish_.gaze, run.domain()), palette_) {
  const Domain& domain = run.domain();
  if (!field_.empty()) {
    const auto place = std::find(domain.fields.begin(), domain.fields.end(), field_) - domain.fields.begin();
    counted_ = domain.counted[static_cast<std::size_t>(place)];
    if (cut_.axis < 0) {
      per_dot_ = wish_.per_dot ? *wish_.per_dot
                               : amount_per_dot(run.largest_total(field_), most_dots, counted_ == "EVs");
    } else {
      top_ = wish_.top ? *wish_.top : run.largest_amount(field_);
    }
  }
  bar_ = scale_bar(wish_.gaze, domain, box_);
}

void Painter::Impl::show_field(std::size_t record) {
  if (field_.empty()) return;
  const std::vector<double> amounts = run_.amounts(record, field_);
  LegendRow row;
  row.gap_above = 0.6;
  if (cut_.axis >= 0) {
    canvas_.space().AddActor(colours_at(cut_, amounts, top_, run_.domain(), palette_));
    row.text = spoken_name(field_) + " (" + counted_ + "/voxel)";
    rows_.push_back(row);
    row = {};
    row.mark = LegendRow::Mark::colours;
    for (const double share : {1.0, 0.75, 0.5, 0.25, 0.0}) {
      char amount[32];
      std::snprintf(amount, sizeof amount, "%.3g", share * top_);
      row.text = amount;
      rows_.push_back(row);
      row.mark = LegendRow::Mark::none_beside;
    }
    return;
  }
  const double radius = 0.0019 * norm(run_.domain().size);
  constexpr double most = 5e6;
  if (expected_dots(amounts, per_dot_) > most)
    throw RunError("'" + field_ +
                   "' would be more than 5 million dots at that time; give a larger --per-dot");
  std::vector<Sphere> dots;
  for (const Vec3& place : dots_of(amounts, run_.domain().lattice, per_dot_))
    dots.push_back({place, radius, palette_.dot});
  canvas_.space().AddActor(balls(dots));
  row.mark = LegendRow::Mark::dot;
  row.size = 0.45;
  row.colour = palette_.dot;
  row.text = spoken_name(field_);
  char amount[32];
  std::snprintf(amount, sizeof amount, "%g", per_dot_);
  row.count = (per_dot_ >= 1 ? grouped(per_dot_) : std::string(amount)) + " a dot";
  rows_.push_back(row);
}

void Painter::Impl::show_tissues(std::size_t record) {
  const Domain& domain = run_.domain();
  const auto grid = run_.grid(record, domain.tissues);
  const Vec3 towards = towards_viewer(wish_.gaze, domain);
  std::size_t unnamed = 0;
  double gap = 0.6;
  for (const std::string& tissue : domain.tissues) {
    const TissueLook look = palette_.tissue_look(tissue, unnamed);
    if (!palette_.knows_tissue(tissue)) ++unnamed;
    const auto actor = body(grid, tissue, look, domain, cut_, towards);
    if (actor) canvas_.space().AddActor(actor);
    LegendRow row;
    row.mark = LegendRow::Mark::patch;
    row.colour = look.colour;
    row.text = spoken_name(tissue);
    row.pale = !actor;
    row.gap_above = std::exchange(gap, 0);
    rows_.push_back(row);
  }
}

void Painter::Impl::show_cells(std::size_t record) {
  const auto cells = run_.cells(record);
  std::vector<std::string> names = type_names(cells);
  if (names.empty()) names = {"cells"};
  const std::vector<Colour> colours = palette_.cell_colours(names);
  std::vector<bool> hidden;
  for (const std::string& name : names)
    hidden.push_back(std::find(wish_.hidden.begin(), wish_.hidden.end(), name) != wish_.hidden.end());
  const CellsShown shown = shown_cells(cells, colours, hidden, cut_, palette_);
  canvas_.space().AddActor(balls(shown.balls));
  std::size_t dying = 0;
  for (std::size_t type = 0; type < names.size(); ++type) {
    dying += hidden[type] ? 0 : shown.dying[type];
    if (hidden[type]) continue;
    LegendRow row;
    row.mark = LegendRow::Mark::ball;
    row.colour = colours[type];
    row.text = spoken_name(names[type]);
    row.count = grouped(static_cast<double>(shown.living[type]));
    row.pale = shown.living[type] == 0;
    rows_.push_back(row);
  }
  LegendRow row;
  row.mark = LegendRow::Mark::ball;
  row.size = palette_.dying_size;
  for (double& part : row.colour) part = 0.3;
  row.text = "dying";
  row.count = grouped(static_cast<double>(dying));
  row.pale = dying == 0;
  rows_.push_back(row);
}

void Painter::Impl::show_scale_bar() {
  canvas_.space().AddActor(lines(edges_of(box_), {0.72, 0.72, 0.72}, 0.8 * canvas_.layout().unit()));
  canvas_.space().AddActor(lines({{bar_.from, bar_.to}}, palette_.ink, 5 * canvas_.layout().unit()));
}

void Painter::Impl::aim_camera() {
  std::vector<Vec3> points = corners_of(box_);
  points.insert(points.end(), {bar_.from, bar_.to, bar_.label});
  const Lens lens = aim(wish_.gaze, run_.domain(), points, canvas_.space_aspect());
  vtkCamera* camera = canvas_.space().GetActiveCamera();
  camera->SetPosition(lens.position.x, lens.position.y, lens.position.z);
  camera->SetFocalPoint(lens.focus.x, lens.focus.y, lens.focus.z);
  camera->SetViewUp(lens.up.x, lens.up.y, lens.up.z);
  camera->SetParallelProjection(lens.parallel);
  if (lens.parallel) camera->SetParallelScale(lens.height / 2);
  if (!lens.parallel) camera->SetViewAngle(lens.angle);
  canvas_.space().ResetCameraClippingRange();
}

Vec3 Painter::Impl::on_paper(const Vec3& place) {
  canvas_.space().SetWorldPoint(place.x, place.y, place.z, 1);
  canvas_.space().WorldToDisplay();
  const double* at = canvas_.space().GetDisplayPoint();
  return {at[0], at[1], 0};
}

void Painter::Impl::write_words(std::size_t record) {
  char day[40];
  std::snprintf(day, sizeof day, "day %.*f", decimals_of(run_.days()), run_.days()[record]);
  const double unit = canvas_.layout().unit();
  add_text(&canvas_.paper(), 30 * unit, canvas_.layout().height - 50 * unit, day, 34 * unit, palette_.ink,
           Align::left);
  char length[40];
  std::snprintf(length, sizeof length, "%g \xC2\xB5m", bar_.length);
  const Vec3 from = on_paper(bar_.from), to = on_paper(bar_.to),
             middle = on_paper(0.5 * (bar_.from + bar_.to));
  // Below the bar, as far from one that is aslant as a label is wide.
  Vec3 below{to.y - from.y, from.x - to.x, 0};
  below *= (below.y > 0 ? -1 : 1) / std::max(1e-9, norm(below));
  const double away = (30 * std::abs(below.y) + 55 * std::abs(below.x)) * unit;
  add_text(&canvas_.paper(), middle.x + away * below.x, middle.y + away * below.y, length, 22 * unit,
           palette_.ink, Align::centre);
  if (wish_.legend) add_legend(&canvas_.paper(), canvas_.layout(), rows_, palette_);
}

Picture Painter::Impl::draw(std::size_t record) {
  canvas_.space().RemoveAllViewProps();
  canvas_.paper().RemoveAllViewProps();
  rows_.clear();
  show_cells(record);
  show_field(record);
  show_tissues(record);
  show_scale_bar();
  aim_camera();
  write_words(record);
  return canvas_.taken();
}

Painter::Painter(const RunFiles& run, const Palette& palette, RenderOptions options) {
  check(options, run);
  impl_ = std::make_unique<Impl>(run, palette, std::move(options));
}

Painter::~Painter() = default;

Picture Painter::draw(std::size_t record) { return impl_->draw(record); }

}  // namespace exomet
