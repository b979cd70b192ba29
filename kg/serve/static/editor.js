"use strict";
// Puts the editor where the plain form is; without it the form stays.
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("yasgui");
  const plain = document.getElementById("plain");
  if (!place || typeof Yasgui === "undefined") return;
  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  const text = document.getElementById("text").value;
  const gui = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
    persistenceId: `summitry-${endpoint}`,
    // An address must not choose where a query goes.
    populateFromUrl: false,
    // Other completers ask servers elsewhere.
    yasqe: { value: text, autocompleters: ["variables"], consumeShareLink: null, createShareableLink: null },
  });
  const tab = gui.getTab();
  tab.setEndpoint(endpoint);
  const asked = new URLSearchParams(location.search);
  if (asked.get("question") || asked.get("query")) tab.setQuery(text);
  plain.hidden = true;
  document.body.classList.add("ready");
});
