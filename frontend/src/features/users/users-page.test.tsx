import { screen, within } from "@testing-library/react";
import { HttpResponse } from "msw";
import { expect, it } from "vitest";
import { renderPage } from "@test/render";
import { at, aUser, problem, server } from "@test/server";
import { UsersPage } from "./users-page";

const page = (users = [aUser()], total = users.length) =>
  HttpResponse.json({ users, pagination: { total, limit: 50, offset: 0, has_more: total > 50 } });

it("shows users, and says when nobody matches", async () => {
  server.use(
    at("get", "/api/v1/admin/users", ({ request }) =>
      new URL(request.url).searchParams.get("search") === "zzz" ? page([]) : page(),
    ),
  );
  const { user } = await renderPage("/users", UsersPage);
  expect(await screen.findByRole("button", { name: "Ada Lovelace" })).toBeVisible();
  await user.type(screen.getByLabelText("Search by e-mail or name"), "zzz");
  expect(await screen.findByText("Nobody matches")).toBeVisible();
});

it("shows what went wrong and tries again on demand", async () => {
  let broken = true;
  server.use(at("get", "/api/v1/admin/users", () => (broken ? problem(403, "Admin role required") : page())));
  const { user } = await renderPage("/users", UsersPage);
  expect(await screen.findByText("You may not see this")).toBeVisible();
  broken = false;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("button", { name: "Ada Lovelace" })).toBeVisible();
});

it("puts refusals at their fields and keeps what was typed", async () => {
  let sent: unknown;
  server.use(
    at("get", "/api/v1/admin/users", () => page()),
    at("post", "/api/v1/admin/users", async ({ request }) => {
      sent = await request.json();
      return problem(422, "password: too short", [
        { pointer: "/password", detail: "must hold 8 characters" },
      ]);
    }),
  );
  const { user } = await renderPage("/users", UsersPage);
  await user.click(await screen.findByRole("button", { name: "New user" }));
  const sheet = await screen.findByRole("dialog", { name: "New user" });
  await user.type(within(sheet).getByLabelText("E-mail"), "new@example.com");
  await user.type(within(sheet).getByLabelText("Password"), "short");
  await user.click(within(sheet).getByRole("button", { name: "Add user" }));
  expect(await within(sheet).findByText("must hold 8 characters")).toBeVisible();
  expect(within(sheet).getByLabelText("E-mail")).toHaveValue("new@example.com");
  expect(sent).toMatchObject({ email: "new@example.com", password: "short", role: "USER" });
});

it("does not let an administrator lock the own account out", async () => {
  server.use(at("get", "/api/v1/admin/users", () => page()));
  const { user } = await renderPage("/users", UsersPage);
  await user.click(await screen.findByRole("button", { name: "Actions for admin@example.com" }));
  expect(await screen.findByRole("menuitem", { name: "Delete…" })).toHaveAttribute("aria-disabled", "true");
  expect(screen.getByRole("menuitem", { name: "Deactivate…" })).toHaveAttribute("aria-disabled", "true");
});
