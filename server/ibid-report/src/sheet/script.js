"use strict";
{
  const filters = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const claims = [...document.querySelectorAll("article.claim")];
  const lines = [...document.querySelectorAll("#ledger tbody tr")];
  const draft = document.getElementById("draft");

  const has = (list, word) => word === "" || list.split(" ").includes(word);

  const filter = () => {
    const choice = new FormData(filters);
    const verdicts = choice.getAll("verdict");
    const wanted = ({ dataset }) =>
      verdicts.includes(dataset.verdict) && has(dataset.sources, choice.get("source")) && has(dataset.kinds, choice.get("kind"));
    for (const one of [...claims, ...lines]) one.hidden = !wanted(one);
    const left = claims.filter((claim) => !claim.hidden).length;
    document.body.classList.toggle("filtered", left < claims.length);
    shown.textContent = `${left} of ${claims.length} claims shown`;
    if (!claims.some((claim) => claim.tabIndex === 0 && !claim.hidden)) makeCurrent(claims.find((claim) => !claim.hidden));
  };

  // One claim at a time is in the order of the Tab key.
  const makeCurrent = (current) => {
    for (const claim of claims) {
      claim.tabIndex = claim === current ? 0 : -1;
      claim.removeAttribute("aria-current");
    }
  };

  const go = (claim) => {
    makeCurrent(claim);
    claim.setAttribute("aria-current", "true");
    claim.focus();
    claim.scrollIntoView({ block: "nearest" });
  };

  filters.addEventListener("change", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("reset", () => setTimeout(filter));

  // The keys hold only while a claim, or something in it, has the focus.
  draft.addEventListener("keydown", (event) => {
    const here = event.target.closest("article.claim");
    const by = { j: 1, k: -1 }[event.key];
    if (!here || !by || event.ctrlKey || event.metaKey || event.altKey) return;
    const left = claims.filter((claim) => !claim.hidden);
    const next = left[left.indexOf(here) + by];
    if (next) go(next);
    event.preventDefault();
  });
  draft.addEventListener("focusin", (event) => {
    const here = event.target.closest("article.claim");
    if (!here) return;
    makeCurrent(here);
    here.setAttribute("aria-current", "true");
  });

  // A link to a claim that is filtered away shows it again.
  const follow = () => {
    const claim = claims.find((claim) => `#${claim.id}` === location.hash);
    if (!claim) return;
    if (claim.hidden) {
      filters.reset();
      filter();
    }
    go(claim);
  };
  addEventListener("hashchange", follow);

  for (const hidden of document.querySelectorAll("#filters [hidden], .keys")) hidden.hidden = false;
  document.body.classList.add("live");
  makeCurrent(claims[0]);
  filter();
  follow();
}
