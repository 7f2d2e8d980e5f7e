// For pages that embed tcplab. One line in the host page:
//   <script src="https://where.tcplab.is/embed.js" defer></script>
// and where a figure should stand:
//   <div data-tcplab="three-way-handshake" data-panes="ladder,bits" data-height="520"></div>
// `data-tcplab` is what follows `#/` in tcplab's address; data-panes, data-lang, data-theme and data-level are passed on.
// Frames grow to the height that tcplab asks for, within bounds. Nothing else of the host page is read or changed.
(() => {
  "use strict";
  const home = new URL(".", document.currentScript.src);
  const frames = new Set();

  const embed = (place) => {
    const url = new URL("index.html", home);
    url.searchParams.set("embed", "1");
    for (const name of ["panes", "lang", "theme", "level"]) {
      if (place.dataset[name]) url.searchParams.set(name, place.dataset[name]);
    }
    url.hash = `/${place.dataset.tcplab}`;
    const frame = document.createElement("iframe");
    frame.src = url.href;
    frame.title = place.dataset.title || `tcplab: ${place.dataset.tcplab}`;
    frame.loading = "lazy";
    frame.width = "100%";
    frame.height = place.dataset.height || "520";
    place.replaceChildren(frame);
    frames.add(frame);
  };

  // tcplab posts { tcplab: "height", height: <CSS pixels> } to its host.
  addEventListener("message", ({ data, source }) => {
    if (!data || data.tcplab !== "height" || !Number.isFinite(data.height)) return;
    for (const frame of frames) {
      if (frame.contentWindow === source) frame.height = String(Math.min(Math.max(Math.ceil(data.height), 240), 2000));
    }
  });

  const start = () => document.querySelectorAll("[data-tcplab]").forEach(embed);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
