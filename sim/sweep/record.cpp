#include "sim/sweep/record.hpp"

#include <unistd.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "sim/base/error.hpp"
#include "sim/base/whole_file.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isnan(value) ? Json() : Json(value); }

double number(const Json& json) {
  return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

Json json_of(const RunRecord& run) {
  Json values = Json::object();
  for (const MeasuredValue& one : run.values)
    values[one.measure] = {{"value", number(one.value)}, {"unit", one.unit}};
  Json json{{"address", run.address}, {"seed", run.seed},       {"status", run.failed ? "failed" : "done"},
            {"message", run.message}, {"digest", run.digest},   {"days", run.days},
            {"seconds", run.seconds}, {"program", run.program}, {"measures", values}};
  if (run.times.empty()) return json;
  Json series = Json::array();
  for (const auto& row : run.series) {
    Json list = Json::array();
    for (double value : row) list.push_back(number(value));
    series.push_back(list);
  }
  json["times_d"] = run.times;
  json["series"] = series;
  return json;
}

RunRecord record_of(const Json& json) {
  RunRecord run;
  run.address = json.at("address");
  run.seed = json.at("seed");
  run.failed = json.at("status") == "failed";
  run.message = json.at("message");
  run.digest = json.at("digest");
  run.days = json.at("days");
  run.seconds = json.at("seconds");
  run.program = json.at("program");
  for (const auto& [measure, value] : json.at("measures").items())
    run.values.push_back({measure, value.at("unit"), number(value.at("value"))});
  if (!json.contains("times_d")) return run;
  run.times = json.at("times_d").get<std::vector<double>>();
  for (const Json& row : json.at("series")) {
    run.series.emplace_back();
    for (const Json& value : row) run.series.back().push_back(number(value));
  }
  return run;
}

}  // namespace

// In folders by the last digits, which are the seed's: of one point's runs and of many points' alike, no
// folder gets too full.
fs::path RunStore::file(const std::string& address) const {
  return folder_ / address.substr(address.size() - 2) / (address + ".json");
}

fs::path RunStore::outputs(const std::string& address) const {
  return folder_ / address.substr(address.size() - 2) / address;
}

std::optional<RunRecord> RunStore::find(const std::string& address) const {
  std::ifstream in(file(address));
  if (!in) return std::nullopt;
  try {
    RunRecord run = record_of(Json::parse(in));
    if (run.address == address) return run;
  } catch (const Json::exception&) {
  }
  return std::nullopt;
}

// Under a name of its own first: two programs may do the same run on two machines.
void RunStore::save(const RunRecord& run) const {
  const fs::path to = file(run.address);
  make_folder(to.parent_path());
  char host[64] = "";
  gethostname(host, sizeof host - 1);
  const fs::path own = to.string() + "." + host + "." + std::to_string(getpid());
  write_whole(own, json_of(run).dump() + "\n");
  std::error_code error;
  fs::rename(own, to, error);
  if (error)
    throw RunError("can't rename '" + own.string() + "' to '" + to.string() + "': " + error.message());
}

void RunStore::forget(const std::string& address) const {
  std::error_code ignored;
  fs::remove(file(address), ignored);
}

}  // namespace exomet
