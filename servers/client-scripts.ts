/** The page's own scripts, in the order in which they need one another: see client/elements.js. */

const FAMILIES = ['images', 'scripts', 'styles', 'media', 'streams', 'documents'] as const;

/** Paths at a page origin. */
export const clientScripts = (): readonly string[] =>
  ['perform', 'elements', ...FAMILIES.map((family) => `actions/${family}`)].map(
    (name) => `/client/${name}.js`,
  );
