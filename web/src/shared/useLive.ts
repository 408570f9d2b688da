import { useEffect, useState } from 'react';
import { get } from './api';

/** What is known of a value: where the server stopped answering, the last one, with the reason. */
export type Live<T> =
  | { state: 'loading' }
  | { state: 'failed'; message: string }
  | { state: 'ready'; value: T }
  | { state: 'stale'; value: T; message: string };

function after<T>(now: Live<T>, message: string): Live<T> {
  return now.state === 'ready' || now.state === 'stale' ? { state: 'stale', value: now.value, message } : { state: 'failed', message };
}

/** What a path answers, asked again every few seconds while the page is visible. */
export function useLive<T>(path: string | undefined, everySeconds = 2): Live<T> {
  const [live, setLive] = useState<Live<T>>({ state: 'loading' });
  useEffect(() => {
    if (!path) return;
    let ended = false;
    let timer: number | undefined;
    const look = async () => {
      try {
        if (!document.hidden) {
          const value = await get<T>(path);
          if (!ended) setLive({ state: 'ready', value });
        }
      } catch (problem) {
        if (!ended) setLive((now) => after(now, (problem as Error).message));
      }
      if (!ended) timer = window.setTimeout(() => void look(), everySeconds * 1000);
    };
    setLive({ state: 'loading' });
    void look();
    return () => {
      ended = true;
      window.clearTimeout(timer);
    };
  }, [path, everySeconds]);
  return live;
}
