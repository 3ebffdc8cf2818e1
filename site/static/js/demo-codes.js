// Fetch fresh codes when the ones shown run out, as a telephone would. Demo page only.
const time = document.getElementById("code-time");
if (time) {
  setTimeout(() => location.reload(), Number(time.dataset.seconds) * 1000 + 500);
}
