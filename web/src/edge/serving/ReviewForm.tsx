import { useState } from 'react';
import { post } from '../../shared/api';
import { DigestLink } from '../../shared/Digest';
import { useLanguage, useTexts } from '../../shared/language';
import { Badge } from '../../shared/parts';
import { time } from '../../shared/time';
import { useWord } from '../../shared/words';
import { edge } from '../texts';
import type { Result } from '../types';

/** Agree with a finding or correct it; becomes an entry of the hospital's journal. */
export function ReviewForm({ result }: { result: Result }) {
  const text = useTexts(edge);
  const word = useWord();
  const [comment, setComment] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  if (result.outcome.state !== 'evaluated') return null;
  const finding = result.outcome.finding;
  const other = finding === 'positive' ? 'negative' : 'positive';
  const say = async (verdict: 'agree' | 'correct') => {
    setBusy(true);
    setProblem('');
    try {
      await post(`/api/v1/results/${encodeURIComponent(result.id)}/review`, { verdict, finding: verdict === 'agree' ? finding : other, comment: comment || null });
      setComment('');
    } catch (refusal) {
      setProblem((refusal as Error).message || text('unsaid'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {result.review && <Said review={result.review} />}
      <h3>{text(result.review ? 'reviewAgain' : 'yourReview')}</h3>
      <textarea aria-label={text('comment')} placeholder={text('comment')} rows={2} maxLength={2000} value={comment} onChange={(event) => setComment(event.target.value)} />
      <p className="row">
        <button disabled={busy} onClick={() => void say('agree')}>
          {text('agree')}
        </button>
        <button className="second" disabled={busy} onClick={() => void say('correct')}>
          {text('correctTo')} {word(other)}
        </button>
      </p>
      {problem && <p role="alert">{problem}</p>}
    </>
  );
}

/** What a doctor said of the result last, and where it stands in the journal. */
function Said({ review }: { review: NonNullable<Result['review']> }) {
  const text = useTexts(edge);
  const word = useWord();
  const { language } = useLanguage();
  return (
    <div className="said" data-testid="review">
      <Badge tone={review.verdict === 'agree' ? 'good' : 'warn'}>{text(review.verdict === 'agree' ? 'agreed' : 'corrected')}</Badge> <strong>{word(review.finding)}</strong>
      <div className="quiet">
        {review.reviewer}, {time(review.at, language)}
      </div>
      {review.comment && <div>“{review.comment}”</div>}
      {review.entry && (
        <div className="quiet">
          {text('journalEntry')}: <DigestLink digest={review.entry} />
        </div>
      )}
    </div>
  );
}
