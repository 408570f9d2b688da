import type { ReactNode } from 'react';
import { DigestLink } from '../shared/Digest';
import { useLanguage, useTexts } from '../shared/language';
import { Badge, Figure, Show, type Tone } from '../shared/parts';
import { time } from '../shared/time';
import { useLive } from '../shared/useLive';
import { useWord } from '../shared/words';
import { edge } from './texts';
import type { Status } from './types';

/** What this hospital's server holds and does now. */
export function Overview() {
  const text = useTexts(edge);
  const live = useLive<Status>('/api/v1/status');
  return (
    <Show live={live}>
      {(status) => (
        <>
          <p>
            <strong>{status.title}</strong> <span className="quiet">{status.site}</span>
          </p>
          <div className="figures">
            {(['received', 'deidentified', 'quarantined', 'pending', 'studiesCount', 'results', 'reviews'] as const).map((count) => (
              <Figure key={count} label={text(count)} value={status.counts[count === 'studiesCount' ? 'studies' : count].toLocaleString()} />
            ))}
          </div>
          <State status={status} />
        </>
      )}
    </Show>
  );
}

type Phase = NonNullable<Status['release']>['phase'];
const PHASES: Record<Phase, Tone> = { running: 'good', fetched: 'calm', verified: 'calm', expired: 'warn', refused: 'bad', failed: 'bad' };

function State({ status }: { status: Status }) {
  const text = useTexts(edge);
  const word = useWord();
  const { language } = useLanguage();
  const { hub, inference, release, journal } = status;
  return (
    <div className="card">
      <dl className="facts">
        <Fact name={text('hub')}>
          <Badge tone={hub.connected ? 'good' : 'warn'}>{text(hub.connected ? 'connected' : 'disconnected')}</Badge>{' '}
          {hub.since && <span className="quiet">{`${text('since')} ${time(hub.since, language)}`}</span>}
        </Fact>
        <Fact name={text('inference')}>
          <Badge tone={inference.state === 'up' ? 'good' : 'bad'}>{text(inference.state)}</Badge>
        </Fact>
        <Fact name={text('release')}>
          {release ? (
            <>
              {release.version} <DigestLink digest={release.digest} /> <Badge tone={PHASES[release.phase]}>{word(release.phase)}</Badge>{' '}
              <span className="quiet">
                {word(release.channel)} · {text('lease')} {time(release.leaseExpires, language)} {release.reason}
              </span>
            </>
          ) : (
            text('none')
          )}
        </Fact>
        {journal && (
          <Fact name={text('journal')}>
            {journal.size.toLocaleString()}{' '}
            <span className="quiet">
              {journal.countersigned.toLocaleString()} {text('countersigned')}
            </span>{' '}
            {journal.alarm && <Badge tone="bad">{journal.alarm}</Badge>}
          </Fact>
        )}
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
