// Which of a run's records a picture shows.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace exomet {

// "3 d", "12h", or a bare number of days as ParaView shows them. Returns days; InputError for other text.
double day_of(const std::string& text);

// The record (its place in the list of days, which rise) nearest to a time; of two as near the earlier.
// InputError, naming the nearest, for a time before the first or after the last by more than half an
// interval.
std::size_t record_at(double day, const std::vector<double>& days, const std::string& run);

// "3 d", "2.25 d", "6 h": as people say it, hours below a day.
std::string spoken_time(double day);

// How many decimals of a day tell the records apart.
int decimals_of(const std::vector<double>& days);

// "day-03.25" and the like: equally long, so that they sort.
std::vector<std::string> day_names(const std::vector<double>& days);

}  // namespace exomet
