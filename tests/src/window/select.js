// Selects words inside an editor, as a person would with the mouse; an empty selection behind them if `after`.
const [editor, words, after] = arguments;
const texts = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
for (let text = texts.nextNode(); text; text = texts.nextNode()) {
  const at = text.data.indexOf(words);
  if (at < 0) continue;
  text.parentElement.scrollIntoView({ block: "center" });
  editor.focus();
  getSelection().setBaseAndExtent(text, after ? at + words.length : at, text, at + words.length);
  return true;
}
return false;
