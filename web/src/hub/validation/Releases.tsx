import { useLanguage, useTexts } from '../../shared/language';
import { Badge, DigestLink, Show, Table, time, type Tone } from '../../shared/parts';
import { useLive } from '../../shared/useLive';
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
  const { language } = useLanguage();
  const live = useLive<Release[]>('/api/v1/releases');
  return (
    <Show live={live}>
      {(releases) => (
        <Table head={[text('version'), text('channel'), text('where'), text('lease'), text('created'), text('manifest')]}>
          {releases.map((release) => (
            <tr key={release.digest}>
              <td>{release.version}</td>
              <td>
                <Badge tone={release.channel === 'clinical' ? 'good' : 'calm'}>{release.channel}</Badge>
              </td>
              <td>
                {release.sites.map((site) => (
                  <div key={site.site}>
                    {site.site} <Badge tone={tone(site.phase)}>{site.phase}</Badge>
                  </div>
                ))}
              </td>
              <td>{time(release.leaseExpires, language)}</td>
              <td>{time(release.created, language)}</td>
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
