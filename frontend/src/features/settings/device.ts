const BROWSERS: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
  [/^curl/, "curl"],
];

const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

const first = (agent: string, known: [RegExp, string][]) =>
  known.find(([pattern]) => pattern.test(agent))?.[1];

/** A readable name for a User-Agent header. */
export function deviceOf(agent: string): { name: string; mobile: boolean } {
  const browser = first(agent, BROWSERS);
  const system = first(agent, SYSTEMS);
  const name =
    browser && system ? `${browser} on ${system}` : (browser ?? agent.slice(0, 60)) || "Unknown client";
  return { name, mobile: system === "iOS" || system === "Android" };
}
