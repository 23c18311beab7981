#include "sim/lesson/lesson_index.hpp"

namespace exomet {

namespace {

std::string escaped(const std::string& text) {
  std::string html;
  for (const char c : text) {
    if (c == '&')
      html += "&amp;";
    else if (c == '<')
      html += "&lt;";
    else if (c == '"')
      html += "&quot;";
    else
      html += c;
  }
  return html;
}

// What stands in a language: a title as a link, and the question.
std::string entry_of(const Lesson& lesson, const std::string& language, const std::string& title) {
  const std::string spoken = language.empty() ? lesson.lang : language;
  const auto asks = lesson.asks.find(language);
  std::string html = "<p lang=\"" + escaped(spoken) + "\"><a href=\"" + escaped(lesson.name) + ".html\">" +
                     escaped(title) + "</a>";
  if (asks != lesson.asks.end()) html += "<br>" + escaped(asks->second);
  return html + "</p>\n";
}

}  // namespace

std::string lesson_index(const std::vector<Lesson>& lessons) {
  std::string list;
  for (const Lesson& lesson : lessons) {
    list += "<li>\n";
    for (const auto& [language, title] : lesson.title) list += entry_of(lesson, language, title);
    list += "</li>\n";
  }
  return R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lessons – exomet</title>
<style>
body { max-width: 46em; margin: 0 auto; padding: 2em 1.2em; color: #222; font: 17px/1.55 system-ui, sans-serif; }
a { color: #6f2f89; font-weight: 600; font-size: 1.15rem; } li { margin-bottom: 1.6em; } p { margin: .2em 0 .6em; }
</style>
</head>
<body>
<main>
<h1>Lessons with the real engine in them</h1>
<ul>
)" + list +
         R"(</ul>
</main>
</body>
</html>
)";
}

}  // namespace exomet
