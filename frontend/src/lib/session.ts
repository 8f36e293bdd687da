import { useSyncExternalStore } from "react";
import type { components } from "@/lib/api/schema.gen";
import { ProblemError, problemOf } from "@/lib/api/problem";

export type User = components["schemas"]["UserOut"];
type Opened = components["schemas"]["ConsoleSessionOut"];

/** Who is signed in. The access token lives here, in memory, and nowhere else. */
export type Session =
  | { state: "unknown" }
  | { state: "out"; reason?: string }
  | { state: "in"; user: User; token: string; expiresAt: number };

/** Time before its end at which an access token is renewed. */
const RENEW_AHEAD_MS = 60_000;

let session: Session = { state: "unknown" };
const listeners = new Set<() => void>();
let renewing: Promise<boolean> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells the other tabs of this browser when one of them signs out. */
const tabs = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("selfdb-session");
tabs?.addEventListener("message", (event) => {
  if (event.data === "signed-out") become({ state: "out" });
  if (event.data === "signed-in" && session.state === "out") void renew();
});

function become(next: Session) {
  session = next;
  clearTimeout(timer);
  if (next.state === "in")
    timer = setTimeout(() => void renew(), Math.max(next.expiresAt - Date.now() - RENEW_AHEAD_MS, 5_000));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const currentSession = () => session;
export const onSessionChange = subscribe;
export const useSession = () => useSyncExternalStore(subscribe, currentSession);

/** The signed-in administrator; only for pages behind the sign-in. */
export function useUser(): User {
  const current = useSession();
  if (current.state !== "in") throw new Error("nobody is signed in");
  return current.user;
}

async function call(method: string, path: string, body?: unknown): Promise<Response> {
  const headers = { "X-SelfDB-Console": "1", "Content-Type": "application/json" };
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`/console/session${path}`, { method, headers, ...init }).catch(() => {
    throw new ProblemError(0, {});
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

function opened(answer: Opened) {
  become({
    state: "in",
    user: answer.user,
    token: answer.access_token,
    expiresAt: Date.now() + answer.expires_in * 1000,
  });
}

export async function signIn(email: string, password: string): Promise<void> {
  opened((await (await call("POST", "", { email, password })).json()) as Opened);
  tabs?.postMessage("signed-in");
}

/** A new access token from the cookie; false when nobody is signed in. Callers at the same time share one call. */
export function renew(): Promise<boolean> {
  renewing ??= renewOnce().finally(() => (renewing = undefined));
  return renewing;
}

async function renewOnce(): Promise<boolean> {
  const before = session.state;
  try {
    const response = await call("POST", "/refresh");
    if (response.status === 200) {
      opened((await response.json()) as Opened);
      return true;
    }
    become({
      state: "out",
      ...(before === "in" && { reason: "Your session has ended. Sign in again to go on." }),
    });
    return false;
  } catch (error) {
    // The server may be restarting: whoever was signed in stays so and tries again.
    if (before === "in") timer = setTimeout(() => void renew(), 5_000);
    else throw error;
    return false;
  }
}

export async function signOut(): Promise<void> {
  await call("DELETE", "");
  become({ state: "out" });
  tabs?.postMessage("signed-out");
}

/** Keeps the shown account current after its owner changed it. */
export function updateUser(user: User) {
  if (session.state === "in") become({ ...session, user });
}
