import { storedSession, storeSession, type Session } from './session';

/** A refusal by the server, in its own words; status 0 and no words where it does not answer. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const session = storedSession();
  if (session) headers.set('Authorization', `Bearer ${session.token}`);
  const response = await fetch(path, { ...init, headers }).catch(() => {
    throw new ApiError(0, '');
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; title?: string };
  if (response.status === 401 && session) {
    storeSession(undefined);
    window.dispatchEvent(new Event('meridian-logout'));
  }
  throw new ApiError(response.status, problem.detail ?? problem.title ?? `HTTP ${response.status}`);
}

export async function get<T>(path: string): Promise<T> {
  return (await (await request(path)).json()) as T;
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await request(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return (text ? JSON.parse(text) : {}) as T;
}

/** Fetches an image under this session and returns an address for an img element; revoke it after use. */
export async function picture(path: string): Promise<string> {
  return URL.createObjectURL(await (await request(path)).blob());
}

export async function html(path: string): Promise<string> {
  return (await request(path)).text();
}

export async function login(username: string, password: string): Promise<Session> {
  const session = await post<Session>('/api/v1/session', { username, password });
  storeSession(session);
  return session;
}
