// The names that every scenario has in its urns.
export const PROJECT = "lab";
export const STACK = "dev";
