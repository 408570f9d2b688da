import { useTexts } from '../../shared/language';
import { Figure, Show, Table } from '../../shared/parts';
import { useLive } from '../../shared/useLive';
import { useWord } from '../../shared/words';
import { hub } from '../texts';
import type { ResultSummary } from '../types';
import { ScoreChart } from './ScoreChart';

/** How often the hospitals' edges answered, and what: counts and distributions. */
export function Results() {
  const text = useTexts(hub);
  const word = useWord();
  const live = useLive<ResultSummary>('/api/v1/results/summary');
  const pairs = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([name, count]) => `${word(name)} ${count.toLocaleString()}`)
      .join(' · ') || '–';
  return (
    <>
      <p className="quiet">{text('noPatients')}</p>
      <Show live={live}>
        {(summary) =>
          summary.total === 0 ? (
            <p className="quiet">{text('noResults')}</p>
          ) : (
            <>
              <Totals summary={summary} />
              <div className="card">
                <h2>{text('histogram')}</h2>
                <ScoreChart sites={summary.sites} />
              </div>
              <Table head={[text('site'), { number: text('results') }, text('outcomes'), text('findings'), text('reviews')]}>
                {summary.sites.map((site) => (
                  <tr key={site.site}>
                    <td>{site.site}</td>
                    <td className="number">{site.total.toLocaleString()}</td>
                    <td>{pairs(site.outcomes)}</td>
                    <td>{pairs(site.findings)}</td>
                    <td>{pairs(site.reviews)}</td>
                  </tr>
                ))}
              </Table>
            </>
          )
        }
      </Show>
    </>
  );
}

function Totals({ summary }: { summary: ResultSummary }) {
  const text = useTexts(hub);
  const sum = (of: (site: ResultSummary['sites'][number]) => number) => summary.sites.reduce((total, site) => total + of(site), 0);
  const agreed = sum((site) => site.reviews.agree);
  const reviews = agreed + sum((site) => site.reviews.correct);
  return (
    <div className="figures">
      <Figure label={text('total')} value={summary.total.toLocaleString()} />
      <Figure label={text('notEvaluated')} value={sum((site) => site.outcomes['not-evaluated'] ?? 0).toLocaleString()} />
      <Figure label={text('reviewed')} value={reviews.toLocaleString()} />
      {reviews > 0 && <Figure label={text('agreement')} value={agreed.toLocaleString()} />}
    </div>
  );
}
