import { currentSession, renew } from "@/lib/session";
import { ProblemError } from "@/lib/api/problem";

export interface Upload {
  id: number;
  name: string;
  size: number;
  sent: number;
  state: "waiting" | "sending" | "done" | "failed";
  error?: string;
  /** A file of that name is there already. */
  exists?: boolean;
}

interface Job extends Upload {
  file: File;
  bucket: string;
  path: string;
  overwrite: boolean;
  request?: XMLHttpRequest;
}

const AT_ONCE = 3;

const encode = (path: string) => path.split("/").map(encodeURIComponent).join("/");

/** Sends files, a few at once, also while other pages are shown. XMLHttpRequest, since fetch tells no progress. */
export class Uploads {
  private jobs: Job[] = [];
  private shown: Upload[] = [];
  private ids = 0;
  private readonly observers = new Set<() => void>();
  private readonly onDone: (() => void)[] = [];

  list = () => this.shown;

  observe = (observer: () => void) => {
    this.observers.add(observer);
    return () => void this.observers.delete(observer);
  };

  /** Calls back after each file that arrived. */
  whenDone(callback: () => void) {
    this.onDone.push(callback);
    return () => void this.onDone.splice(this.onDone.indexOf(callback), 1);
  }

  add(bucket: string, prefix: string, files: { file: File; path: string }[]) {
    for (const { file, path } of files) {
      const id = ++this.ids;
      this.jobs.push({
        id,
        name: path,
        size: file.size,
        sent: 0,
        state: "waiting",
        file,
        bucket,
        path: prefix + path,
        overwrite: false,
      });
    }
    this.pump();
  }

  retry(id: number, overwrite = false) {
    const job = this.find(id);
    if (!job) return;
    Object.assign(job, { state: "waiting", sent: 0, overwrite, error: undefined, exists: undefined });
    this.pump();
  }

  remove(id: number) {
    this.find(id)?.request?.abort();
    this.jobs = this.jobs.filter((job) => job.id !== id);
    this.pump();
  }

  clear() {
    this.jobs = this.jobs.filter((job) => job.state === "waiting" || job.state === "sending");
    this.publish();
  }

  private find = (id: number) => this.jobs.find((job) => job.id === id);

  private publish() {
    this.shown = this.jobs.map(({ id, name, size, sent, state, error, exists }) => ({
      id,
      name,
      size,
      sent,
      state,
      ...(error && { error }),
      ...(exists && { exists }),
    }));
    for (const observer of this.observers) observer();
  }

  private pump() {
    const sending = this.jobs.filter((job) => job.state === "sending").length;
    for (const job of this.jobs.filter((each) => each.state === "waiting").slice(0, AT_ONCE - sending)) {
      job.state = "sending";
      void this.send(job);
    }
    this.publish();
  }

  private async send(job: Job, renewed = false): Promise<void> {
    const { status, body } = await this.transmit(job);
    if (status === 401 && !renewed && (await renew())) return this.send(job, true);
    if (!this.jobs.includes(job)) return;
    if (status >= 200 && status < 300) {
      job.state = "done";
      for (const callback of this.onDone) callback();
    } else {
      Object.assign(job, {
        state: "failed",
        error: new ProblemError(status, body).message,
        exists: status === 409,
      });
    }
    this.pump();
  }

  private transmit(job: Job): Promise<{ status: number; body: Record<string, unknown> }> {
    const request = new XMLHttpRequest();
    job.request = request;
    request.open(
      job.overwrite ? "PUT" : "POST",
      `/api/v1/files/${encodeURIComponent(job.bucket)}/${encode(job.path)}`,
    );
    const session = currentSession();
    if (session.state === "in") request.setRequestHeader("Authorization", `Bearer ${session.token}`);
    request.setRequestHeader("Content-Type", job.file.type || "application/octet-stream");
    request.upload.onprogress = ({ loaded }) => {
      job.sent = loaded;
      this.publish();
    };
    return new Promise((resolve) => {
      request.onloadend = () => resolve({ status: request.status, body: parse(request.responseText) });
      request.send(job.file);
    });
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export const uploads = new Uploads();
