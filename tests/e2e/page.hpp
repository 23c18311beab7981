// What tests of reports share.
#pragma once

#include "tests/e2e/program.hpp"

namespace exomet::test {

inline bool no_charts() {
  if (std::filesystem::exists("/usr/share/javascript/chart.js/chart.min.js") &&
      std::filesystem::exists("/usr/bin/dot"))
    return false;
  if (std::getenv("CI")) FAIL("no Chart.js or no Graphviz; ./exomet test installs them");
  WARN("no Chart.js or no Graphviz: nothing was tested");
  return true;
}

// Reads the page as a browser would find its parts; prints what is wrong with it.
inline const std::string check_page = R"(import sys
from html.parser import HTMLParser
VOID = {'meta', 'img', 'br', 'link', 'input', 'hr', 'wbr'}
class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen = [], set()
    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        if tag not in VOID: self.open.append(tag)
        for name, value in attributes:
            if name in ('src', 'srcset', 'data', 'poster') and not value.startswith('data:'): print('loads', value)
            if name in ('href', 'xlink:href') and not value.startswith('#'): print('refers to', value)
        if tag in ('link', 'iframe', 'object', 'embed'): print('has a', tag)
    def handle_endtag(self, tag):
        if tag in VOID: return
        if not self.open or self.open.pop() != tag: print('badly nested', tag, self.getpos())
    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID: self.open.pop()
text = open(sys.argv[1], encoding='utf-8').read()
page = Page()
page.feed(text)
if page.open: print('not closed:', page.open)
for tag in ('h1', 'canvas', 'svg', 'table', 'dl'):
    if tag not in page.seen: print('has no', tag)
style = text[text.index('<style>'):text.index('</style>')]
if 'url(' in style or '@import' in style: print('the style loads something')
)";

}  // namespace exomet::test
