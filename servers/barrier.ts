/** The status of the barrier's answer, by which a console line is known for the barrier's. No scenario uses it. */
export const BARRIER_STATUS = 499;
