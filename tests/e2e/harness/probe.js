// Runs before anything of the page's own, in tests only, and notes what no page of ours may do.
"use strict";
window.probe = [];
addEventListener("securitypolicyviolation", (e) => probe.push(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile || ""}`));
addEventListener("error", (e) => probe.push(`error: ${e.message || (e.target && (e.target.src || e.target.href))}`), true);
addEventListener("unhandledrejection", (e) => probe.push(`rejection: ${e.reason}`));
for (const level of ["error", "warn"]) {
  const before = console[level];
  console[level] = (...words) => {
    probe.push(`console.${level}: ${words.join(" ")}`);
    before.apply(console, words);
  };
}
// When the first run was drawn, ms after the page was asked for.
new MutationObserver((_, observer) => {
  if (document.documentElement.dataset.run) {
    probe.drawn = performance.now();
    observer.disconnect();
  }
}).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-run"] });
