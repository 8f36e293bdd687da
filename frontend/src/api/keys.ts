import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { components } from "@/lib/api/schema.gen";

export type ApiKey = components["schemas"]["ApiKeyOut"];
export type ApiKeyIn = components["schemas"]["ApiKeyIn"];

export const keysQuery = () =>
  queryOptions({
    queryKey: ["keys"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/api-keys", { signal })),
  });

function useKeyMutation<V, R>(mutationFn: (variables: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: ["keys"] }) });
}

export const useCreateKey = () =>
  useKeyMutation((body: ApiKeyIn) => unwrap(api.POST("/api/v1/api-keys", { body })));
export const useRevokeKey = () =>
  useKeyMutation((id: string) => unwrap(api.DELETE("/api/v1/api-keys/{id}", { params: { path: { id } } })));
