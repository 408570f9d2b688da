/** One login at the server that served this page. The token lives as long as the tab. */
export interface Session {
  token: string;
  username: string;
  roles: string[];
  organisation: string;
  expires: string;
}

const KEY = 'meridian-session';

export function storedSession(): Session | undefined {
  const text = sessionStorage.getItem(KEY);
  if (!text) return undefined;
  const session = JSON.parse(text) as Session;
  return new Date(session.expires) > new Date() ? session : undefined;
}

export function storeSession(session: Session | undefined): void {
  if (session) sessionStorage.setItem(KEY, JSON.stringify(session));
  else sessionStorage.removeItem(KEY);
}
