/** An answer that is an RFC 9457 problem, or a failure to get any answer. The one error type of the console. */
export class ProblemError extends Error {
  readonly status: number;
  readonly title: string;
  readonly fields: Record<string, string>;
  readonly requestId: string | undefined;
  /** Members beyond the standard ones, such as `sqlstate` and `position`. */
  readonly members: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(
      text(body.detail) ?? text(body.title) ?? (status === 0 ? UNREACHABLE : `The server answered ${status}`),
    );
    this.name = "ProblemError";
    this.status = status;
    this.title = text(body.title) ?? "Request failed";
    this.requestId = text(body.request_id);
    this.members = body;
    this.fields = fieldsOf(body.errors);
  }
}

export const UNREACHABLE = "The server cannot be reached";

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function fieldsOf(errors: unknown): Record<string, string> {
  if (!Array.isArray(errors)) return {};
  const pairs = errors.flatMap((entry: unknown) => {
    const { pointer, detail } = (entry ?? {}) as { pointer?: unknown; detail?: unknown };
    return typeof pointer === "string" && typeof detail === "string"
      ? [[pointer.replace(/^\//, ""), detail]]
      : [];
  });
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** What to tell a person about any thrown value. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return String(error);
}

/** The problem of an answer that is not a success. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => null);
  return new ProblemError(
    response.status,
    typeof body === "object" && body ? (body as Record<string, unknown>) : {},
  );
}
