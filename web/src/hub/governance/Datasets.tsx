import { useLanguage, useTexts } from '../../shared/language';
import { DigestLink, Show, Table, time } from '../../shared/parts';
import { useLive } from '../../shared/useLive';
import { hub } from '../texts';
import type { Dataset } from '../types';

/** What the hospitals committed to: statistics and a commitment, never a row. */
export function Datasets() {
  const text = useTexts(hub);
  const { language } = useLanguage();
  const live = useLive<Dataset[]>('/api/v1/datasets', 4);
  return (
    <>
      <p className="quiet">{text('noPatients')}</p>
      <Show live={live}>
        {(datasets) => (
          <Table head={[text('site'), text('name'), text('version'), text('counts'), text('unit'), text('created'), text('commitment')]}>
            {datasets.map((dataset) => (
              <tr key={dataset.digest}>
                <td>{dataset.site}</td>
                <td>{dataset.name}</td>
                <td>{dataset.version}</td>
                <td>
                  <Counts counts={dataset.counts} />
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
    </>
  );
}

function Counts({ counts }: { counts: Dataset['counts'] }) {
  return Object.entries(counts as Record<string, unknown>).map(([split, labels]) => (
    <div key={split}>
      <b>{split}</b>{' '}
      {labels !== null && typeof labels === 'object'
        ? Object.entries(labels)
            .map(([label, count]) => `${label} ${count}`)
            .join(' · ')
        : String(labels)}
    </div>
  ));
}
