// @ts-check
/** TODO */
(() => {
  const { addActions } = globalThis.corsConformance;
  addActions({});
})();
