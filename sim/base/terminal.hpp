// What can be shown where messages go.
#pragma once

namespace exomet {

// Whether a line of messages can be written anew: they go to a terminal, and to none that only types
// (TERM=dumb).
bool shows_live_lines();

}  // namespace exomet
