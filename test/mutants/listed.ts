// Mutants that no input can tell from the check as it is, with the reason.
/** By file and what is turned round, as the tool prints them. */
export const listed: ReadonlyMap<string, string> = new Map([]);
