// exomet-render: a run as pictures or as a movie. A program of its own, since starting with VTK's graphics
// takes longer than starting a run.
#include <cmath>
#include <cstdio>
#include <iostream>

#include "sim/base/error.hpp"
#include "sim/base/inherited.hpp"
#include "sim/base/terminal.hpp"
#include "sim/base/whole_file.hpp"
#include "viz/render/display.hpp"
#include "viz/render/film.hpp"
#include "viz/render/interrupt.hpp"
#include "viz/render/options.hpp"
#include "viz/render/outputs.hpp"
#include "viz/render/records.hpp"

namespace exomet {
namespace {

constexpr int fine = 0, run_failed = 1, input_wrong = 2, broken_off = 130;

Palette palette() { return Palette(std::filesystem::path(EXOMET_SOURCE) / "viz" / "palette.json"); }

// At a terminal one line that counts up.
void show_progress(std::size_t done, std::size_t all) {
  if (shows_live_lines() && all > 1)
    std::fprintf(stderr, "\r\033[Kpicture %zu of %zu%s", done, all, done == all ? "\r\033[K" : "");
}

std::vector<std::size_t> chosen_records(const Asked& asked, const RunFiles& run) {
  std::vector<std::size_t> records;
  if (asked.all)
    for (std::size_t record = 0; record < run.days().size(); ++record) records.push_back(record);
  for (const std::string& time : asked.at) {
    const double day = day_of(time);
    const std::size_t record = record_at(day, run.days(), run.name());
    if (std::abs(run.days()[record] - day) > 1e-6)
      std::cerr << "note: no record at " << spoken_time(day) << "; shown is the nearest, at "
                << spoken_time(run.days()[record]) << '\n';
    records.push_back(record);
  }
  if (records.empty()) records.push_back(run.days().size() - 1);
  return records;
}

int render(Asked asked) {
  const RunFiles run(asked.run);
  check(asked.wish, run);
  choose_size(asked.wish, run.domain());
  const std::vector<std::size_t> records = chosen_records(asked, run);
  check_dots(asked.wish, run, records);
  const std::vector<std::string> all_names = day_names(run.days());
  std::vector<std::string> names;
  for (const std::size_t record : records) names.push_back(all_names[record]);
  const auto files = picture_files(asked.out, run.name(), names);
  const Display display;
  Painter painter(run, palette(), asked.wish);
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (interrupted()) {
      std::cerr << "\nbroken off: " << i << " of " << records.size() << " pictures are there\n";
      return broken_off;
    }
    write_whole(files[i], png_of(painter.draw(records[i])));
    show_progress(i + 1, records.size());
  }
  for (const auto& file : files) std::cout << file.string() << '\n';
  return fine;
}

int movie(Asked asked) {
  const RunFiles run(asked.run);
  check(asked.wish, run);
  asked.all = true;
  check_dots(asked.wish, run, chosen_records(asked, run));
  choose_size(asked.wish, run.domain());
  const std::filesystem::path file = movie_file(asked.out, run.name());
  Film film(file, asked.wish.width, asked.wish.height, asked.per_second);
  const Display display;
  Painter painter(run, palette(), asked.wish);
  for (std::size_t record = 0; record < run.days().size(); ++record) {
    film.add(painter.draw(record));
    show_progress(record + 1, run.days().size());
    if (interrupted()) {
      std::cerr << "\nbroken off: no movie was written\n";
      return broken_off;
    }
  }
  film.finish();
  std::cout << file.string() << ": " << run.days().size() << " pictures, "
            << static_cast<double>(run.days().size()) / asked.per_second << " s\n";
  return fine;
}

int run_program(int argc, char** argv) {
  check_command_line(argc, argv);
  CLI::App app("Pictures and movies of runs.", "exomet");
  app.require_subcommand(1);
  Asked asked;
  const CLI::App* pictures = add_render(app, asked);
  add_movie(app, asked);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? fine : input_wrong;
  }
  if (!asked.wish.slice.empty()) asked.wish.gaze.cut = asked.wish.slice[0] - 'x';
  watch_for_interrupts();
  return pictures->parsed() ? render(asked) : movie(asked);
}

}  // namespace
}  // namespace exomet

int main(int argc, char** argv) {
  exomet::secure_inherited();
  try {
    return exomet::run_program(argc, argv);
  } catch (const exomet::InputError& error) {
    std::cerr << error.what() << '\n';
    return exomet::input_wrong;
  } catch (const std::bad_alloc&) {
    std::cerr << "no picture was made: out of memory; choose a smaller --size\n";
  } catch (const std::exception& error) {
    std::cerr << "no picture was made: " << error.what() << '\n';
  }
  return exomet::run_failed;
}
