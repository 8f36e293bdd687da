import { HttpResponse } from "msw";
import { expect, it } from "vitest";
import { aSession, at, problem, server } from "@test/server";
import { currentSession, renew, signIn } from "@/lib/session";
import { api, requestJson, unwrap } from "./client";
import { ProblemError, UNREACHABLE } from "./problem";

const sessionOpens = () => server.use(at("post", "/console/session", () => HttpResponse.json(aSession())));

it("renews an access token once for all calls that it failed, and goes on", async () => {
  sessionOpens();
  await signIn("a@example.com", "x");
  let renewed = 0;
  server.use(
    at("post", "/console/session/refresh", () => {
      renewed += 1;
      return HttpResponse.json({ ...aSession(), access_token: "new.er.token" });
    }),
    at("get", "/api/v1/tables", ({ request }) =>
      request.headers.get("Authorization") === "Bearer new.er.token"
        ? HttpResponse.json([])
        : problem(401, "expired"),
    ),
  );
  const answers = await Promise.all([requestJson("/api/v1/tables"), requestJson("/api/v1/tables")]);
  expect(answers).toEqual([[], []]);
  expect(renewed).toBe(1);
});

it("ends the session with a reason when it cannot be renewed", async () => {
  sessionOpens();
  await signIn("a@example.com", "x");
  server.use(
    at("post", "/console/session/refresh", () => new HttpResponse(null, { status: 204 })),
    at("get", "/health", () => problem(401, "revoked")),
  );
  await expect(unwrap(api.GET("/health"))).rejects.toThrow("revoked");
  expect(currentSession()).toMatchObject({
    state: "out",
    reason: expect.stringContaining("has ended") as string,
  });
});

it("stays signed in while the server cannot be reached", async () => {
  sessionOpens();
  await signIn("a@example.com", "x");
  server.use(at("post", "/console/session/refresh", () => HttpResponse.error()));
  expect(await renew()).toBe(false);
  expect(currentSession().state).toBe("in");
});

it("turns problem documents and lost connections into one kind of error", async () => {
  server.use(
    at("get", "/health", () => problem(422, "name: is taken", [{ pointer: "/name", detail: "is taken" }])),
  );
  const refused = await unwrap(api.GET("/health")).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ProblemError);
  expect(refused).toMatchObject({
    status: 422,
    message: "name: is taken",
    fields: { name: "is taken" },
    requestId: "r-1",
  });
  server.use(at("get", "/health", () => HttpResponse.error()));
  await expect(unwrap(api.GET("/health"))).rejects.toMatchObject({ status: 0, message: UNREACHABLE });
});
