#include "sim/base/shell.hpp"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "sim/base/utf8.hpp"

namespace exomet {

namespace {

bool is_bare(char c) {
  constexpr std::string_view harmless = "_-./=,:@%+";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         harmless.find(c) != std::string_view::npos;
}

bool is_one_line_of_text(const std::string& word) {
  return find_invalid_utf8(word) == std::string::npos && find_control_character(word) == std::string::npos &&
         word.find_first_of("\n\t") == std::string::npos;
}

std::string in_single_quotes(const std::string& word) {
  std::string text = "'";
  for (char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + "'";
}

std::string in_octal(const std::string& word) {
  std::string text = "$'";
  for (char c : word) {
    char octal[5];
    std::snprintf(octal, sizeof octal, "\\%03o", static_cast<unsigned char>(c));
    text += is_bare(c) || c == ' ' ? std::string(1, c) : octal;
  }
  return text + "'";
}

}  // namespace

std::string shell_word(const std::string& word) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_bare)) return word;
  return is_one_line_of_text(word) ? in_single_quotes(word) : in_octal(word);
}

std::string shell_command(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : " ") + shell_word(word);
  return line;
}

}  // namespace exomet
