// Copying the page's address and printing it: only a script can, so the buttons show when this one has come.
const status = document.querySelector("[data-share-status]");

async function copy(button) {
  const field = document.getElementById(button.dataset.copies);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    status.textContent = button.dataset.copied;
  } catch {
    field.focus(); // the browser forbids it: the address stands marked, ready to be copied by hand
  }
}

for (const button of document.querySelectorAll("[data-copies], [data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => (button.dataset.copies ? copy(button) : window.print()));
}
