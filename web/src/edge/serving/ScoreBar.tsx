import { useTexts } from '../../shared/language';
import { edge } from '../texts';
import type { Outcome } from '../types';

/** A score between 0 and 1, with the threshold that separates the findings. */
export function ScoreBar({ outcome }: { outcome: Outcome }) {
  const text = useTexts(edge);
  if (outcome.state !== 'evaluated' || outcome.score == null) return null;
  const percent = (value: number) => `${(Math.min(1, Math.max(0, value)) * 100).toFixed(1)}%`;
  const words = [`${text('score')} ${outcome.score.toFixed(3)}`, outcome.threshold != null ? `${text('threshold')} ${outcome.threshold.toFixed(3)}` : ''].filter(Boolean).join(' · ');
  return (
    <div className="scored">
      <div className="score" role="img" aria-label={words}>
        <i className={outcome.finding === 'positive' ? 'over' : 'under'} style={{ width: percent(outcome.score) }} />
        {outcome.threshold != null && <b style={{ left: percent(outcome.threshold) }} />}
      </div>
      <span className="quiet number">{words}</span>
    </div>
  );
}
