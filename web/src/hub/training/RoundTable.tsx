import { DigestLink } from '../../shared/Digest';
import { useTexts } from '../../shared/language';
import { Badge, Table, type Tone } from '../../shared/parts';
import { useWord } from '../../shared/words';
import { hub } from '../texts';
import type { Round } from '../types';

/** The rounds of a job with what each hospital gave to them. */
export function RoundTable({ rounds }: { rounds: Round[] }) {
  const text = useTexts(hub);
  const word = useWord();
  if (rounds.length === 0) return <p className="quiet">{text('noRounds')}</p>;
  return (
    <Table head={[{ number: text('round') }, text('state'), text('updates'), { number: text('loss') }, { number: text('seconds') }, text('manifest')]}>
      {rounds.map((round) => (
        <tr key={round.round}>
          <td className="number">{round.round}</td>
          <td>
            <Badge tone={roundTone(round.state)}>{word(round.state)}</Badge>
          </td>
          <td>
            <ul className="updates">
              {round.updates.map((update) => (
                <li key={update.site}>
                  {update.site} <Badge tone={updateTone(update.state)}>{word(update.state)}</Badge>{' '}
                  <span className="quiet">
                    {update.reason ?? (update.examples ? `${update.examples.toLocaleString()} ${text('examples')}` : '')}
                    {update.loss != null && ` · ${update.loss.toFixed(4)}`}
                  </span>
                </li>
              ))}
            </ul>
          </td>
          <td className="number">{round.meanLoss?.toFixed(4) ?? '–'}</td>
          <td className="number">{round.seconds.toFixed(1)}</td>
          <td>
            <DigestLink digest={round.digest} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function roundTone(state: Round['state']): Tone {
  switch (state) {
    case 'published':
      return 'good';
    case 'quorum-missed':
    case 'cancelled':
      return 'warn';
    case 'open':
    case 'closing':
      return 'calm';
  }
}

function updateTone(state: string): Tone {
  switch (state) {
    case 'accepted':
      return 'good';
    case 'refused':
    case 'failed':
      return 'bad';
    case 'absent':
    case 'late':
      return 'warn';
    default:
      return 'calm';
  }
}
