import { Counts } from '../../shared/Counts';
import { DigestLink } from '../../shared/Digest';
import { useLanguage, useTexts } from '../../shared/language';
import { Badge, Show, Table } from '../../shared/parts';
import { time } from '../../shared/time';
import { useLive } from '../../shared/useLive';
import { useWord } from '../../shared/words';
import { edge } from '../texts';
import type { Dataset } from '../types';

/** Frozen data-set versions of this hospital. */
export function Datasets() {
  const text = useTexts(edge);
  const word = useWord();
  const { language } = useLanguage();
  const live = useLive<Dataset[]>('/api/v1/datasets', 5);
  return (
    <Show live={live} empty={text('noDatasets')}>
      {(datasets) => (
        <Table head={[text('name'), { number: text('version') }, text('counts'), text('unit'), text('frozen'), text('digest'), text('commitment')]}>
          {datasets.map((dataset) => (
            <tr key={dataset.digest}>
              <td>{dataset.name}</td>
              <td className="number">{dataset.version}</td>
              <td>
                <Counts counts={dataset.counts} />
              </td>
              <td>{word(dataset.splitUnit)}</td>
              <td className="when">{time(dataset.created, language)}</td>
              <td>
                <DigestLink digest={dataset.digest} />
              </td>
              <td>
                <DigestLink digest={dataset.commitment} /> <Badge tone={dataset.pushed ? 'good' : 'calm'}>{text(dataset.pushed ? 'atHub' : 'notAtHub')}</Badge>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Show>
  );
}
