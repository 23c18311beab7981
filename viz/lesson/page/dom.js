// Short ways to make elements. Text is always text: nothing that is typed or read becomes HTML.
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list" && name !== "form") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// Paragraphs of a text, whose empty lines part them.
export function fillParagraphs(element, text) {
  element.replaceChildren(...text.trim().split(/\n\s*\n/).map((one) => make("p", {}, one.replace(/\s*\n\s*/g, joint(one)))));
}

// Lines of Japanese are joined without a space.
const joint = (text) => (/[\u3040-\u30ff\u4e00-\u9fff]/.test(text) ? "" : " ");
