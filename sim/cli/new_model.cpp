// exomet new: a model to begin with, and an experiment of it, both of which run and say what each line is.
#include <algorithm>
#include <cctype>
#include <iostream>

#include "sim/base/error.hpp"
#include "sim/base/whole_file.hpp"
#include "sim/cli/verbs.hpp"

namespace exomet {

namespace {

constexpr std::string_view model_text =
    R"(# Change what you like: 'exomet check configs/NAME.yaml' says what is wrong, 'exomet describe' what there is.
model: NAME
about: What the model shows, by whom it was found, and what is known against it.

parameters:  # the knobs, used below as $name; each number has a unit and a source, here 'assumed'
  ev_release: {value: 60 /h, range: [0 /h, 6000 /h], prior: {log_uniform: [37 /h, 1500 /h]}, source: assumed, about: EVs per cell and time.}
  message_load: {value: 1, range: [0, 10], prior: {log_uniform: [0.01, 10]}, source: assumed, about: Copies of the message per EV.}

domain:
  source: assumed
  size: [300 um, 300 um, 20 um]
  voxel: 20 um
  boundary: {x: periodic, y: periodic, z: flat}  # one layer; closed, open and fixed are others

mechanics:
  source: assumed
  contact: {linear_spring: {stiffness: 1 nN/um, adhesion: 0.2, reach: 1.2}}
  friction: 10 nN min/um
  attached_friction: 30 nN min/um

steps: {source: assumed, transport: 10 min, motion: 6 min, rules: 30 min}

cargo:  # what EVs carry into cells, and what cells make themselves ('makes')
  message: {half_life: 12 h, source: assumed}

vesicles:
  ev: {diameter: 100 nm, half_life: 6 h, carries: {message: $message_load}, source: assumed}

cells:
  sender:
    about: It releases EVs and divides until it is crowded.
    source: assumed
    diameter: 15 um
    secretes: {ev: $ev_release}
    divides: {rate: 0.5 /d, lowered_by: {crowding: {to: 0 /d, half: 0.6, hill: 8}}}
    dies: {rate: 0.02 /d}
    crawls: {speed: 0.1 um/min, persistence: 30 min}

  receiver:
    about: It takes EVs up, and dies of what they bring.
    source: assumed
    diameter: 15 um
    takes_up: {ev: 1e5 um^3/h}
    dies:
      rate: 0.01 /d
      raised_by: {message: {to: 1 /d, half: 3000 copies, hill: 2}}  # 'exomet describe rules'

start:
  - scatter: {of: sender, count: 20, within: {x: [0 um, 150 um]}, source: assumed}
  - scatter: {of: receiver, count: 60, within: {x: [150 um, 300 um]}, source: assumed}

treatments:
  source: assumed
  no_message: {about: As many EVs without their message., set: {parameters.message_load: 0}}

measures:
  source: assumed
  senders: {count: sender}
  receivers: {count: receiver}
  deaths: {happened: death, to: receiver}
  evs: {amount: ev}
  message_in_receivers: {mean_cargo: message, of: receiver}
)";

constexpr std::string_view config_text = R"(#   exomet run configs/NAME.yaml
model: ../models/NAME.yaml
about: What is asked, in a sentence.
seed: 1
duration: 6 d
treatments: []  # [no_message]
output: {every: 12 h, measures: 2 h}
)";

std::string named(std::string_view text, const std::string& name) {
  constexpr std::string_view stands_for_it = "NAME";
  std::string made(text);
  for (std::size_t at = 0; (at = made.find(stands_for_it, at)) != std::string::npos; at += name.size())
    made.replace(at, stands_for_it.size(), name);
  return made;
}

bool is_word(const std::string& name) {
  return !name.empty() && std::isalpha(static_cast<unsigned char>(name.front())) &&
         std::all_of(name.begin(), name.end(),
                     [](unsigned char c) { return c < 128 && (std::isalnum(c) || c == '_' || c == '-'); });
}

int write_new(const std::string& name) {
  const std::filesystem::path model = "models/" + name + ".yaml", config = "configs/" + name + ".yaml";
  for (const auto& file : {model, config})
    if (std::filesystem::exists(file))
      throw InputError("there is a '" + file.string() + "'; give the new model another name");
  for (const auto& file : {model, config}) make_folder(file.parent_path());
  write_whole(model, named(model_text, name));
  write_whole(config, named(config_text, name));
  std::cout << "Written: " << model.string() << ", " << config.string() << ". Run it:\n  ./exomet run "
            << config.string() << "\n";
  return 0;
}

}  // namespace

void add_new(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  auto name = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand(
      "new", "Write a model to begin with and an experiment of it, into models/ and configs/");
  command->add_option("NAME", *name, "Of the model")->required()->check([](const std::string& given) {
    return is_word(given) ? std::string()
                          : "a name is a letter and then letters, digits, _ and -; found '" + given + "'";
  });
  verbs.emplace_back(command, [name] { return write_new(*name); });
}

}  // namespace exomet
