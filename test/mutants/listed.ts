// Mutants that no test notices, by file and by what is turned round, as the tool prints them.

/** No input can tell these from the check as it is; the reason stands beside each. */
export const equal: ReadonlyMap<string, string> = new Map();
