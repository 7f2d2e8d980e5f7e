// The first visible element of an ARIA role (arguments[0]) and an accessible name (arguments[1]; "*" stands for any).
const native = {
  button: "button, summary, input[type=button], input[type=submit]",
  link: "a[href]",
  checkbox: "input[type=checkbox]",
  radio: "input[type=radio]",
  slider: "input[type=range]",
  textbox: "input:not([type]), input[type=text], textarea",
  searchbox: "input[type=search]",
  spinbutton: "input[type=number]",
  combobox: "select",
  heading: "h1, h2, h3, h4, h5, h6",
  dialog: "dialog",
  main: "main",
  navigation: "nav",
  table: "table",
  row: "tr",
  cell: "td",
  columnheader: "th",
  option: "option",
  img: "img, svg[role=img]",
};
const [role, wanted] = arguments;
const tidy = (text) => (text || "").replace(/\s+/g, " ").trim();
const nameOf = (e) => {
  const by = e.getAttribute("aria-labelledby");
  if (by) return tidy(by.split(/\s+/).map((id) => document.getElementById(id)?.textContent).join(" "));
  if (e.getAttribute("aria-label")) return tidy(e.getAttribute("aria-label"));
  if (e.labels && e.labels.length) return tidy([...e.labels].map((label) => label.innerText).join(" "));
  return tidy(e.innerText || e.textContent) || tidy(e.getAttribute("title")) || tidy(e.value);
};
const selector = [`[role="${role}"]`, ...(native[role] ? native[role].split(", ").map((s) => `${s}:not([role])`) : [])].join(", ");
for (const e of document.querySelectorAll(selector)) {
  if (e.getClientRects().length && (wanted === "*" || nameOf(e) === wanted)) return e;
}
return null;
