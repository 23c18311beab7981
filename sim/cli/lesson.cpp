// exomet lesson FILE: a lesson as one page of HTML with the engine in it.
#include <cstdio>

#include "sim/base/whole_file.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/lesson/lesson_page.hpp"
#include "sim/lesson/lesson_section.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view place_of_lesson = "@LESSON@";

// The page without a lesson, with the engine in it, as viz/lesson/build.sh makes it.
std::string empty_page() {
  const fs::path file = fs::path(EXOMET_SOURCE) / "build/lesson/page.html";
  std::optional<std::string> page = read_whole(file);
  if (!page || page->find(place_of_lesson) == page->npos)
    throw InputError("the page with the engine isn't built ('" + file.string() +
                     "'); call the launcher ./exomet lesson, which builds it");
  return *std::move(page);
}

int write_lesson(const std::string& file, std::string out) {
  const Lesson lesson = read_lesson(file, library());
  std::string page = empty_page();
  page.replace(page.find(place_of_lesson), place_of_lesson.size(),
               lesson_json(lesson, library(), EXOMET_VERSION));
  if (out.empty()) out = "out/lessons/" + lesson.name + ".html";
  make_folder(folder_of(out));
  write_whole(out, page);
  std::printf("Written to %s (%.1f MB); it opens in any browser, without a network.\n", out.c_str(),
              static_cast<double>(page.size()) / 1e6);
  return 0;
}

}  // namespace

void add_lesson(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  struct Options {
    std::string file, out;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "lesson", "Write a lesson as one page of HTML with the engine in it, which opens without a network");
  command->add_option("FILE", options->file, "Lesson, e.g. configs/lessons/vesicle-or-message.yaml")
      ->required();
  command->add_option("--out", options->out, "File to write; out/lessons/<name>.html unless given")
      ->check(refuse_empty);
  verbs.emplace_back(command, [options] { return write_lesson(options->file, options->out); });
}

}  // namespace exomet
