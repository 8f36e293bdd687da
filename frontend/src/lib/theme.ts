import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark" | "system";

const KEY = "selfdb-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

/** The choice is a cookie: it holds no secret, and nothing is kept in localStorage. */
function stored(): Theme {
  const found = new RegExp(`${KEY}=(light|dark)`).exec(document.cookie)?.[1];
  return found === "light" || found === "dark" ? found : "system";
}

export function applyTheme() {
  const theme = stored();
  document.documentElement.classList.toggle("dark", theme === "dark" || (theme === "system" && dark.matches));
  for (const listener of listeners) listener();
}

export function setTheme(theme: Theme) {
  const age = theme === "system" ? 0 : 31_536_000;
  document.cookie = `${KEY}=${theme}; Path=/; Max-Age=${age}; SameSite=Strict`;
  applyTheme();
}

dark.addEventListener("change", applyTheme);

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const useTheme = () => useSyncExternalStore(subscribe, stored);
export const useIsDark = () =>
  useSyncExternalStore(subscribe, () => document.documentElement.classList.contains("dark"));
