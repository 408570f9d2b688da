import { useTexts } from './language';
import { shared } from './texts';
import { useWord } from './words';

/** Members of a data set by split and label; a cell too small to tell is said to be that. */
export function Counts({ counts }: { counts: Record<string, unknown> }) {
  const text = useTexts(shared);
  const word = useWord();
  const number = (value: unknown) => (typeof value === 'number' ? value.toLocaleString() : text('few'));
  return (
    <dl className="counts">
      {Object.entries(counts).map(([split, labels]) => (
        <div key={split}>
          <dt>{word(split)}</dt>
          <dd>
            {labels !== null && typeof labels === 'object'
              ? Object.entries(labels)
                  .map(([label, count]) => `${word(label)} ${number(count)}`)
                  .join(' · ')
              : number(labels)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
