// The rich text editor makes <style> elements of its own (placeholders, nested lists). Give them the page's nonce, which
// only scripts from our own address can reach, instead of allowing every inline style.
{
  const { nonce } = document.currentScript;
  const createElement = document.createElement;
  document.createElement = function (name, ...rest) {
    const element = createElement.call(this, name, ...rest);
    if (String(name).toLowerCase() === "style") element.nonce = nonce;
    return element;
  };
}
