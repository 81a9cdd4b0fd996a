// @ts-check
/** Names that both sides of an injection know; JavaScript, as Node 20 loads the worker's side as it is. */

/** Names the plan's file to the run's processes, and marks them all as the run's. */
export const PLAN_VARIABLE = 'CORS_FAULT_PLAN';

/** In the plan's folder: a `Struck`, written just before the harm. */
export const STRUCK_FILE = 'struck.json';
