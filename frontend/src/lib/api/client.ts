import createClient from "openapi-fetch";
import { ProblemError, problemOf } from "@/lib/api/problem";
import type { paths } from "@/lib/api/schema.gen";
import { currentSession, renew } from "@/lib/session";

function authorised(request: Request): Request {
  const session = currentSession();
  const copy = request.clone();
  if (session.state === "in") copy.headers.set("Authorization", `Bearer ${session.token}`);
  return copy;
}

async function send(request: Request): Promise<Response> {
  return fetch(authorised(request)).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ProblemError(0, {});
  });
}

/**
 * Fetches as the signed-in administrator. An access token that is not valid any more is renewed once; when that
 * fails the session is over and the sign-in page takes its place.
 */
async function sessionFetch(request: Request): Promise<Response> {
  const response = await send(request);
  if (response.status !== 401 || currentSession().state !== "in") return response;
  return (await renew()) ? send(request) : response;
}

/** The typed client of every documented operation. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: sessionFetch });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer; throws the problem that it is instead. */
export async function unwrap<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) throw new ProblemError(response.status, (error ?? {}) as Record<string, unknown>);
  return data as T;
}

/** A call outside the typed client: bodies that are no JSON, and answers that the document leaves open. */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await sessionFetch(new Request(new URL(path, location.origin), init));
  if (!response.ok) throw await problemOf(response);
  return response;
}

export async function requestJson(
  path: string,
  method = "GET",
  body?: unknown,
  signal?: AbortSignal,
): Promise<unknown> {
  const response = await request(path, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json" },
    }),
    ...(signal && { signal }),
  });
  return response.status === 204 ? null : response.json();
}
