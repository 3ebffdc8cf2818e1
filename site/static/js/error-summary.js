// Move focus to the error summary, so that keyboard and screen reader begin where the trouble is (WCAG 3.3.1).
document.getElementById("error-summary")?.focus();
