import type { ReactNode } from 'react';
import { useTexts } from './language';
import { shared } from './texts';
import type { Live } from './useLive';

/** Shows a live value, or says that it is loading, empty, refused, or no longer fresh. */
export function Show<T>({ live, empty, children }: { live: Live<T>; empty?: string; children: (value: T) => ReactNode }) {
  const text = useTexts(shared);
  switch (live.state) {
    case 'loading':
      return (
        <p className="quiet" role="status">
          {text('loading')}
        </p>
      );
    case 'failed':
      return (
        <p role="alert">
          {text('failed')} {live.message || text('unreachable')}
        </p>
      );
    case 'stale':
    case 'ready':
      return (
        <>
          {live.state === 'stale' && (
            <p role="alert">
              {live.message || text('unreachable')} {text('stale')}
            </p>
          )}
          {Array.isArray(live.value) && live.value.length === 0 ? <p className="quiet">{empty ?? text('nothing')}</p> : children(live.value)}
        </>
      );
  }
}

/** A column's title; a column of numbers is set to the right. */
export type Column = string | { number: string };

export function Table({ head, children }: { head: Column[]; children: ReactNode }) {
  return (
    <div className="table">
      <table>
        <thead>
          <tr>
            {head.map((column) =>
              typeof column === 'string' ? (
                <th key={column}>{column}</th>
              ) : (
                <th key={column.number} className="number">
                  {column.number}
                </th>
              ),
            )}
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

export function Figure({ label, value }: { label: string; value: ReactNode }) {
  return (
    <div className="figure">
      <b>{value}</b>
      <span>{label}</span>
    </div>
  );
}
