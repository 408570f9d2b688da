import { useLanguage, useTexts } from '../../shared/language';
import { Badge, DigestLink, Show, Table, time, type Tone } from '../../shared/parts';
import { useLive } from '../../shared/useLive';
import { hub } from '../texts';
import type { Site } from '../types';

const TONES: Record<Site['state'], Tone> = { online: 'good', offline: 'warn', enrolled: 'calm' };

/** The hospitals with what each last said that it does. */
export function Sites() {
  const text = useTexts(hub);
  const { language } = useLanguage();
  const live = useLive<Site[]>('/api/v1/sites');
  const head = ['site', 'state', 'received', 'deidentified', 'quarantined', 'desired', 'release', 'task', 'journal', 'lastSeen'] as const;
  return (
    <Show live={live}>
      {(sites) => (
        <Table head={head.map(text)}>
          {sites.map((site) => (
            <tr key={site.site}>
              <td>
                <strong>{site.title}</strong>
                <div className="quiet">{site.site}</div>
              </td>
              <td>
                <Badge tone={TONES[site.state]}>{text(site.state)}</Badge>
              </td>
              <td className="number">{site.counts.received.toLocaleString()}</td>
              <td className="number">{site.counts.deidentified.toLocaleString()}</td>
              <td className="number">{site.counts.quarantined.toLocaleString()}</td>
              <td className="number">
                {site.generation} / {site.appliedGeneration}
              </td>
              <td>
                <DigestLink digest={site.release} />
              </td>
              <td>
                {site.tasks.map((task) => (
                  <div key={task.id}>
                    <code>{task.id}</code> {task.phase}
                  </div>
                ))}
              </td>
              <td>
                {site.journal.size.toLocaleString()}
                <div className="quiet">
                  {site.journal.countersigned.toLocaleString()} {text('countersigned')}
                </div>
              </td>
              <td>{time(site.lastSeen, language)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Show>
  );
}
