import { useLanguage, useTexts } from '../shared/language';
import { Badge, DigestLink, Figure, Show, time } from '../shared/parts';
import { useLive } from '../shared/useLive';
import { edge } from './texts';
import type { Status } from './types';

/** What this hospital's server holds and does now. */
export function Overview() {
  const text = useTexts(edge);
  const { language } = useLanguage();
  const live = useLive<Status>('/api/v1/status');
  return (
    <Show live={live}>
      {(status) => (
        <>
          <p>
            <strong>{status.title}</strong> <span className="quiet">{status.site}</span>
          </p>
          <div className="figures">
            {(['received', 'deidentified', 'quarantined', 'pending', 'results', 'reviews'] as const).map((count) => (
              <Figure key={count} label={text(count)} value={status.counts[count].toLocaleString()} />
            ))}
          </div>
          <div className="card">
            <p>
              {text('hub')}:{' '}
              {status.hub.connected ? <Badge tone="good">{text('connected')}</Badge> : <Badge tone="warn">{text('disconnected')}</Badge>}
            </p>
            <p>
              {text('inference')}:{' '}
              <Badge tone={status.inference.state === 'up' ? 'good' : 'bad'}>{text(status.inference.state)}</Badge>
            </p>
            <p>
              {text('release')}:{' '}
              {status.release ? (
                <>
                  <DigestLink digest={status.release.digest} /> {status.release.channel} <Badge tone={status.release.phase === 'running' ? 'good' : 'calm'}>{status.release.phase}</Badge>{' '}
                  <span className="quiet">
                    {text('lease')} {time(status.release.leaseExpires, language)} {status.release.reason}
                  </span>
                </>
              ) : (
                text('none')
              )}
            </p>
            {status.journal && (
              <p>
                {text('journal')}: {status.journal.size.toLocaleString()}{' '}
                <span className="quiet">
                  {status.journal.countersigned.toLocaleString()} {text('countersigned')}
                </span>
              </p>
            )}
          </div>
        </>
      )}
    </Show>
  );
}
