/**
 * The rooms and the one way their arrows point. The only place where this is written down; the
 * lint rule enforces it and tests/architecture.test.ts holds it against the folders.
 */

/**
 * What a room may import from other rooms: `true` for all of it, or the modules by name.
 * @typedef {Readonly<Record<string, true | readonly string[]>>} Doors
 *
 * @typedef {object} Room
 * @property {Doors} [doors] Absent: the room may import every other one.
 * @property {true} [noPackages] The room is knowledge alone: no npm package, nothing of Node.
 */

/** @type {Readonly<Record<string, Room>>} */
export const ROOMS = {
  messages: { doors: {}, noPackages: true },
  oracle: { doors: {}, noPackages: true },
  scenarios: { doors: { messages: true }, noPackages: true },
  servers: {
    doors: {
      scenarios: ['types.ts', 'steps.ts', 'assets.ts', 'placeholders.ts', 'origins.ts'],
      messages: ['types.ts', 'mdn.ts'],
    },
  },
  fixtures: {
    doors: { servers: true, messages: true, scenarios: true, reports: ['results.ts'] },
  },
  differential: {
    doors: {
      oracle: true,
      scenarios: true,
      messages: true,
      servers: true,
      fixtures: true,
      reports: ['differential-results.ts'],
    },
  },
  specs: {
    doors: { scenarios: true, fixtures: true, messages: true, oracle: true, differential: true },
  },
  reports: { doors: { scenarios: true, messages: true } },
  scripts: {},
  tests: {},
};

/**
 * What is wrong with `importer` importing `imported`; null when nothing is.
 *
 * @param {string} importer Path from the project's root, with `/`.
 * @param {string} imported The same, or the bare name of a package.
 * @returns {string | null} One sentence.
 */
export function wrongArrow(importer, imported) {
  const [from = ''] = importer.split('/');
  const room = Object.hasOwn(ROOMS, from) ? ROOMS[from] : undefined;
  if (!room) return null;
  const [to = '', ...rest] = imported.split('/');
  if (to === from) return null;
  if (!Object.hasOwn(ROOMS, to)) {
    // The suite's own root files and packages alike are outside the rooms.
    return room.noPackages
      ? `${from}/ is knowledge alone and must not import "${imported}": it must be readable, and portable, without anything installed.`
      : null;
  }
  if (!room.doors) return null;
  const door = room.doors[to];
  if (door === true || door?.includes(rest.join('/'))) return null;
  return `${from}/ must not import ${imported}: arrows point one way, so that a room can be read without those that use it. ${from}/ may import ${allowedTo(room.doors)}.`;
}

/** @param {Doors} doors */
function allowedTo(doors) {
  const names = Object.entries(doors).flatMap(([room, door]) =>
    door === true ? [`${room}/`] : door.map((module) => `${room}/${module}`),
  );
  return names.join(', ') || 'no other room';
}
