import { useTexts } from '../../shared/language';
import { Badge } from '../../shared/parts';
import { useWord } from '../../shared/words';
import { useSentence } from '../sentences';
import { edge } from '../texts';
import type { Outcome } from '../types';

/**
 * An outcome in a word. No model's finding is green: it is unverified, and it is no all-clear. What was not
 * evaluated has a dashed border and its reason beside it, so that it cannot be taken for a negative.
 */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const text = useTexts(edge);
  const word = useWord();
  const sentence = useSentence();
  switch (outcome.state) {
    case 'evaluated':
      return (
        <span data-outcome={outcome.finding}>
          <Badge tone={outcome.finding === 'positive' ? 'bad' : 'calm'}>
            {outcome.finding === 'positive' && outcome.label ? `${word(outcome.label)}: ` : ''}
            {word(outcome.finding)}
          </Badge>{' '}
          <span className="quiet number">{outcome.score?.toFixed(2)}</span>
        </span>
      );
    case 'not-evaluated':
      return (
        <span data-outcome="not-evaluated">
          <span className="badge open">⊘ {text('not-evaluated')}</span> <span className="quiet">{sentence(outcome.reason)}</span>
        </span>
      );
    case 'pending':
      return <span className="badge open">… {text('pendingOutcome')}</span>;
    case 'failed':
      return (
        <span data-outcome="failed">
          <span className="badge open">⊘ {text('failed')}</span> <span className="quiet">{sentence(outcome.reason)}</span>
        </span>
      );
  }
}
