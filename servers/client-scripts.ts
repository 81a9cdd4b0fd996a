/** The page's own scripts, in the order in which they need one another: see client/elements.js. */

const FAMILIES = [
  'pixels',
  'images',
  'scripts',
  'styles',
  'media',
  'streams',
  'documents',
  'workers',
  'neighbours',
] as const;

/** Paths at a page origin. */
export const clientScripts = (): readonly string[] =>
  ['perform', 'elements', 'realms', ...FAMILIES.map((family) => `actions/${family}`)].map(
    (name) => `/client/${name}.js`,
  );
