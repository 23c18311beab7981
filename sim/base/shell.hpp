// Words for a shell: whatever a name holds, the shell takes it for one word and runs nothing of it.
#pragma once

#include <string>
#include <vector>

namespace exomet {

// A word as bash reads it: bare where that is the same, in quotes otherwise, on one line always (a control
// character or a byte that is no UTF-8 as $'\ooo').
std::string shell_word(const std::string& word);

// Words with blanks between them, as a command to be typed or run.
std::string shell_command(const std::vector<std::string>& words);

}  // namespace exomet
