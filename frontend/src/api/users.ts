import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { components, operations } from "@/lib/api/schema.gen";

export type User = components["schemas"]["UserOut"];
export type UserCreate = components["schemas"]["CreateIn"];
export type UserPatch = components["schemas"]["UserPatch"];
export type UsersSearch = NonNullable<operations["list_users"]["parameters"]["query"]>;

export const usersQuery = (search: UsersSearch) =>
  queryOptions({
    queryKey: ["users", search],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/users", { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });

function useUserMutation<V, R>(mutationFn: (variables: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: ["users"] }) });
}

export const useCreateUser = () =>
  useUserMutation((body: UserCreate) => unwrap(api.POST("/api/v1/admin/users", { body })));

export const useUpdateUser = (id: string) =>
  useUserMutation((body: UserPatch) =>
    unwrap(api.PATCH("/api/v1/admin/users/{id}", { params: { path: { id } }, body })),
  );

export const useSetPassword = (id: string) =>
  useUserMutation((password: string) =>
    unwrap(
      api.POST("/api/v1/admin/users/{id}/password", {
        params: { path: { id } },
        body: { new_password: password },
      }),
    ),
  );

export const useDeleteUser = () =>
  useUserMutation((id: string) =>
    unwrap(api.DELETE("/api/v1/admin/users/{id}", { params: { path: { id } } })),
  );

export const userSessionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["user-sessions", id],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET("/api/v1/admin/users/{id}/sessions", { params: { path: { id } }, signal })))
        .sessions,
  });

export function useEndUserSessions(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/admin/users/{id}/sessions", { params: { path: { id } } })),
    meta: { failure: "The sessions were not ended" },
    onSettled: () => client.invalidateQueries({ queryKey: ["user-sessions", id] }),
  });
}
