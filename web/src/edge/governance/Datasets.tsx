import { useLanguage, useTexts } from '../../shared/language';
import { DigestLink, Show, Table, time } from '../../shared/parts';
import { useLive } from '../../shared/useLive';
import { edge } from '../texts';
import type { Dataset } from '../types';

/** Frozen data-set versions of this hospital. */
export function Datasets() {
  const text = useTexts(edge);
  const { language } = useLanguage();
  const live = useLive<Dataset[]>('/api/v1/datasets', 5);
  return (
    <Show live={live}>
      {(datasets) => (
        <Table head={[text('name'), text('version'), text('counts'), text('unit'), text('at'), text('digest')]}>
          {datasets.map((dataset) => (
            <tr key={dataset.digest}>
              <td>{dataset.name}</td>
              <td>{dataset.version}</td>
              <td>
                {Object.entries(dataset.counts).map(([split, labels]) => (
                  <div key={split}>
                    <b>{split}</b>{' '}
                    {Object.entries(labels)
                      .map(([label, count]) => `${label} ${count}`)
                      .join(' · ')}
                  </div>
                ))}
              </td>
              <td>{dataset.splitUnit}</td>
              <td>{time(dataset.created, language)}</td>
              <td>
                <DigestLink digest={dataset.digest} />
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Show>
  );
}
