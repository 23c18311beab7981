// Ctrl-C and SIGTERM, asked for between pictures.
#pragma once

namespace exomet {

void watch_for_interrupts();
bool interrupted();

}  // namespace exomet
