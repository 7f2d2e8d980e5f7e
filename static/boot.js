// Starts the page. The names of the module, the wasm and the lab part come from the metas that the build writes.
// Where `import()` is refused (a page opened from a file, a sandboxed frame whose host sends no CORS header), the same
// program comes as one classic script instead, in one piece: fallback.js.
(() => {
  "use strict";
  const meta = (name) => {
    const element = document.querySelector(`meta[name="tcplab-${name}"]`);
    return element && new URL(element.content, document.baseURI).href;
  };

  // The styles of the lab, where they are in a sheet of their own.
  const labStyles = () =>
    new Promise((done, failed) => {
      const sheet = document.createElement("link");
      sheet.rel = "stylesheet";
      sheet.href = meta("lab-styles");
      sheet.onload = done;
      sheet.onerror = () => {
        sheet.remove();
        failed(new Error(`${sheet.href} could not be loaded`));
      };
      document.head.append(sheet);
    });

  // The program's second file puts its functions into the table of the first (xtask/src/split.rs).
  const labPart = async (program) => {
    const styles = labStyles();
    styles.catch(() => {}); // It is awaited below, after what may fail before.
    const file = await fetch(meta("lab"));
    if (!file.ok) throw new Error(`${file.url}: ${file.status}`);
    const bytes = await file.arrayBuffer();
    await styles;
    await WebAssembly.instantiate(bytes, { p: await program });
  };

  // Whether the address, or what this browser remembers, opens the door of the lab, or what it says is read there.
  const atOnce = () => {
    const said = new URLSearchParams(location.search);
    if (said.has("embed")) return true;
    if (/[?&](drop|delay|dup|reorder|edit|corrupt|forge|call|off|file)=/.test(location.hash)) return true;
    const level = new URLSearchParams(location.hash.split("?")[1]).get("level") ?? said.get("level");
    try {
      return (level ?? localStorage.getItem("tcplab.level") ?? "learn") !== "learn";
    } catch {
      return (level ?? "learn") !== "learn";
    }
  };

  const asModule = async () => {
    const program = import(meta("js")).then((module) => module.default({ module_or_path: meta("wasm") }));
    if (meta("lab")) {
      let coming;
      window.tcplabLab = () =>
        (coming ??= labPart(program).catch((error) => {
          coming = undefined; // It may be asked for again.
          throw error;
        }));
      if (atOnce()) tcplabLab().catch(() => {}); // The program asks for it, too, and says if it failed.
    }
    await program;
  };

  const asScript = () => {
    delete window.tcplabLab;
    if (meta("lab-styles")) labStyles().catch(console.error);
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL("fallback.js", document.baseURI).href;
      script.onload = () => window.tcplabFallback.then(done, failed);
      script.onerror = () => failed(new Error("fallback.js could not be loaded"));
      document.head.append(script);
    });
  };

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
