// Starts the page. The names of the module and the wasm come from the two metas that the build writes.
// Where `import()` is refused (a page opened from a file, a sandboxed frame whose host sends no CORS header), the same
// program comes as one classic script instead: fallback.js.
(() => {
  "use strict";
  const meta = (name) => {
    const element = document.querySelector(`meta[name="tcplab-${name}"]`);
    return element && new URL(element.content, document.baseURI).href;
  };

  const asModule = async () => {
    const module = await import(meta("js"));
    await module.default({ module_or_path: meta("wasm") });
  };

  const asScript = () =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL("fallback.js", document.baseURI).href;
      script.onload = () => window.tcplabFallback.then(done, failed);
      script.onerror = () => failed(new Error("fallback.js could not be loaded"));
      document.head.append(script);
    });

  const paragraph = (lang, text) => {
    const p = document.createElement("p");
    p.lang = lang;
    p.textContent = text;
    return p;
  };

  // A fault of the program itself is a trap, after which nothing in it can speak any more.
  const broken = (error) => {
    if (!(error instanceof WebAssembly.RuntimeError) || document.querySelector(".panic")) return;
    document.documentElement.dataset.runState = "error";
    const place = document.createElement("div");
    place.className = "panic";
    place.setAttribute("role", "alert");
    place.append(
      paragraph("en", "tcplab has made a mistake and stopped. Load the page again: what you changed is in the address."),
      paragraph("zh-CN", "tcplab 出错并已停止。请重新加载页面：您所做的修改都在地址里。"),
      paragraph("en", String(error)),
    );
    document.body.append(place);
  };
  addEventListener("error", (event) => broken(event.error));
  addEventListener("unhandledrejection", (event) => broken(event.reason));

  const explain = (error) => {
    console.error(error);
    const words = document.getElementById("boot-words");
    document.documentElement.dataset.runState = "failed";
    if (!words) return; // The program had started: it has its own way to speak.
    const [en, zh] =
      typeof WebAssembly === "object"
        ? [`tcplab could not start: ${error}. Load the page again; if it persists, tell whoever publishes this page.`,
           `tcplab 无法启动：${error}。请重新加载；若仍然如此，请告知本页的发布者。`]
        : ["tcplab runs a TCP engine as WebAssembly, which this browser lacks or has switched off. Any browser since 2022 will do.",
           "tcplab 以 WebAssembly 运行 TCP 协议栈，而此浏览器不支持或已将其关闭。2022 年以后的浏览器均可使用。"];
    words.replaceChildren(paragraph("en", en), paragraph("zh-CN", zh));
    words.setAttribute("role", "alert");
  };

  const start = async () => {
    if (location.protocol === "file:") return asScript();
    try {
      await asModule();
    } catch (error) {
      // A fault of the program itself would only come again.
      if (error instanceof WebAssembly.RuntimeError) throw error;
      await asScript();
    }
  };
  start().catch(explain);
})();
