#include "viz/render/options.hpp"

#include <cctype>
#include <cmath>

namespace exomet {
namespace {

// "1600x1000"
bool read_size(const std::string& text, RenderOptions& wish) {
  int end = 0;
  char cross = 0;
  if (std::sscanf(text.c_str(), "%5d%c%5d%n", &wish.width, &cross, &wish.height, &end) != 3) return false;
  return end == static_cast<int>(text.size()) && (cross == 'x' || cross == 'X') && wish.width >= 200 &&
         wish.height >= 150 && wish.width <= 8000 && wish.height <= 8000;
}

// Ranges let pass what compares with nothing.
std::string finite(const std::string& text) {
  double value = 0;
  if (CLI::detail::lexical_cast(text, value) && std::isfinite(value)) return {};
  return "'" + text + "' is no finite number";
}

std::string positive(const std::string& text) {
  if (const std::string wrong = finite(text); !wrong.empty()) return wrong;
  double value = 0;
  CLI::detail::lexical_cast(text, value);
  return value > 0 ? "" : "'" + text + "' isn't above 0";
}

void add_scene(CLI::App* to, Asked& asked) {
  RenderOptions& wish = asked.wish;
  to->add_option("RUN", asked.run, "Folder of a run")->required();
  to->add_option_function<std::string>(
        "--size",
        [&wish](const std::string& text) {
          if (!read_size(text, wish))
            throw CLI::ValidationError(
                "--size", "'" + text + "' is no size from 200x150 to 8000x8000; write 1920x1080");
        },
        "Pixels; 1600x1000 if not given, less high for a flat model")
      ->type_name("WxH");
  to->add_option("--field", wish.field, "EVs or substance to show, or none; the first if not given")
      ->type_name("NAME");
  CLI::Option* per_dot =
      to->add_option("--per-dot", wish.per_dot, "EVs that a dot stands for; a round number if not given")
          ->check(positive);
  CLI::Option* slice =
      to->add_option("--slice", wish.slice, "Cut through the middle, the field in colours there")
          ->expected(0, 1)
          ->default_str("y")
          ->check(CLI::IsMember({"x", "y", "z"}))
          ->excludes(per_dot);
  to->add_option("--top", wish.top, "Value of a cut's darkest colour; the largest at any time if not given")
      ->check(positive)
      ->needs(slice);
  to->add_option("--hide", wish.hidden, "Types of cells not to show")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("TYPE,...");
  to->add_option("--from", wish.gaze.from, "Side to look from: x, -x, y, -y, z, -z or oblique")
      ->type_name("SIDE");
  to->add_option("--azimuth", wish.gaze.azimuth, "Degrees around z, from the front to the right")
      ->check(finite);
  to->add_option("--elevation", wish.gaze.elevation, "Degrees above the horizon")
      ->check(finite)
      ->check(CLI::Range(-90.0, 90.0));
  to->add_option("--zoom", wish.gaze.zoom, "2: twice as large")
      ->check(finite)
      ->check(CLI::Range(0.05, 100.0));
  to->add_flag_callback(
      "--no-legend", [&wish] { wish.legend = false; }, "Leave the legend out");
}

}  // namespace

CLI::App* add_render(CLI::App& app, Asked& asked) {
  CLI::App* verb = app.add_subcommand("render", "Draw a run as pictures (PNG), also without a display");
  add_scene(verb, asked);
  CLI::Option* at =
      verb->add_option("--at,--time", asked.at,
                       "Time, as 3d or 12h; a bare number is days. Again for more pictures; the end if "
                       "not given")
          ->allow_extra_args(false)
          ->type_name("TIME");
  verb->add_flag("--all", asked.all, "A picture of every record")->excludes(at);
  verb->add_option("--out", asked.out, "FILE.png or a folder; RUN/pictures if not given");
  return verb;
}

CLI::App* add_movie(CLI::App& app, Asked& asked) {
  CLI::App* verb = app.add_subcommand("movie", "Draw a run as a movie (MP4), a picture for every record");
  add_scene(verb, asked);
  verb->add_option("--fps", asked.per_second, "Pictures per second; 10 if not given")
      ->check(finite)
      ->check(CLI::Range(0.1, 120.0));
  verb->add_option("--out", asked.out, "FILE.mp4; RUN/movie.mp4 if not given");
  return verb;
}

}  // namespace exomet
