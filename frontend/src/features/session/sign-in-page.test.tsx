import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse } from "msw";
import { expect, it } from "vitest";
import { createQueryClient } from "@/lib/query-client";
import { TooltipProvider } from "@/components/ui/tooltip";
import { currentSession } from "@/lib/session";
import { aSession, at, problem, server } from "@test/server";
import { SignInPage } from "./sign-in-page";

function show(reason?: string) {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <TooltipProvider>
        <SignInPage session={{ state: "out", ...(reason && { reason }) }} />
      </TooltipProvider>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

it("signs in, with the guard header and without keeping the token anywhere", async () => {
  let guard: string | null = null;
  server.use(
    at("post", "/console/session", ({ request }) => {
      guard = request.headers.get("X-SelfDB-Console");
      return HttpResponse.json(aSession());
    }),
  );
  const user = show();
  await user.type(screen.getByLabelText("E-mail"), "admin@example.com");
  await user.type(screen.getByLabelText("Password"), "secret{Enter}");
  await expect.poll(() => currentSession().state).toBe("in");
  expect(guard).toBe("1");
  expect([localStorage.length, sessionStorage.length, document.cookie]).toEqual([0, 0, ""]);
});

it("tells a user that the console is for administrators", async () => {
  server.use(at("post", "/console/session", () => problem(403, "this account is not an administrator's")));
  const user = show("Your session has ended.");
  expect(screen.getByText("Your session has ended.")).toBeVisible();
  await user.type(screen.getByLabelText("E-mail"), "user@example.com");
  await user.type(screen.getByLabelText("Password"), "secret{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("not an administrator's");
});
