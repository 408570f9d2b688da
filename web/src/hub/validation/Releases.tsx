import { DigestLink } from '../../shared/Digest';
import { useLanguage, useTexts } from '../../shared/language';
import { Badge, Show, Table, type Tone } from '../../shared/parts';
import { day, time } from '../../shared/time';
import { useLive } from '../../shared/useLive';
import { useWord } from '../../shared/words';
import { hub } from '../texts';
import type { Release } from '../types';

function tone(phase: string): Tone {
  switch (phase) {
    case 'running':
      return 'good';
    case 'refused':
    case 'failed':
      return 'bad';
    case 'expired':
      return 'warn';
    default:
      return 'calm';
  }
}

/** Releases and where they run. */
export function Releases() {
  const text = useTexts(hub);
  const word = useWord();
  const { language } = useLanguage();
  const live = useLive<Release[]>('/api/v1/releases');
  return (
    <Show live={live} empty={text('noReleases')}>
      {(releases) => (
        <Table head={[text('version'), text('channel'), text('where'), text('lease'), text('created'), text('package'), text('release')]}>
          {releases.map((release) => (
            <tr key={release.digest}>
              <td>
                <strong>{release.version}</strong>
              </td>
              <td>
                <Badge tone={release.channel === 'clinical' ? 'good' : 'calm'}>{word(release.channel)}</Badge>
              </td>
              <td>
                {release.sites.map((site) => (
                  <div key={site.site}>
                    {site.site} <Badge tone={tone(site.phase)}>{word(site.phase)}</Badge> <span className="quiet">{site.reason}</span>
                  </div>
                ))}
              </td>
              <td title={time(release.leaseExpires, language)}>
                {new Date(release.leaseExpires) < new Date() ? <Badge tone="warn">{word('expired')}</Badge> : null} {day(release.leaseExpires, language)}
              </td>
              <td className="when">{time(release.created, language)}</td>
              <td>
                <DigestLink digest={release.package} />
              </td>
              <td>
                <DigestLink digest={release.digest} />
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Show>
  );
}
