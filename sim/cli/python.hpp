// The scripts of viz/, which the Python of the system runs: apt installs what they need for that one.
#pragma once

#include <string>
#include <vector>

namespace exomet {

inline const std::string python = "/usr/bin/python3";

bool python_has(const std::string& module);

// Calls viz/<script> of the source. Its output is our own, or nowhere; returns its exit code, or -1 if it
// couldn't be called or was ended by a signal.
int call_script(const std::string& script, const std::vector<std::string>& words, bool silent);

// What to type to call it by hand.
std::string script_command(const std::string& script, const std::vector<std::string>& words);

// The same as a verb: its exit code where that is 0 or 2, after which it has said itself what is wrong with
// the input. RunError for anything else; InputError if the module (`package` in apt) isn't there.
int run_script(const std::string& script, const std::vector<std::string>& words, const std::string& module,
               const std::string& package);

}  // namespace exomet
