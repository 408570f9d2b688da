import { DigestLink } from '../../shared/Digest';
import { useLanguage, useTexts } from '../../shared/language';
import { Badge, Figure, Show, Table, type Tone } from '../../shared/parts';
import { ago, time } from '../../shared/time';
import { useLive } from '../../shared/useLive';
import { useWord } from '../../shared/words';
import { hub } from '../texts';
import type { Site } from '../types';

const TONES: Record<Site['state'], Tone> = { online: 'good', offline: 'warn', enrolled: 'calm' };

/** The hospitals with what each last said that it does. */
export function Sites() {
  const text = useTexts(hub);
  const live = useLive<Site[]>('/api/v1/sites');
  const head = [
    text('site'),
    text('state'),
    { number: text('received') },
    { number: text('deidentified') },
    { number: text('quarantined') },
    text('release'),
    text('task'),
    text('journal'),
    { number: text('desired') },
  ];
  return (
    <Show live={live} empty={text('noSites')}>
      {(sites) => (
        <>
          <div className="figures">
            <Figure label={text('sitesOnline')} value={`${sites.filter((site) => site.state === 'online').length} / ${sites.length}`} />
            <Figure label={text('objects')} value={sites.reduce((sum, site) => sum + site.counts.received, 0).toLocaleString()} />
            <Figure label={text('inQuarantine')} value={sites.reduce((sum, site) => sum + site.counts.quarantined, 0).toLocaleString()} />
          </div>
          <Table head={head}>
            {sites.map((site) => (
              <Row key={site.site} site={site} />
            ))}
          </Table>
        </>
      )}
    </Show>
  );
}

function Row({ site }: { site: Site }) {
  const text = useTexts(hub);
  const word = useWord();
  const { language } = useLanguage();
  return (
    <tr>
      <td>
        <strong>{site.title}</strong>
        <div className="quiet">{site.site}</div>
      </td>
      <td>
        <Badge tone={TONES[site.state]}>{text(site.state)}</Badge>
        <div className="quiet when" title={time(site.lastSeen, language)}>
          {ago(site.lastSeen, language)}
        </div>
      </td>
      <td className="number">{site.counts.received.toLocaleString()}</td>
      <td className="number">{site.counts.deidentified.toLocaleString()}</td>
      <td className="number">{site.counts.quarantined.toLocaleString()}</td>
      <td>
        <DigestLink digest={site.release} />
      </td>
      <td>
        {site.tasks.length === 0 && <span className="quiet">{text('idle')}</span>}
        {site.tasks.map((task) => (
          <div key={task.id} title={task.reason}>
            <code>{task.id}</code> {word(task.phase)}
          </div>
        ))}
      </td>
      <td>
        {site.journal.size.toLocaleString()} {text('entries')}
        <div className="quiet">
          {site.journal.countersigned.toLocaleString()} {text('countersigned')}
        </div>
        {site.journal.alarm && <Badge tone="bad">{site.journal.alarm}</Badge>}
      </td>
      <td className="number">
        {site.generation} / {site.appliedGeneration}
      </td>
    </tr>
  );
}
