import type { ReactNode } from 'react';
import { useTexts } from './language';
import { shared } from './texts';
import type { Live } from './useLive';

/** Shows a live value, or says that it is loading, empty or refused. */
export function Show<T>({ live, children }: { live: Live<T>; children: (value: T) => ReactNode }) {
  const text = useTexts(shared);
  switch (live.state) {
    case 'loading':
      return <p className="quiet">{text('loading')}</p>;
    case 'failed':
      return (
        <p role="alert">
          {text('failed')} {live.message}
        </p>
      );
    case 'ready':
      return Array.isArray(live.value) && live.value.length === 0 ? (
        <p className="quiet">{text('nothing')}</p>
      ) : (
        children(live.value)
      );
  }
}

export function Table({ head, children }: { head: string[]; children: ReactNode }) {
  return (
    <div className="table">
      <table>
        <thead>
          <tr>
            {head.map((title) => (
              <th key={title}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export type Tone = 'good' | 'warn' | 'bad' | 'calm';

export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>;
}

/** A digest, shortened; the whole one in its title and behind its link to the lineage. */
export function DigestLink({ digest }: { digest: string | null | undefined }) {
  if (!digest) return <>–</>;
  return (
    <a href={`#/lineage/${encodeURIComponent(digest)}`} title={digest} className="digest">
      {digest.replace(/^sha256:/, '').slice(0, 12)}
    </a>
  );
}

export function Figure({ label, value }: { label: string; value: ReactNode }) {
  return (
    <div className="figure">
      <b>{value}</b>
      <span>{label}</span>
    </div>
  );
}

export function time(at: string | null | undefined, language: string): string {
  return at ? new Date(at).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', { hour12: false }) : '–';
}
