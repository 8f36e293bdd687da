import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { components } from "@/lib/api/schema.gen";

export type Origin = components["schemas"]["OriginOut"];
export type OriginIn = components["schemas"]["OriginIn"];
export type OriginChange = OriginIn;

export const originsQuery = () =>
  queryOptions({
    queryKey: ["origins"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/cors/origins", { signal })),
  });

function useOriginMutation<V, R>(mutationFn: (variables: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: ["origins"] }) });
}

export const useCreateOrigin = () =>
  useOriginMutation((body: OriginIn) => unwrap(api.POST("/api/v1/cors/origins", { body })));
export const useUpdateOrigin = () =>
  useOriginMutation(({ id, change }: { id: string; change: OriginChange }) =>
    unwrap(api.PUT("/api/v1/cors/origins/{id}", { params: { path: { id } }, body: change })),
  );
export const useDeleteOrigin = () =>
  useOriginMutation((id: string) =>
    unwrap(api.DELETE("/api/v1/cors/origins/{id}", { params: { path: { id } } })),
  );
