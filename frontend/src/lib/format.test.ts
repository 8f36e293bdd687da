import { expect, it } from "vitest";
import { formatAgo, formatBytes, formatCount, formatDuration } from "./format";

it("says how long ago in the largest whole unit", () => {
  const now = Date.parse("2026-06-01T12:00:00Z");
  expect(formatAgo("2026-06-01T11:59:58Z", now)).toBe("just now");
  expect(formatAgo("2026-06-01T11:57:00Z", now)).toBe("3 minutes ago");
  expect(formatAgo("2026-05-31T12:00:00Z", now)).toBe("yesterday");
});

it("writes sizes, durations and counts for people", () => {
  expect([formatBytes(0), formatBytes(999), formatBytes(1_500_000)]).toEqual(["0 B", "999 B", "1.5 MB"]);
  expect([formatDuration(0.4), formatDuration(12.4), formatDuration(1250)]).toEqual([
    "< 1 ms",
    "12 ms",
    "1.3 s",
  ]);
  expect([formatCount(1234), formatCount(1_200_000)]).toEqual(["1,234", "1.2M"]);
});
