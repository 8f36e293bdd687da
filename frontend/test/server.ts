import { http, HttpResponse, type HttpResponseResolver } from "msw";
import { setupServer } from "msw/node";
import type { components, paths } from "@/lib/api/schema.gen";

export const server = setupServer();

type Schemas = components["schemas"];

/** A handler at a path that the OpenAPI document knows; a path that is gone is a type error. */
export function at(
  method: "get" | "post" | "put" | "patch" | "delete",
  path: keyof paths,
  resolver: HttpResponseResolver,
) {
  return http[method](`http://localhost:3000${path.replace(/\{(\w+)\}/g, ":$1")}`, resolver);
}

export const problem = (status: number, detail: string, errors: { pointer: string; detail: string }[] = []) =>
  HttpResponse.json({ title: "Refused", status, detail, request_id: "r-1", errors }, { status });

export const aUser = (values: Partial<Schemas["UserOut"]> = {}): Schemas["UserOut"] => ({
  id: "0192a4c0-0000-7000-8000-000000000001",
  email: "admin@example.com",
  first_name: "Ada",
  last_name: "Lovelace",
  role: "ADMIN",
  is_active: true,
  created_at: "2026-01-02T03:04:05Z",
  updated_at: "2026-01-02T03:04:05Z",
  last_login_at: null,
  ...values,
});

export const aSession = (user = aUser()): Schemas["ConsoleSessionOut"] => ({
  access_token: "a.b.c",
  expires_in: 1800,
  user,
});
