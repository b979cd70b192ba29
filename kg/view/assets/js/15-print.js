// On paper: the list, or else the picture with what the panel says of it; above it what was chosen, in words. Always in
// the light colours, with all events instead of the first ones, and addresses written out.

const Print = (() => {
  const LETTERS = 0.62; // of the scale of the picture: a sheet is smaller than a window

  function start() {
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
  }

  function before() {
    printing = true;
    Page.draw();
    fill($("sheet"), heading(), state.view !== "list" && el("div", { class: "picture" }, picture()));
  }

  function after() {
    printing = false;
    fill($("sheet"));
    Page.draw();
  }

  function heading() {
    const chosen = [...Filters.said(), ...period()];
    return el("div", { class: "sheet-head" },
      el("p", { class: "sheet-title" }, t("title"), el("span", { text: " \u00b7 Summitry" })),
      el("p", {}, tn("events", StoryList.chosen(Current.selection).length), state.view === "list" && sceneTitle() && [" \u00b7 ", bdi(sceneTitle())]),
      chosen.length > 0 && el("p", {}, bdi(chosen.join(" \u00b7 "))));
  }

  function period() {
    const day = (number) => dayText(isoDay(number));
    return [
      state.from !== null && `${t("from")} ${day(state.from)}`,
      state.to !== null && `${t("to")} ${day(state.to)}`,
      state.asOf !== null ? `${t("as_of")} ${day(state.asOf)}` : DATA.asOf && `${t("as_of")} ${dayText(DATA.asOf)}`,
    ].filter(Boolean);
  }

  function picture() {
    const drawing = Exports.drawing(LETTERS);
    drawing.removeAttribute("width");
    drawing.removeAttribute("height");
    return drawing;
  }

  /** Print what is shown, when every quote of it has been read. */
  async function run() {
    before();
    await Promise.all(StoryList.loading());
    print();
  }

  return { start, run };
})();
