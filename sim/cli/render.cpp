// exomet render, exomet movie: handed to exomet-render (viz/render), so that no other verb waits for VTK's
// graphics.
#include <unistd.h>

#include <cstring>

#include "sim/cli/program.hpp"
#include "sim/cli/verbs.hpp"

namespace exomet {
namespace {

[[noreturn]] void hand_over(const std::string& verb, std::vector<std::string> words) {
  std::string renderer = renderer_path();
  if (!std::filesystem::exists(renderer))
    throw InputError("there is no " + renderer + ", which draws; call the launcher ./exomet " + verb +
                     ", which builds it");
  words.insert(words.begin(), {renderer, verb});
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  execv(renderer.c_str(), arguments.data());
  throw RunError("can't start " + renderer + ": " + std::strerror(errno));
}

}  // namespace

void add_render(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  for (const auto& [name, about] :
       {std::pair{"render", "Draw a run as pictures (PNG), also without a display"},
        std::pair{"movie", "Draw a run as a movie (MP4)"}}) {
    CLI::App* command = app.add_subcommand(name, about);
    command->prefix_command();
    command->set_help_flag();
    verbs.emplace_back(
        command, [command, verb = std::string(name)]() -> int { hand_over(verb, command->remaining()); });
  }
}

}  // namespace exomet
