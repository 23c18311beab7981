// What a process is handed by the one that starts it, and what of it can't be relied on.
#pragma once

namespace exomet {

// To be called first in main(). Opens /dev/null in place of those of the descriptors 0 to 2 that are closed:
// a file would be opened as one of them, and messages would be written into it. Takes from PATH what isn't an
// absolute folder: helpers such as ffmpeg and sbatch must not be looked for in the folder one stands in.
void secure_inherited();

// InputError if a word of the command line is no UTF-8, or holds a control character (tabs and line breaks
// may stand in what --set gives): such a name would end in tables, JSON, job scripts and on the terminal.
void check_command_line(int argc, const char* const* argv);

}  // namespace exomet
