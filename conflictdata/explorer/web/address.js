// What is looked at, as the part of the address behind "#": whoever opens it sees the same.

export function read() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

/** The address of a view; what is empty is left out, so that it stays short. */
export function hashOf(state) {
  const kept = Object.entries(state).filter(([, value]) => value !== null && value !== "" && value !== false);
  // keys hold slashes, which need no escape behind a hash
  return `#${new URLSearchParams(kept).toString().replaceAll("%2F", "/")}`;
}

/** Put a state into the address: as a step to which "back" leads, or in place of this one. */
export function write(state, { step = false } = {}) {
  const hash = hashOf(state);
  if (hash === location.hash) return;
  history[step ? "pushState" : "replaceState"](null, "", hash);
}
