#include "sim/study/record_text.hpp"

#include <xxhash.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "sim/base/number_text.hpp"

namespace exomet {

namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isnan(value) ? Json() : Json(value); }

double number(const Json& json) {
  return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

std::string seal_of(const Json& json) {
  const std::string text = json.dump();
  return hexadecimal(XXH3_64bits(text.data(), text.size()));
}

void require(bool holds, const char* what) {
  if (!holds) throw DamagedRecord(what);
}

void check_times(const RunRecord& run) {
  if (run.times.empty() && run.series.empty()) return;
  require(run.series.size() == run.values.size(), "its series aren't those of its measures");
  for (const std::vector<double>& row : run.series)
    require(row.size() == run.times.size(), "its series have other lengths than their times");
  for (std::size_t i = 0; i < run.times.size(); ++i) {
    const double least = i == 0 ? 0 : run.times[i - 1];
    require(run.times[i] >= least && run.times[i] <= run.days * (1 + 1e-9),
            "its times aren't those of a run");
  }
}

bool is_hex(const std::string& text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void check(const RunRecord& run) {
  require(is_hex(run.address, 32), "its address is none");
  require(run.failed || is_hex(run.digest, 16), "its digest is none");
  require(std::isfinite(run.days) && run.days >= 0, "its duration is none");
  require(std::isfinite(run.seconds) && run.seconds >= 0, "its time of computing is none");
  check_times(run);
}

RunRecord record_of(const Json& json) {
  RunRecord run;
  run.address = json.at("address");
  require(json.at("seed").is_number_unsigned(), "its seed is none");
  run.seed = json.at("seed");
  run.failed = json.at("status") == "failed";
  require(run.failed || json.at("status") == "done", "its status is neither done nor failed");
  run.message = json.at("message");
  run.digest = json.at("digest");
  run.days = json.at("days");
  run.seconds = json.at("seconds");
  run.program = json.at("program");
  run.outputs = json.value("outputs", "");
  if (json.contains("notes")) run.notes = json.at("notes").get<std::vector<std::string>>();
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

std::string record_text(const RunRecord& run) {
  Json values = Json::object();
  for (const MeasuredValue& one : run.values)
    values[one.measure] = {{"value", number(one.value)}, {"unit", one.unit}};
  Json json{{"address", run.address}, {"seed", run.seed},       {"status", run.failed ? "failed" : "done"},
            {"message", run.message}, {"digest", run.digest},   {"days", run.days},
            {"seconds", run.seconds}, {"program", run.program}, {"outputs", run.outputs},
            {"notes", run.notes},     {"measures", values}};
  if (!run.times.empty()) {
    Json series = Json::array();
    for (const auto& row : run.series) {
      Json list = Json::array();
      for (double value : row) list.push_back(number(value));
      series.push_back(list);
    }
    json["times_d"] = run.times;
    json["series"] = series;
  }
  json["seal"] = seal_of(json);
  return json.dump() + "\n";
}

// Records of before there were seals, which don't say what outputs they have, are read without.
RunRecord read_record(const std::string& text) {
  try {
    Json json = Json::parse(text);
    if (json.contains("seal") || json.contains("outputs")) {
      const std::string seal = json.at("seal");
      json.erase("seal");
      require(seal == seal_of(json), "its seal is broken");
    }
    const RunRecord run = record_of(json);
    check(run);
    return run;
  } catch (const Json::exception& error) {
    throw DamagedRecord(error.what());
  }
}

}  // namespace exomet
