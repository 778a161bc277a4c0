// Where a count that goes on was silent for long: there its line is broken, as plot() breaks it.

const WEEK = 7;
const LONG = 35;
const TIMES = 3;
const AROUND = 3;

/** Whether the interval from each day, counted in days, to the next is longer than a number is held. */
export function silences(days) {
  const between = days.slice(1).map((day, i) => day - days[i]);
  return between.map((since, i) => since > held(between, i));
}

/** For how many days a number is held in an interval, by those around it. */
function held(between, i) {
  const around = [...between.slice(Math.max(0, i - AROUND), i), ...between.slice(i + 1, i + 1 + AROUND)];
  return Math.min(LONG, Math.max(WEEK, TIMES * median(around)));
}

function median(numbers) {
  if (!numbers.length) return 0;
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
