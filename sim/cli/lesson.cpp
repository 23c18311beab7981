// exomet lesson FILE: a lesson as one page of HTML with the engine in it.
#include <algorithm>
#include <cstdio>

#include "sim/base/whole_file.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/lesson/lesson_index.hpp"
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

void save(const fs::path& file, const std::string& page) {
  try {
    make_folder(folder_of(file));
    write_whole(file, page);
  } catch (const RunError& error) {
    throw InputError(error.what() + std::string("; name another place with --out or --site"));
  }
}

std::string page_of(const Lesson& lesson, std::string empty) {
  return empty.replace(empty.find(place_of_lesson), place_of_lesson.size(),
                       lesson_json(lesson, library(), EXOMET_VERSION));
}

int write_page(const Lesson& lesson, std::string out) {
  const std::string page = page_of(lesson, empty_page());
  if (out.empty()) out = "out/lessons/" + lesson.name + ".html";
  save(out, page);
  std::printf("Written to %s (%.1f MB); it opens in any browser, without a network.\n", out.c_str(),
              static_cast<double>(page.size()) / 1e6);
  return 0;
}

// All that come along, unless some are named.
int write_site(std::vector<std::string> files, const fs::path& folder) {
  const fs::path ours = library().models.parent_path() / "configs/lessons";
  std::error_code ignored;
  if (files.empty())
    for (const auto& entry : fs::directory_iterator(ours, ignored))
      if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  std::vector<Lesson> lessons;
  for (const std::string& file : files) lessons.push_back(read_lesson(file, library()));
  const std::string empty = empty_page();
  for (const Lesson& lesson : lessons) save(folder / (lesson.name + ".html"), page_of(lesson, empty));
  save(folder / "index.html", lesson_index(lessons));
  std::printf("Written to %s: %zu lessons and index.html, for any web server or none.\n", folder.c_str(),
              lessons.size());
  return 0;
}

struct Options {
  std::vector<std::string> files;
  std::string out, site;
};

int write_lessons(const Options& options) {
  if (!options.site.empty()) return write_site(options.files, options.site);
  if (options.files.size() != 1) throw InputError("name one lesson, or a folder for several: --site FOLDER");
  return write_page(read_lesson(options.files[0], library()), options.out);
}

}  // namespace

void add_lesson(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "lesson", "Write a lesson as one page of HTML with the engine in it, which opens without a network");
  command->add_option("FILE", options->files, "Lesson, e.g. configs/lessons/vesicle-or-message.yaml");
  CLI::Option* out =
      command->add_option("--out", options->out, "File to write; out/lessons/<name>.html unless given")
          ->check(refuse_empty);
  command
      ->add_option(
          "--site", options->site,
          "Folder to write with a page of each lesson (all of configs/lessons unless some are named) "
          "and an index")
      ->check(refuse_empty)
      ->excludes(out);
  verbs.emplace_back(command, [options] { return write_lessons(*options); });
}

}  // namespace exomet
